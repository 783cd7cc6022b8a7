"""The demo's files as a provider: it knows what had closed by the market's present."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, get_args

import numpy as np
from typing_extensions import override

from apps.core.clock import day_start, microseconds_of, now
from apps.instruments.market_clock import market_now
from apps.instruments.services.demo_files import FIELDS, demo_entries, demo_history, known_at
from apps.instruments.types import AssetClass, BarRow, Bars, Interval
from apps.providers.shared.base import (
    Capabilities,
    HistoryProvider,
    ProviderAction,
    ProviderBars,
    ProviderHistory,
    ProviderRefusedError,
    ProviderUnknownSymbolError,
)
from ml.typing import Float64Array1D

NAME: Final = "replay"
_BEFORE: Final = timedelta(days=10)


class Replay(HistoryProvider):
    """Daily bars of the demo's instruments, as they came in."""

    name = NAME
    capabilities = Capabilities(
        intervals=("1d",),
        asset_classes=get_args(AssetClass),
        needs_key=False,
        limits=(),
        knows_all=False,
        title="Replay of the demo data",
    )

    @override
    def daily(self, symbol: str, start: date, end: date) -> ProviderHistory:
        entry = next((one for one in demo_entries() if one["symbol"] == symbol), None)
        if entry is None or entry["simulated"]:
            raise ProviderUnknownSymbolError(NAME, symbol)
        # With the close before the first day, from which a dividend's factor was measured.
        rows, actions = demo_history(symbol, start - _BEFORE, end)
        known, calendar = known_at(market_now()), entry["calendar"]
        first = microseconds_of(day_start(start))
        bars = [row for row in rows if row.timestamp_us >= first and known(calendar, row.day)]
        return ProviderHistory(
            ProviderBars(_bars(bars), "1d", entry["currency"], "UTC", calendar),
            tuple(
                _action(one, rows)
                for one in actions
                if one["ex_date"] >= start and known(calendar, one["ex_date"])
            ),
            # The bars are the data set's, whoever carries them.
            entry["source"],
            now(),
        )

    @override
    def intraday(
        self, symbol: str, interval: Interval, start: datetime, end: datetime
    ) -> ProviderHistory:
        raise ProviderRefusedError(
            NAME, f"It has no bars of {interval}.", fix="Ask for 1d.", retryable=False
        )


def _bars(rows: Sequence[BarRow]) -> Bars:
    def column(name: str) -> Float64Array1D:
        return np.array([getattr(row, name) for row in rows], dtype=np.float64)

    open_, high, low, close, volume = (column(name) for name in FIELDS)
    stamps = np.array([row.timestamp_us for row in rows], dtype=np.int64)
    settled = np.ones(len(rows), dtype=bool)
    return Bars(stamps, open_, high, low, close, volume, column("vwap"), settled)


def _action(row: Mapping[str, Any], bars: Sequence[BarRow]) -> ProviderAction:
    """Return a split or dividend as providers report it; the data set has its factors alone."""
    if row["kind"] == "split":
        return ProviderAction(row["ex_date"], "split", row["volume_factor"])
    before = [bar.close for bar in bars if bar.day < row["ex_date"]]
    cash = (1.0 - row["price_factor"]) * before[-1] if before else 0.0
    return ProviderAction(row["ex_date"], "dividend", cash)
