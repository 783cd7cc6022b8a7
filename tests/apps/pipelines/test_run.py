"""A run of the feature pipeline, from bars to the store."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from apps.accounts.models import User
from apps.core.errors import ProblemError
from apps.instruments.models import Bar, InstrumentRow
from apps.jobs.types import JobCancelled
from apps.pipelines import work
from apps.pipelines.models import FeatureRun
from apps.pipelines.store import manifest_current
from ml.features.catalogue import NAMES
from ml.features.polars_engine import polars_features
from ml.pipelines import features as road
from tests.apps.pipelines.conftest import BARS, Timeline, make_bars, run_features


def test_a_run_leaves_one_file_an_instrument_and_a_manifest(
    alice: User, universe: None, store: Path
) -> None:
    result = run_features(alice, "WHOLE", "CLOSES")
    folder = Path(str(result["parquet_path"]))
    assert folder.parent == store / "1d"
    table = pl.read_parquet(folder / "*.parquet")
    assert len(table) == result["rows"] == 2 * BARS
    assert set(NAMES) <= set(table.columns)
    manifest = manifest_current("1d")
    assert manifest is not None
    assert manifest.version == result["version"] == folder.name
    assert {part.symbol for part in manifest.parts} == {"WHOLE", "CLOSES"}


def test_every_column_agrees_with_the_reference(alice: User, universe: None) -> None:
    result = run_features(alice, "WHOLE", "CLOSES", "MINE")
    assert result["alignment_score"] == 1.0
    assert [column["name"] for column in result["alignment"]] == list(NAMES)
    assert {column["state"] for column in result["alignment"]} == {"aligned"}


def test_closes_alone_have_no_true_range_and_no_volume(alice: User, universe: None) -> None:
    result = run_features(alice, "CLOSES")
    table = pl.read_parquet(Path(str(result["parquet_path"])) / "*.parquet")
    assert np.isnan(table["atr_14"].to_numpy()).all()
    assert np.isnan(table["volume_z_20"].to_numpy()).all()
    assert not np.isnan(table["rsi_14"].to_numpy()[14:]).any()


def test_the_timeline_has_every_step_rows_and_rates(alice: User, universe: None) -> None:
    timeline = Timeline()
    result = run_features(alice, "WHOLE", timeline=timeline)
    assert timeline.steps == [0, 1, 2, 3, 4]
    assert timeline.shares == sorted(timeline.shares)
    assert timeline.lines[1].startswith("Compute features: 300 rows in")
    assert [stage["rows"] for stage in result["stages"]] == [BARS] * 5


def test_a_second_run_keeps_what_the_first_one_stored(alice: User, universe: None) -> None:
    first = run_features(alice, "WHOLE")
    second = run_features(alice, "CLOSES")
    manifest = manifest_current("1d")
    assert manifest is not None
    assert {part.symbol for part in manifest.parts} == {"WHOLE", "CLOSES"}
    assert first["version"] != second["version"]
    assert Path(str(first["parquet_path"])).is_dir(), "a reader may still hold the old version"


def test_the_same_bars_give_the_same_version(alice: User, universe: None) -> None:
    assert run_features(alice, "WHOLE")["version"] == run_features(alice, "WHOLE")["version"]


def test_a_symbol_with_too_few_bars_is_skipped_and_named(alice: User, universe: None) -> None:
    make_bars("SHORT", seed=4, bars=34)
    result = run_features(alice, "WHOLE", "SHORT")
    (skipped,) = result["skipped"]
    assert skipped["symbol"] == "SHORT"
    assert skipped["reason"].startswith("SHORT has 34 bars here; 35 are needed.")
    with pytest.raises(ProblemError) as caught:
        run_features(alice, "SHORT")
    assert caught.value.code == "insufficient_history"


def test_a_wrong_column_fails_the_run_and_is_named(
    alice: User, universe: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = polars_features
    monkeypatch.setattr(
        road, "polars_features", lambda bars: right(bars).with_columns(pl.col("rsi_14") * 1.001)
    )
    with pytest.raises(ProblemError) as caught:
        run_features(alice, "WHOLE")
    assert caught.value.code == "alignment_failed"
    assert [problem.field for problem in caught.value.errors] == ["rsi_14"]
    assert manifest_current("1d") is None, "nothing wrong is stored"
    run = FeatureRun.objects.get()
    assert (run.passed, run.failing) == (False, ["rsi_14"])
    assert run.alignment_score < 1.0


def test_a_cancelled_run_leaves_nothing(alice: User, universe: None, store: Path) -> None:
    timeline = Timeline()

    def stop() -> None:
        if len(timeline.steps) >= 3:
            raise JobCancelled

    timeline.stop = stop
    with pytest.raises(JobCancelled):
        run_features(alice, "WHOLE", timeline=timeline)
    assert manifest_current("1d") is None
    assert [path for path in (store / "1d").iterdir() if path.name.startswith(".draft")] == []


def test_many_symbols_go_through_in_batches(
    alice: User, universe: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "BATCH", 300)
    result = run_features(alice, "WHOLE", "CLOSES", "MINE")
    assert result["rows"] == 3 * BARS
    assert result["alignment_score"] == 1.0


def test_a_planted_spike_is_flagged_and_looks_like_bad_data(alice: User) -> None:
    make_bars("SPIKE", seed=5)
    row = InstrumentRow.objects.get(symbol="SPIKE")
    bar = Bar.objects.filter(instrument=row).order_by("timestamp_us")[200]
    Bar.objects.filter(pk=bar.pk).update(close=bar.close * 1.6, high=bar.close * 1.61)
    result = run_features(alice, "SPIKE")
    spikes = [anomaly for anomaly in result["anomalies"] if anomaly["suspect"]]
    assert len(spikes) == 1
    assert spikes[0]["timestamp"].startswith("2019-10-31")
    assert {reason["name"] for reason in spikes[0]["reasons"]} & {"log_return", "volatility_20"}
