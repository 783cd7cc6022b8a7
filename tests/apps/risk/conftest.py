"""Real daily closes of a few demo symbols in the test database."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import polars as pl
import pytest
from django.conf import settings as django_settings

from apps.market.models import InstrumentRow
from apps.market.store import bars_upsert
from apps.market.types import BarRow
from celery_worker.attempt import attempt
from celery_worker.tracked import work_of

Load = Callable[..., None]


def _meta() -> dict[str, dict[str, object]]:
    entries = json.loads((Path(django_settings.DEMO_FIXTURES) / "instruments.json").read_text())
    return {entry.pop("symbol"): entry for entry in entries}


def load_demo(*symbols: str) -> None:
    """Put the whole daily history of demo symbols into the database."""
    folder, known = Path(django_settings.DEMO_FIXTURES), _meta()
    for symbol in symbols:
        fields = {name: value for name, value in known[symbol].items() if name != "streams"}
        InstrumentRow.objects.create(symbol=symbol, owner=None, **fields)
    frames = [pl.read_parquet(folder / f"{name}.parquet") for name in ("closes", "candles")]
    columns = ("open", "high", "low", "close", "volume")
    frame = (
        pl.concat(frames, how="diagonal")
        .filter(pl.col("symbol").is_in(symbols))
        .select("symbol", pl.col("date").cast(pl.Datetime("us")).cast(pl.Int64), *columns)
    )
    bars_upsert(
        [
            BarRow(name, "1d", stamp, *prices, None, None, settled=True)
            for name, stamp, *prices in frame.iter_rows()
        ]
    )


@pytest.fixture(autouse=True)
def own_panel(settings, tmp_path):
    """A panel folder of the test's own: rolled-back rows must not leave one behind."""
    settings.PANEL_DIR = tmp_path / "panel"


@pytest.fixture
def demo(db: None, own_panel: None) -> Load:
    return load_demo


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do each job at once where it is submitted, by the road that workers take."""

    def do(*, job_id: UUID, task: str, queue: str) -> None:
        attempt(job_id, work_of(task))

    monkeypatch.setattr("apps.jobs.services.ring_on_commit", do)
