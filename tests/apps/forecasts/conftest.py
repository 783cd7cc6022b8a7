"""A small made-up market with daily bars, and jobs that are done where they are submitted."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest

from apps.forecasts import work
from apps.forecasts.types import ISSUE, TRAIN
from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import BarRow
from apps.jobs.types import JobContext
from celery_worker.attempt import attempt
from celery_worker.tracked import work_of
from tests.ml.panels import business_days, random_walks

POOL = ("AAA", "BBB", "CCC")
BARS = 620
START = "2011-06-01"


def add_instrument(symbol: str, *, owner: Any = None, **fields: Any) -> InstrumentRow:
    """One row; a stock of the exchange unless fields say otherwise."""
    values = {
        "name": symbol,
        "asset_class": "stock",
        "exchange": "NYSE",
        "currency": "USD",
        "calendar": "XNYS",
        "source": "test",
    }
    return InstrumentRow.objects.create(symbol=symbol, owner=owner, **(values | fields))


def add_bars(row: InstrumentRow, dates: Any, closes: Any) -> None:
    """Closed daily bars, and the span they give the instrument."""
    stamps = dates.astype("datetime64[us]").astype(np.int64).tolist()
    bars_upsert(
        [
            BarRow(row.symbol, "1d", stamp, None, None, None, close, None, None, None, settled=True)
            for stamp, close in zip(stamps, closes.tolist(), strict=True)
        ],
        instrument_ids={row.symbol: row.pk},
    )
    first, last = dates[0].item(), dates[-1].item()
    row.first_bar = min(first, row.first_bar or first)
    row.last_bar = max(last, row.last_bar or last)
    row.save()


@dataclass(frozen=True)
class Market:
    """The made-up market: rows by symbol and all closes."""

    rows: dict[str, InstrumentRow]
    dates: Any
    closes: Any


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Folders of the test's own: rolled-back rows must not leave files behind."""
    settings.PANEL_DIR = tmp_path / "panel"
    settings.MODELS_DIR = tmp_path / "models"


@pytest.fixture(autouse=True)
def no_replays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trainings open no record of past sessions; the tests of that have it otherwise."""
    monkeypatch.setattr("apps.forecasts.training.replays.REPLAYED_BARS", 0)


@pytest.fixture
def market(db: None, own_folders: None) -> Market:
    """Three stocks that train, an index that ends early, one with 50 bars and a simulated coin."""
    dates = business_days(BARS, START)
    closes = random_walks(np.random.default_rng(61), BARS, 5)
    rows = {symbol: add_instrument(symbol) for symbol in POOL}
    for place, symbol in enumerate(POOL):
        add_bars(rows[symbol], dates, closes[:, place])
    rows["OLD"] = add_instrument("OLD", asset_class="index")
    add_bars(rows["OLD"], dates[:-90], closes[:-90, 3])
    rows["NEW"] = add_instrument("NEW", asset_class="etf")
    add_bars(rows["NEW"], dates[-50:], closes[-50:, 4])
    rows["COIN"] = add_instrument(
        "COIN", asset_class="crypto", calendar="24/7", simulated=True, intraday_source="simulator"
    )
    return Market(rows, dates, closes)


def context(params: dict[str, Any] | None = None, owner_id: int | None = None) -> JobContext:
    """What a worker gives to the work."""
    return JobContext(uuid4(), owner_id, params or {}, TRAIN.steps)


@pytest.fixture
def trained(market: Market) -> Market:
    """The market with the two quickest models trained and forecasts issued."""
    work.train(context({"models": ["random_walk", "ridge"]}))
    return market


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do each job at once where it is submitted, by the road that workers take."""

    def do(*, job_id: UUID, task: str, queue: str) -> None:
        attempt(job_id, work_of(task))

    monkeypatch.setattr("apps.jobs.services.enqueue_on_commit", do)


def issue_context(params: dict[str, Any] | None = None, owner_id: int | None = None) -> JobContext:
    """What a worker gives to the work that issues."""
    return JobContext(uuid4(), owner_id, params or {}, ISSUE.steps)
