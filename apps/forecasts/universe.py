"""Which closes the models learn from and are asked about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.forecasts.errors import TooFewBarsError
from apps.forecasts.types import BARS_TO_TRAIN
from apps.market.selectors import (
    close_panel,
    instrument_list,
    instruments_by_symbol,
    positive_from,
)
from apps.market.types import Instrument

CURRENT: Final = timedelta(days=30)
"""A stock whose last bar is this much older than the newest is history: asked about, not learnt."""
MINIMUM_POOL: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Universe:
    """Adjusted, settled, real daily closes (n_dates, n_keys) and what each column is."""

    instruments: dict[str, Instrument]
    pool: tuple[str, ...]
    dates: NDArray[np.datetime64]
    closes: NDArray[np.float64]

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the columns: the symbol, unless a private one has the same."""
        return tuple(self.instruments)


def system_instruments() -> list[Instrument]:
    """Return the system's instruments that have real daily history."""
    return [
        instrument
        for instrument in instrument_list(user_id=None)
        if not instrument.simulated and instrument.last_bar is not None
    ]


def own_instruments(*, user_id: int) -> list[Instrument]:
    """Return a person's private instruments that have daily history."""
    return [
        instrument
        for instrument in instrument_list(user_id=user_id)
        if instrument.owner_id == user_id and instrument.last_bar is not None
    ]


def universe_system() -> Universe:
    """Return every system instrument with real daily history; stocks with current data train."""
    found = system_instruments()
    if not found:
        raise TooFewBarsError("The universe", observations=0, needed=BARS_TO_TRAIN)
    panel = close_panel(symbols=[instrument.symbol for instrument in found])
    by_symbol = {instrument.symbol: instrument for instrument in found}
    ordered = {symbol: by_symbol[symbol] for symbol in panel.symbols}
    return Universe(ordered, _pool(found), panel.dates, _above_zero(panel.closes))


def _above_zero(closes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return closes without each symbol's history up to its newest close at or below zero."""
    known = closes.copy()
    for column in np.flatnonzero((closes <= 0.0).any(axis=0)).tolist():
        known[: int(np.flatnonzero(closes[:, column] <= 0.0)[-1]) + 1, column] = np.nan
    return known


def _pool(found: Sequence[Instrument]) -> tuple[str, ...]:
    stocks = [one for one in found if one.asset_class == "stock"]
    chosen = stocks if len(stocks) >= MINIMUM_POOL else list(found)
    newest = max(one.last_bar for one in chosen if one.last_bar is not None)
    return tuple(
        sorted(
            one.symbol
            for one in chosen
            if one.last_bar is not None and one.last_bar >= newest - CURRENT
        )
    )


def universe_chosen(*, symbols: Sequence[str], user_id: int | None) -> Universe:
    """Return the symbols that a person chose; all of them train."""
    found = instruments_by_symbol(symbols=symbols, user_id=user_id)
    panel = close_panel(symbols=symbols, user_id=user_id)
    positive_from(panel.symbols, panel.dates, panel.closes)
    ordered = {symbol: found[symbol] for symbol in panel.symbols}
    return Universe(ordered, panel.symbols, panel.dates, panel.closes)


def universe_with(universe: Universe, instrument: Instrument) -> tuple[Universe, str]:
    """Return a universe that holds an instrument, and the instrument's key in it."""
    for key, member in universe.instruments.items():
        if member.id == instrument.id:
            return universe, key
    key = instrument.symbol if instrument.owner_id is None else f"{instrument.symbol} (private)"
    panel = close_panel(symbols=[instrument.symbol], user_id=instrument.owner_id)
    positive_from(panel.symbols, panel.dates, panel.closes)
    dates = np.union1d(universe.dates, panel.dates)
    closes = np.full((len(dates), len(universe.instruments) + 1), np.nan)
    closes[np.searchsorted(dates, universe.dates), :-1] = universe.closes
    closes[np.searchsorted(dates, panel.dates), -1] = panel.closes[:, 0]
    members = {**universe.instruments, key: instrument}
    return replace(universe, instruments=members, dates=dates, closes=closes), key
