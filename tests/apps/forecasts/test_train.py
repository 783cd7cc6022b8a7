from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typing_extensions import override

from apps.core.errors import ProblemError
from apps.forecasts import work
from apps.forecasts.errors import NothingToLearnError
from apps.forecasts.models import Forecast, ModelVersion, SymbolScore
from apps.forecasts.types import BARS_TO_FORECAST, DEFAULT_MODELS, MODELS, PREFERENCE, TRAIN
from apps.jobs.types import JobCancelled, JobContext, SilentRecorder
from apps.realtime.events import ForecastReady
from ml.features.frame import feature_frame
from ml.features.targets import scaled_targets
from ml.models.registry import FORECASTERS
from ml.pipelines.issuing import NEEDED
from ml.pipelines.training import KINDS
from tests.apps.forecasts.conftest import POOL, add_bars, add_instrument, context
from tests.ml.panels import business_days


def test_every_default_model_is_trained_and_issues_forecasts(market, settings):
    outcome = work.train(context())
    assert [row.model for row in outcome.result.models] == list(DEFAULT_MODELS)
    assert outcome.result.symbols == tuple(POOL)
    for row in outcome.result.models:
        assert row.forecasts == 4
        assert row.skill["observations"] > 500
    assert [row.symbol for row in outcome.result.skipped] == ["NEW"]
    assert ModelVersion.objects.count() == len(DEFAULT_MODELS)
    assert Forecast.objects.count() == SymbolScore.objects.count() == 4 * len(DEFAULT_MODELS)
    folders = {row.folder for row in ModelVersion.objects.all()}
    assert all((Path(settings.MODELS_DIR) / name / "manifest.json").is_file() for name in folders)


def test_the_pool_is_the_stocks_with_current_history(trained):
    assert ModelVersion.objects.all()[0].pool == list(POOL)


def test_training_twice_issues_nothing_twice_and_keeps_the_hashes(trained):
    before = set(Forecast.objects.values_list("pk", "forecast_hash"))
    work.train(context({"models": ["random_walk", "ridge"]}))
    assert set(Forecast.objects.values_list("pk", "forecast_hash")) == before


def test_a_fresh_training_on_the_same_data_gives_the_same_hashes(trained):
    before = sorted(Forecast.objects.values_list("forecast_hash", flat=True))
    ModelVersion.objects.all().delete()
    work.train(context({"models": ["random_walk", "ridge"]}))
    assert sorted(Forecast.objects.values_list("forecast_hash", flat=True)) == before


def test_the_future_of_a_symbol_is_not_what_it_was_trained_on(trained):
    """A forecast from a bar that lies in the past comes from models that ended before it."""
    forecast = Forecast.objects.get(symbol="OLD", model="ridge")
    assert forecast.as_of.date() == trained.rows["OLD"].last_bar


def test_a_persons_training_on_chosen_symbols_is_their_own(trained, alice):
    outcome = work.train(
        context({"symbols": ["AAA", "BBB"], "models": ["drift"]}, owner_id=alice.pk)
    )
    assert outcome.result.symbols == ("AAA", "BBB")
    version = ModelVersion.objects.get(kind="drift")
    assert version.owner_id == alice.pk
    assert set(Forecast.objects.filter(model="drift").values_list("owner_id", flat=True)) == {
        alice.pk
    }


def test_a_persons_training_on_everything_is_the_systems(market, alice):
    work.train(context({"models": ["drift"]}, owner_id=alice.pk))
    assert ModelVersion.objects.get().owner_id is None


def test_simulated_instruments_never_enter(trained):
    assert not Forecast.objects.filter(symbol="COIN").exists()


def test_each_new_system_forecast_is_announced(market, alice, monkeypatch):
    sent: list[Any] = []
    monkeypatch.setattr("apps.forecasts.services.publish_many", sent.extend)
    work.train(context({"models": ["random_walk"]}))
    assert {event.symbol for event in sent} == {*POOL, "OLD"}
    assert all(isinstance(event, ForecastReady) and event.interval == "1d" for event in sent)
    sent.clear()
    work.train(context({"symbols": ["AAA"], "models": ["random_walk"]}, owner_id=alice.pk))
    assert sent == []


def test_too_little_history_is_a_readable_refusal(db):
    row = add_instrument("TINY")
    add_bars(row, business_days(60), np.linspace(10.0, 20.0, 60))
    with pytest.raises(ProblemError) as caught:
        work.train(context())
    assert caught.value.status == 422
    assert caught.value.code == "insufficient_history"


def test_a_training_on_nothing_is_not_called_done(db):
    with pytest.raises(NothingToLearnError, match="Add a symbol whose history can be fetched"):
        work.train(context())


def test_autocorrelated_prices_are_trained_with_a_notice(db, alice, alice_api):
    """AR(1) of 0.25: no leak, but a reason to look at the data before the skill is believed."""
    noise = np.random.default_rng(12).normal(0.0, 0.01, (1200, 2))
    for day in range(1, len(noise)):
        noise[day] += 0.25 * noise[day - 1]
    for place, symbol in enumerate(("SLOW", "LATE")):
        closes = 100.0 * np.exp(np.cumsum(noise[:, place]))
        add_bars(add_instrument(symbol), business_days(1200), closes)
    (notice,) = work.train(context({"models": ["ridge"]})).result.notices
    assert "the last day's return (R2 0.0" in notice
    body = alice_api.get("/api/v1/prediction", {"symbol": "SLOW", "model": "ridge"}).json()
    assert body["notices"] == [notice]


def test_a_feature_that_uses_later_prices_is_refused(market, monkeypatch):
    """The build of the features is broken on purpose: tomorrow's return, half hidden in noise."""
    monkeypatch.setattr("ml.pipelines.training.feature_frame", _looking_ahead)
    with pytest.raises(ProblemError) as caught:
        work.train(context())
    assert caught.value.code == "leaking_data"
    assert "return_1d_lag_1" in str(caught.value.detail)


def _looking_ahead(names, dates, closes, **options):
    frame = feature_frame(names, dates, closes, **options)
    values = frame.values.copy()
    values[:, frame.names.index("return_1d_lag_1")] = np.nan_to_num(
        scaled_targets(frame, 1).scaled[:, 0]
    )
    return replace(frame, values=values)


def test_a_cancelled_training_stops_before_the_next_model(market):
    class Cancel(SilentRecorder):
        @override
        def step(self, index, message):
            if TRAIN.steps[index] == "Ridge regression":
                raise JobCancelled

    given = context()
    with pytest.raises(JobCancelled):
        work.train(JobContext(given.job_id, None, {}, TRAIN.steps, Cancel()))
    assert set(ModelVersion.objects.values_list("kind", flat=True)) == {"random_walk", "drift"}


def test_a_harmed_file_is_trained_again(trained, settings):
    row = ModelVersion.objects.get(kind="ridge")
    next((Path(settings.MODELS_DIR) / row.folder).glob("2*.json")).write_bytes(b"{}")
    work.train(context({"models": ["ridge"]}))
    assert ModelVersion.objects.get(kind="ridge").sha256 == row.sha256
    assert next((Path(settings.MODELS_DIR) / row.folder).glob("2*.json")).stat().st_size > 100


def test_names_here_are_the_names_of_the_models():
    assert set(MODELS) == set(FORECASTERS) == set(PREFERENCE)
    assert DEFAULT_MODELS == KINDS
    assert BARS_TO_FORECAST == NEEDED
