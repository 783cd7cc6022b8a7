"""Real daily closes of a few demo symbols, put into the test database once for many tests."""

import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings

from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import BarRow

SYMBOLS = (
    "AAPL", "KO", "PEP", "XOM", "JPM", "SPX", "QUAL", "FB", "SPX.OHLC", "BTCUSDT",
)  # fmt: skip


def load() -> None:
    """Store the whole daily history of the symbols."""
    folder = Path(settings.DEMO_FIXTURES)
    for entry in json.loads((folder / "instruments.json").read_text()):
        if entry["symbol"] in SYMBOLS:
            fields = {name: value for name, value in entry.items() if name != "streams"}
            InstrumentRow.objects.create(owner=None, **fields)
    frames = [pl.read_parquet(folder / f"{name}.parquet") for name in ("closes", "candles")]
    prices = ("open", "high", "low", "close", "volume")
    frame = (
        pl.concat(frames, how="diagonal")
        .filter(pl.col("symbol").is_in(SYMBOLS))
        .select("symbol", pl.col("date").cast(pl.Datetime("us")).cast(pl.Int64), *prices)
    )
    bars_upsert(
        [
            BarRow(name, "1d", stamp, first, high, low, close, volume, None, None, settled=True)
            for name, stamp, first, high, low, close, volume in frame.iter_rows()
        ]
    )


@pytest.fixture(scope="package")
def stored(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The history, committed before the first test of a folder and gone after its last."""
    with django_db_blocker.unblock():
        load()
    yield
    with django_db_blocker.unblock():
        InstrumentRow.objects.filter(owner=None, symbol__in=SYMBOLS).delete()


@pytest.fixture(scope="package")
def shared_panel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One panel folder for all tests that change no bars."""
    return tmp_path_factory.mktemp("panel")


@pytest.fixture
def demo(stored, shared_panel, db, settings) -> None:
    """Real daily history of `SYMBOLS`."""
    settings.PANEL_DIR = shared_panel
