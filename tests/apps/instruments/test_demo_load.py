"""Loading the demo: no long work inside a transaction, and the true cause when it fails."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.instruments.models import Bar, DemoMarker, InstrumentRow
from apps.instruments.services import demo
from apps.instruments.services.demo import demo_load
from apps.instruments.store import bars, bars_count
from apps.instruments.store.encoding import encode_row
from apps.instruments.types import BarRow
from config.settings.database import _postgres_timeouts

pytestmark = pytest.mark.django_db(transaction=True)


def outside(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function run outside transactions only."""

    def checked(*args: Any, **options: Any) -> Any:
        assert not connection.in_atomic_block, function.__name__
        return function(*args, **options)

    return checked


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A fixture of a few symbols that a test may change."""
    made = tmp_path / "demo"
    shutil.copytree(settings.DEMO_FIXTURES, made)
    for name in ("closes", "candles"):
        frame = pl.read_parquet(made / f"{name}.parquet")
        frame.filter(pl.col("symbol").is_in(["KO", "PEP", "IBM"])).write_parquet(
            made / f"{name}.parquet"
        )
    settings.DEMO_FIXTURES = made
    return made


def test_rows_are_read_and_encoded_outside_transactions(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database with time limits cuts off a transaction that waits for a slow machine."""
    monkeypatch.setattr(bars, "encode_row", outside(encode_row))
    monkeypatch.setattr(pl, "read_parquet", outside(pl.read_parquet))
    monkeypatch.setattr(demo, "BarRow", outside(BarRow))
    assert demo_load() is True
    assert Bar.objects.count() > 15_000


def test_an_interrupted_load_is_done_again_and_comes_out_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(100))

    def cut_off(*args: Any, **options: Any) -> int:
        if next(calls) == 10:
            raise KeyboardInterrupt
        return bars.bars_replace(*args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(demo, "bars_replace", cut_off)
        with pytest.raises(KeyboardInterrupt):
            demo_load()
    assert not DemoMarker.objects.exists()
    assert demo_load() is True
    counts = pl.concat(
        [
            pl.read_parquet(folder / f"{name}.parquet", columns=["symbol"])
            for name in ("closes", "candles")
        ]
    )["symbol"].value_counts()
    for symbol, count in counts.iter_rows():
        row = InstrumentRow.objects.get(symbol=symbol)
        assert bars_count(instrument_id=row.pk, interval_s=86_400) == count
    assert demo_load() is False


def test_a_bar_that_a_new_version_lacks_goes(folder: Path) -> None:
    demo_load()
    row = InstrumentRow.objects.get(symbol="KO")
    last = Bar.objects.filter(instrument=row).order_by("timestamp_us").last()
    assert last is not None
    Bar.objects.filter(pk=last.pk).update(timestamp_us=last.timestamp_us + 86_400_000_000)
    DemoMarker.objects.update(fixture_version="older")
    assert demo_load() is True
    stamps = Bar.objects.filter(instrument=row).values_list("timestamp_us", flat=True)
    assert max(stamps) == last.timestamp_us
    row.refresh_from_db()
    assert row.last_bar is not None
    assert row.last_bar.isoformat() == "2022-12-28"


@pytest.mark.parametrize(
    "name", ["closes.parquet", "actions.parquet", "instruments.json", "provenance.json"]
)
@pytest.mark.parametrize("content", [b"PAR1 damaged", None])
def test_a_damaged_file_is_named_and_nothing_is_written(
    folder: Path, name: str, content: bytes | None
) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(CommandError, match=r"demo's files in .* are damaged"):
        call_command("load_demo")
    assert not InstrumentRow.objects.exists()


def test_a_migration_has_no_limit_but_for_locks() -> None:
    assert "statement_timeout=30000" in _postgres_timeouts("stream")
    assert "idle_in_transaction_session_timeout=60000" in _postgres_timeouts("")
    unlimited = _postgres_timeouts("migrate")
    assert "statement_timeout=0" in unlimited
    assert "idle_in_transaction_session_timeout=0" in unlimited
    assert "lock_timeout=5000" in unlimited
