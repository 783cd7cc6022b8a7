"""Small instruments with known bars, and folders of the test's own."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import DAY_US, BarRow

EPOCH = date(1970, 1, 1)
FIRST = date(2022, 1, 3)  # a Monday
MakeInstrument = Callable[..., InstrumentRow]


def day_us(day: date) -> int:
    return (day - EPOCH).days * DAY_US


def weekdays(count: int, first: date = FIRST) -> list[date]:
    days = (first + timedelta(days=step) for step in range(2 * count + 7))
    return [day for day in days if day.weekday() < 5][:count]


def bar(symbol: str, interval: Any, timestamp_us: int, close: float, **fields: Any) -> BarRow:
    usual: dict[str, Any] = {
        "open": close,
        "high": close,
        "low": close,
        "volume": 1.0,
        "vwap": None,
        "trades": None,
        "settled": True,
    }
    return BarRow(symbol, interval, timestamp_us, close=close, **(usual | fields))


def daily(symbol: str, closes: Sequence[float], first: date = FIRST, **fields: Any) -> list[BarRow]:
    days = weekdays(len(closes), first)
    return [
        bar(symbol, "1d", day_us(day), close, **fields)
        for day, close in zip(days, closes, strict=True)
    ]


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Any) -> None:
    settings.PANEL_DIR = tmp_path / "panel"


@pytest.fixture
def make_instrument(db: None) -> MakeInstrument:
    """Make an instrument; `closes` become closed daily bars from 2022-01-03 on."""

    def make(symbol: str, closes: Sequence[float] = (), **fields: Any) -> InstrumentRow:
        close_only = fields.pop("close_only", False)
        usual = {
            "name": f"{symbol} Inc.",
            "asset_class": "stock",
            "exchange": "XNYS",
            "currency": "USD",
            "calendar": "XNYS",
            "source": "test",
            "has_ohlc": not close_only,
        }
        row = InstrumentRow.objects.create(symbol=symbol, **(usual | fields))
        if closes:
            unknown: dict[str, Any] = {"open": None, "high": None, "low": None, "volume": None}
            rows = daily(symbol, closes, **(unknown if close_only else {}))
            bars_upsert(rows, instrument_ids={symbol: row.pk})
            days = weekdays(len(closes))
            row.first_bar, row.last_bar = days[0], days[-1]
            row.save()
        return row

    return make
