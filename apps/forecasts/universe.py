"""Which closes the models learn from and are asked about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.core.typed.skipped import Skipped
from apps.forecasts.errors import TooFewBarsError
from apps.forecasts.types import BARS_TO_FORECAST, BARS_TO_TRAIN
from apps.instruments.calendars import next_sessions
from apps.instruments.selectors import (
    close_panel,
    instrument_list,
    instruments_by_symbol,
    positive_from,
    usable_members,
)
from apps.instruments.types import Instrument

CURRENT: Final = timedelta(days=30)
"""A stock whose last bar is this much older than where most end is history: asked, not learnt."""
MINIMUM_POOL: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Universe:
    """Adjusted real closes of closed daily bars (n_dates, n_keys) and what each column is.

    `until` is the last day of the pool as a whole; what a few of its members have after that is
    asked about, but neither learnt nor scored with the pool. Without it the pool has no such day.
    """

    instruments: dict[str, Instrument]
    pool: tuple[str, ...]
    dates: NDArray[np.datetime64]
    closes: NDArray[np.float64]
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[str, ...] = ()
    until: date | None = None

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
    pool, until = _pool(found)
    return Universe(ordered, pool, panel.dates, _above_zero(panel.closes), until=until)


def _above_zero(closes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return closes without each symbol's history up to its newest close at or below zero."""
    known = closes.copy()
    for column in np.flatnonzero((closes <= 0.0).any(axis=0)).tolist():
        known[: int(np.flatnonzero(closes[:, column] <= 0.0)[-1]) + 1, column] = np.nan
    return known


def _pool(found: Sequence[Instrument]) -> tuple[tuple[str, ...], date]:
    """Return the stocks that train, and the day near which most of their data end.

    One stock whose data reach further than the others' must not make these history.
    """
    stocks = [one for one in found if one.asset_class == "stock" and one.trains]
    chosen = stocks if len(stocks) >= MINIMUM_POOL else list(found)
    ends = {one.symbol: one.last_bar for one in chosen if one.last_bar is not None}

    def ending_near(end: date) -> tuple[int, date]:
        return sum(end - CURRENT <= last <= end for last in ends.values()), end

    until = max(ends.values(), key=ending_near)
    return tuple(sorted(name for name, last in ends.items() if last >= until - CURRENT)), until


def universe_chosen(*, symbols: Sequence[str], user_id: int | None) -> Universe:
    """Return the symbols that a person chose; all that can be used train, the others are named.

    Of a symbol whose price was at or below zero, the closes after that are used.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    UnprocessableError
        The cause of each, when none can be used.
    """
    found = instruments_by_symbol(symbols=symbols, user_id=user_id)
    panel = close_panel(symbols=symbols, user_id=user_id)
    place = {symbol: at for at, symbol in enumerate(panel.symbols)}
    closes = panel.closes.copy()
    notices = []

    def check(symbol: str) -> None:
        column = panel.closes[:, place[symbol]]
        closes[:, place[symbol]] = _usable(symbol, panel.dates, column, needed=BARS_TO_TRAIN)
        if (column <= 0.0).any():
            notices.append(_later_only(symbol, panel.dates, column))

    usable, skipped = usable_members(panel.symbols, check)
    known = closes[:, [place[symbol] for symbol in usable]]
    rows = np.isfinite(known).any(axis=1)
    return Universe(
        {symbol: found[symbol] for symbol in usable},
        tuple(usable),
        panel.dates[rows],
        known[rows],
        skipped,
        tuple(notices),
    )


def _usable(
    symbol: str, dates: NDArray[np.datetime64], column: NDArray[np.float64], *, needed: int
) -> NDArray[np.float64]:
    """Return a symbol's closes above zero, or refuse too few of them with the cause."""
    kept = _above_zero(column[:, None])[:, 0]
    observations = int(np.isfinite(kept).sum())
    if observations < needed:
        if int(np.isfinite(column).sum()) >= needed:  # enough, were they above zero
            positive_from([symbol], dates, column[:, None])
        raise TooFewBarsError(symbol, observations=observations, needed=needed)
    return kept


def _later_only(symbol: str, dates: NDArray[np.datetime64], column: NDArray[np.float64]) -> str:
    last = int(np.flatnonzero(column <= 0.0)[-1])
    return (
        f"{symbol} closed at {column[last]:g} on {dates[last]}; only its closes after that day are "
        "used, as returns across zero do not exist."
    )


def early_closers(universe: Universe) -> frozenset[str]:
    """Return the keys whose sessions close before the pool's of the same date are over.

    Seoul closes 14 hours before New York: at its close that day's market of New York is not known.
    """
    day = universe.dates[-1].astype("datetime64[D]").item()
    ends = {one.calendar: one for one in universe.instruments.values()}
    closing = {name: _closing_hour(one, day) for name, one in ends.items()}
    hours = {key: closing[one.calendar] for key, one in universe.instruments.items()}
    market = max(hours[key] for key in universe.pool)
    return frozenset(key for key, hour in hours.items() if hour < market)


def _closing_hour(instrument: Instrument, day: date) -> float:
    """Return the latest UTC hour at which the sessions of a week close, 24 for midnight."""
    week = next_sessions(instrument, day - timedelta(days=14), 5)
    return max((moment.hour + moment.minute / 60) or 24.0 for moment in week)


def universe_with(universe: Universe, instrument: Instrument) -> tuple[Universe, str]:
    """Return a universe that holds an instrument, and the instrument's key in it."""
    for key, member in universe.instruments.items():
        if member.id == instrument.id:
            return universe, key
    key = instrument.symbol if instrument.owner_id is None else f"{instrument.symbol} (private)"
    panel = close_panel(symbols=[instrument.symbol], user_id=instrument.owner_id)
    own = _usable(instrument.symbol, panel.dates, panel.closes[:, 0], needed=BARS_TO_FORECAST)
    dates = np.union1d(universe.dates, panel.dates)
    closes = np.full((len(dates), len(universe.instruments) + 1), np.nan)
    closes[np.searchsorted(dates, universe.dates), :-1] = universe.closes
    closes[np.searchsorted(dates, panel.dates), -1] = own
    members = {**universe.instruments, key: instrument}
    return replace(universe, instruments=members, dates=dates, closes=closes), key
