"""Small daily series, clean unless a test breaks them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from apps.accounts.models import User
from apps.data_quality import work
from apps.data_quality.answers import CheckResult
from apps.data_quality.types import CHECK_STEPS
from apps.instruments.calendars import session_days
from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import DAY_US, BarRow
from apps.jobs.types import JobContext

EPOCH = date(1970, 1, 1)
FIRST = date(2021, 1, 4)
MakeSeries = Callable[..., InstrumentRow]


def day_us(day: date) -> int:
    return (day - EPOCH).days * DAY_US


def walk(count: int, seed: int = 5) -> list[float]:
    """Return closes of a calm random walk."""
    rng = np.random.default_rng(seed)
    return [float(x) for x in 100.0 * np.exp(np.cumsum(rng.normal(0.0, 0.01, count)))]


def candles(symbol: str, closes: Sequence[float], days: Sequence[date], seed: int) -> list[BarRow]:
    """Return bars whose range encloses them, with volumes."""
    rng = np.random.default_rng(seed)
    rows, before = [], closes[0]
    for day, close in zip(days, closes, strict=True):
        reach = abs(rng.normal(0.0, 0.004)) + 0.001
        high, low = max(before, close) * (1 + reach), min(before, close) * (1 - reach)
        volume = float(np.exp(rng.normal(13.0, 0.25)))
        rows.append(
            BarRow(symbol, "1d", day_us(day), before, high, low, close, volume, None, None, True)
        )
        before = close
    return rows


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Any) -> None:
    settings.PANEL_DIR = tmp_path / "panel"


@pytest.fixture
def make_series(db: None) -> MakeSeries:
    """Make an instrument with clean daily candles; `change` may break the rows first."""

    def make(
        symbol: str,
        closes: Sequence[float] | None = None,
        *,
        owner: User | None = None,
        change: Callable[[list[BarRow]], list[BarRow]] = lambda rows: rows,
        **fields: Any,
    ) -> InstrumentRow:
        usual = {
            "name": f"{symbol} Inc.", "asset_class": "stock", "exchange": "XNYS",
            "currency": "USD", "calendar": "XNYS", "source": "test", "has_ohlc": True,
        }  # fmt: skip
        row = InstrumentRow.objects.create(symbol=symbol, owner=owner, **(usual | fields))
        prices = walk(120) if closes is None else closes
        days = session_days(row.calendar, FIRST, date(2023, 12, 31))
        rows = change(candles(symbol, prices, days[: len(prices)], seed=row.pk))
        bars_upsert(rows, instrument_ids={symbol: row.pk})
        row.first_bar, row.last_bar = days[0], days[len(prices) - 1]
        row.save(update_fields=["first_bar", "last_bar"])
        return row

    return make


def run_check(owner_id: int | None = None, symbols: Sequence[str] = ()) -> CheckResult:
    """Do a checking job here and now."""
    return work.check(JobContext(uuid4(), owner_id, {"symbols": list(symbols)}, CHECK_STEPS)).result
