"""The record's beginning: the sessions before the first training, as they were then."""

import numpy as np
import pytest

from apps.forecasts import work
from apps.forecasts.answers.packed import cards_of
from apps.forecasts.models import Forecast, ModelVersion, Outcome, SymbolScore
from apps.forecasts.training.replays import MEASURED_EVERY
from apps.forecasts.types import REPLAYED_BARS
from apps.instruments.calendars import bar_close
from apps.instruments.selectors import instrument_of
from ml.pipelines.training import train as train_kind
from tests.apps.forecasts.conftest import POOL, START, add_bars, context
from tests.ml.panels import business_days

URL = "/api/v1/forecasts/ledger"


@pytest.fixture
def no_replays():
    """Here they are."""


@pytest.fixture
def trained(market):
    """The market after its first training, by the two quickest models."""
    work.train(context({"models": ["random_walk", "ridge"]}))
    return market


def _replayed():
    return Forecast.objects.filter(replayed=True)


def test_the_first_training_replays_the_sessions_before_it(trained):
    for symbol in POOL:
        for model in ("random_walk", "ridge"):
            rows = list(_replayed().filter(symbol=symbol, model=model).order_by("as_of"))
            assert 100 < len(rows) <= REPLAYED_BARS
            assert (
                rows[-1].as_of
                < Forecast.objects.get(symbol=symbol, model=model, replayed=False).as_of
            )


def test_nothing_is_backdated(trained):
    """Written down now, for a market that ended with the forecast's last bar."""
    for row in _replayed().select_related("version"):
        assert row.market_time == row.as_of
        assert row.issued_at >= row.version.trained_at > row.market_time


def test_every_step_that_has_come_out_is_scored(trained):
    """The last of them still look at days after the data."""
    for row in _replayed().order_by("-as_of")[:1]:
        assert row.outcomes.count() == 1
        assert row.next_target is not None
    whole = _replayed().filter(next_target__isnull=True)
    assert Outcome.objects.filter(forecast__in=whole).count() == 5 * whole.count()


def test_the_record_opens_with_the_first_model(market, monkeypatch):
    """It is there while the others are still being trained, or when that fails."""

    def failing(data, kind, **options):
        if kind == "ridge":
            raise RuntimeError("the machine went away")
        return train_kind(data, kind, **options)

    monkeypatch.setattr(work, "train_kind", failing)
    with pytest.raises(RuntimeError):
        work.train(context({"models": ["random_walk", "ridge"]}))
    assert set(_replayed().values_list("model", flat=True)) == {"random_walk"}
    scored = Outcome.objects.filter(forecast__model="random_walk", step=1)
    assert scored.count() == _replayed().count()


def test_each_model_had_ended_its_training_before_the_bar(trained):
    """Scrambled prices after a day leave what was said up to it as it was."""
    dates, closes = trained.dates, trained.closes
    cut = 560
    last = bar_close(instrument_of(instrument_id=trained.rows["AAA"].pk), dates[cut - 1].item())
    before, skill = _said(last), _measured(last)
    rng = np.random.default_rng(5)
    Forecast.objects.all().delete()
    ModelVersion.objects.all().delete()
    for place, symbol in enumerate(POOL):
        other = closes[cut - 1, place] * np.exp(np.cumsum(rng.normal(0, 0.02, len(dates) - cut)))
        add_bars(trained.rows[symbol], dates[cut:], other)
    work.train(context({"models": ["ridge"]}))
    after = _said(last)
    assert len(before[0]) > 100
    assert before[0] == after[0]
    assert len(before[1]) > 100
    assert not before[1] & after[1]
    assert len(skill) > 2 * len(POOL)
    assert _measured(last) == skill


def _said(last):
    """The hashes of what was said up to a moment, and of what was said after it."""
    rows = _replayed().filter(model="ridge")
    return tuple(
        set(part.values_list("forecast_hash", flat=True))
        for part in (rows.filter(as_of__lte=last), rows.filter(as_of__gt=last))
    )


def _measured(last):
    """What was known by a moment of how good the model is."""
    rows = SymbolScore.objects.filter(version__kind="ridge", market_time__lte=last)
    held = rows.values_list("instrument__symbol", "market_time", "packed")
    return {(symbol, moment): cards_of(packed) for symbol, moment, packed in held}


def test_a_past_forecast_comes_with_the_skill_that_was_known_then(trained, alice_api):
    rows = SymbolScore.objects.filter(version__kind="ridge", instrument__symbol="AAA")
    moments = list(rows.order_by("market_time").values_list("market_time", flat=True))
    assert moments[0] == _replayed().filter(symbol="AAA").order_by("as_of")[0].as_of
    seen = []
    for moment in moments:
        asked = {"symbol": "AAA", "model": "ridge", "as_of": moment.isoformat()}
        seen.append(alice_api.get("/api/v1/prediction", asked).json()["skill"]["observations"])
    assert seen == sorted(set(seen))
    assert set(np.diff(seen)[:-1]) == {MEASURED_EVERY}


def test_a_second_training_replays_nothing(trained):
    before = set(Forecast.objects.filter(replayed=True).values_list("pk", flat=True))
    dates = business_days(len(trained.dates) + 1, START)[-1:]
    for symbol in POOL:
        add_bars(trained.rows[symbol], dates, np.array([100.0]))
    work.train(context({"models": ["random_walk", "ridge"]}))
    assert set(_replayed().values_list("pk", flat=True)) == before


def test_one_that_was_interrupted_is_taken_up_again(trained):
    """The first version that is not marked as done is replayed again, to the same rows."""
    before = set(_replayed().values_list("forecast_hash", flat=True))
    ModelVersion.objects.update(replayed_at=None)
    _replayed().filter(symbol="AAA").delete()
    work.train(context({"models": ["random_walk", "ridge"]}))
    assert set(_replayed().values_list("forecast_hash", flat=True)) == before
    assert ModelVersion.objects.filter(replayed_at__isnull=True).count() == 0


def test_a_person_training_on_chosen_symbols_replays_nothing(market, alice):
    work.train(context({"symbols": ["AAA", "BBB"], "models": ["ridge"]}, owner_id=alice.pk))
    assert not _replayed().exists()


@pytest.mark.parametrize("model", ["ridge"])
def test_the_ledger_says_which_were_replayed(trained, alice_api, model):
    rows = alice_api.get(URL, {"symbol": "AAA", "model": model, "limit": 5}).json()["results"]
    assert [row["replayed"] for row in rows] == [False, True, True, True, True]
    assert rows[1]["issued_at"] > rows[1]["market_time"]


def test_a_replay_is_not_trained_again_by_itself(market, alice, monkeypatch):
    """Each start asks for the system's training; a person may still train."""
    monkeypatch.setattr("apps.forecasts.training.replays.DEFAULT_MODELS", ("random_walk", "ridge"))
    work.train(context({"models": ["random_walk", "ridge"]}))
    monkeypatch.setattr("apps.forecasts.training.replays.market_replayed", lambda: True)
    rows = Forecast.objects.count()
    dates = business_days(len(market.dates) + 1, START)[-1:]
    for symbol in POOL:
        add_bars(market.rows[symbol], dates, np.array([100.0]))
    done = work.train(context())
    assert "are trained" in done.message
    assert Forecast.objects.count() == rows
    again = work.train(context({"models": ["ridge"]}, owner_id=alice.pk))
    assert [row.model for row in again.result.models] == ["ridge"]
