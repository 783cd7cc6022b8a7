"""What the local providers know: years of real daily bars, moved so that they end today."""

import math
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
import polars as pl

from apps.instruments.calendars import session_days

DEMO = Path(__file__).parents[3] / "fixtures" / "demo"
KEY = "a-good-key"


@dataclass(frozen=True)
class Day:
    """One raw daily bar."""

    date: date
    open: float
    high: float
    low: float
    close: float
    volume: float


@dataclass(frozen=True)
class Event:
    """A split (new shares for one old) or a dividend (cash for one share of that day)."""

    date: date
    kind: str
    value: float


@dataclass(frozen=True)
class Listed:
    """One instrument with its history, as it traded."""

    symbol: str
    name: str
    kind: str
    mic: str
    yahoo_exchange: str
    zone: str
    unit: str
    days: tuple[Day, ...]
    events: tuple[Event, ...] = field(default=())

    @property
    def last(self) -> Day:
        """The newest bar."""
        return self.days[-1]

    def split_factor(self, day: date) -> float:
        """New shares today for one share of that day."""
        later = (one.value for one in self.events if one.kind == "split" and one.date > day)
        return math.prod(later, start=1.0)


@dataclass(frozen=True)
class _Row:
    symbol: str
    source: str
    name: str
    kind: str
    mic: str
    yahoo_exchange: str
    zone: str
    unit: str
    scale: float = 1.0
    always_open: bool = False


_ROWS = (
    _Row("AAPL", "AAPL.OHLC", "Apple Inc.", "EQUITY", "XNAS", "NMS", "America/New_York", "USD"),
    _Row("MSFT", "MSFT.OHLC", "Microsoft Corporation", "EQUITY", "XNAS", "NMS",
         "America/New_York", "USD"),
    _Row("IBM", "IBM", "International Business Machines Corporation", "EQUITY", "XNYS", "NYQ",
         "America/New_York", "USD"),
    _Row("GOOG", "GOOG", "Alphabet Inc.", "EQUITY", "XNAS", "NMS", "America/New_York", "USD"),
    _Row("BRK.B", "IBM", "Berkshire Hathaway Inc.", "EQUITY", "XNYS", "NYQ",
         "America/New_York", "USD", scale=2.4),
    _Row("VOD.L", "MSFT.OHLC", "Vodafone Group Public Limited Company", "EQUITY", "XLON", "LSE",
         "Europe/London", "GBp", scale=2.5),
    _Row("SPX", "SPX.OHLC", "S&P 500", "INDEX", "", "SNP", "America/New_York", "USD"),
    _Row("BTC-USD", "IXIC", "Bitcoin USD", "CRYPTOCURRENCY", "", "CCC", "UTC", "USD",
         scale=15.0, always_open=True),
)  # fmt: skip


@lru_cache(maxsize=4)
def universe(today: date) -> dict[str, Listed]:
    """Return what is listed, by our own symbols; the newest bar is of the last session."""
    candles = pl.read_parquet(DEMO / "candles.parquet")
    actions = pl.read_parquet(DEMO / "actions.parquet")
    return {row.symbol: _listed(row, candles, actions, today) for row in _ROWS}


def _listed(row: _Row, candles: pl.DataFrame, actions: pl.DataFrame, today: date) -> Listed:
    bars = candles.filter(pl.col("symbol") == row.source).sort("date")
    moved = _dates(row, today, bars.height)
    columns = [bars[name].to_numpy() * row.scale for name in ("open", "high", "low", "close")]
    # Prices of a provider have two decimals, or four for the cheap ones.
    rounded = [np.round(one, 4).tolist() for one in columns]
    days = tuple(map(Day, moved, *rounded, np.round(bars["volume"].to_numpy()).tolist()))
    where = {day: number for number, day in enumerate(bars["date"].to_list())}
    events = tuple(
        Event(moved[where[ex]], kind, _value(kind, factor, days[where[ex] - 1].close))
        for ex, kind, factor in actions.filter(pl.col("symbol") == row.source)
        .sort("ex_date")
        .select("ex_date", "kind", "price_factor")
        .rows()
        if where.get(ex, 0) > 0
    )
    return Listed(row.symbol, row.name, row.kind, row.mic, row.yahoo_exchange, row.zone, row.unit,
                  days, events)  # fmt: skip


def _value(kind: str, factor: float, close_before: float) -> float:
    return round(1 / factor, 6) if kind == "split" else round((1 - factor) * close_before, 4)


def _dates(row: _Row, today: date, count: int) -> list[date]:
    if row.always_open:
        return [today - timedelta(days=count - 1 - step) for step in range(count)]
    calendar = "XLON" if row.mic == "XLON" else "XNYS"
    return session_days(calendar, today - timedelta(days=2 * count), today)[-count:]


def midnight(day: date) -> datetime:
    """Return the day's start in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
