"""Rows of a provider into raw columns: by rising time, one bar each, numbers only."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apps.core.currencies import DECIMALS, Unit
from apps.instruments.types import MICROSECOND, Bars

NOT_KNOWN: Final = float("nan")


class Row(NamedTuple):
    """One bar as a provider wrote it, its start in microseconds UTC."""

    timestamp_us: int
    open: float
    high: float
    low: float
    close: float
    volume: float
    vwap: float = NOT_KNOWN


def columns(rows: Iterable[Row], unit: Unit, settled: NDArray[np.bool_] | None = None) -> Bars:
    """Return bars of rows in any order; a row without a finite close, or with one of 0, is none.

    Providers write 0 where no price is known; prices below zero have been paid (oil, April 2020).
    Of rows of one time the last counts. Unknown open, high, low and volume stay NaN. Prices come
    in the main unit of their money. `settled` defaults to true; see `with_closed`.
    """
    kept = {row.timestamp_us: row for row in rows if np.isfinite(row.close) and row.close != 0}
    table = np.array(sorted(kept.values()), dtype=np.float64).reshape(-1, len(Row._fields))
    prices = _in_main_unit(table[:, 1:5], unit)
    stamps = np.array(sorted(kept), dtype=np.int64)
    return Bars(
        stamps,
        prices[:, 0],
        prices[:, 1],
        prices[:, 2],
        prices[:, 3],
        table[:, 5],
        _in_main_unit(table[:, 6], unit),
        np.ones(len(stamps), dtype=np.bool_) if settled is None else settled,
    )


def _in_main_unit(prices: NDArray[np.float64], unit: Unit) -> NDArray[np.float64]:
    return prices if unit.divisor == 1.0 else np.round(prices / unit.divisor, DECIMALS)


def with_closed(bars: Bars, settled: NDArray[np.bool_]) -> Bars:
    """Return the same bars with other flags."""
    return Bars(
        bars.timestamps,
        bars.open,
        bars.high,
        bars.low,
        bars.close,
        bars.volume,
        bars.vwap,
        settled,
    )


def midnight_us(day: date) -> int:
    """Return a session's label: midnight UTC of its date, in microseconds."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * MICROSECOND


def within(bars: Bars, start: date, end: date) -> Bars:
    """Return the daily bars of the sessions in [start, end]."""
    stamps = bars.timestamps
    return bars.where((stamps >= midnight_us(start)) & (stamps <= midnight_us(end)))
