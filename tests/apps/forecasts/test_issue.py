from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from apps.core.errors import ProblemError
from apps.forecasts import issuing, work
from apps.forecasts.errors import NoGoodModelError
from apps.forecasts.models import Forecast, ModelVersion
from tests.apps.forecasts.conftest import POOL, add_bars, add_instrument, context, issue_context
from tests.ml.panels import business_days, random_walks


def grow(market, days=1):
    """New closed bars of the stocks."""
    dates = np.busday_offset(market.dates[-1], np.arange(1, days + 1))
    for symbol in POOL:
        add_bars(market.rows[symbol], dates, np.full(days, 100.0) * (1.0 + 0.01 * np.arange(days)))


def test_a_new_bar_is_forecast_without_training(trained):
    versions = set(ModelVersion.objects.values_list("pk", "sha256"))
    grow(trained)
    outcome = work.issue(issue_context())
    assert outcome.result == {"issued": 2 * len(POOL), "scored": 2 * len(POOL)}
    newest = trained.dates[-1].item() + timedelta(days=1)
    found = Forecast.objects.filter(as_of__date__gte=newest)
    assert set(found.values_list("symbol", flat=True)) == set(POOL)
    assert set(ModelVersion.objects.values_list("pk", "sha256")) == versions


def test_nothing_new_issues_nothing(trained):
    assert work.issue(issue_context()).result == {"issued": 0, "scored": 0}


def test_without_models_nothing_is_issued(market):
    assert work.issue(issue_context()).result == {"issued": 0, "scored": 0}


def test_old_forecasts_stay_as_they_were(trained):
    before = list(Forecast.objects.order_by("pk").values())
    grow(trained)
    work.issue(issue_context())
    ids = [row["id"] for row in before]
    after = list(Forecast.objects.filter(pk__in=ids).order_by("pk").values())
    for old, new in zip(before, after, strict=True):
        assert {**new, "next_target": None} == {**old, "next_target": None}  # the scorer's place


def test_a_private_instrument_is_forecast_for_its_owner(trained, alice):
    closes = random_walks(np.random.default_rng(5), 600, 1)[:, 0]
    add_bars(add_instrument("MINE", owner=alice), business_days(600), closes)
    work.issue(issue_context({"symbol": "MINE", "model": "ridge"}, owner_id=alice.pk))
    found = Forecast.objects.get(symbol="MINE")
    assert found.owner_id == alice.pk
    assert found.version.owner_id is None


def test_a_private_instrument_may_have_the_symbol_of_a_public_one(trained, alice):
    closes = random_walks(np.random.default_rng(6), 600, 1)[:, 0]
    private = add_instrument("AAA", owner=alice)
    add_bars(private, business_days(600), closes)
    public = Forecast.objects.get(symbol="AAA", model="ridge")
    work.issue(issue_context({"symbol": "AAA", "model": "ridge"}, owner_id=alice.pk))
    found = Forecast.objects.get(instrument_id=private.pk)
    assert found.last_price == pytest.approx(closes[-1])
    assert Forecast.objects.get(symbol="AAA", model="ridge", owner=None) == public


def test_too_few_bars_are_a_readable_refusal(trained):
    with pytest.raises(ProblemError) as caught:
        work.issue(issue_context({"symbol": "NEW", "model": "ridge"}))
    assert caught.value.code == "insufficient_history"
    assert caught.value.extra["needed"] > caught.value.extra["observations"] == 50


def test_a_price_that_stands_still_is_named_as_the_cause(trained, alice):
    closes = random_walks(np.random.default_rng(7), 600, 1)[:, 0]
    closes[-300:] = closes[-300]
    add_bars(add_instrument("FROZEN", owner=alice), business_days(600), closes)
    with pytest.raises(ProblemError) as caught:
        work.issue(issue_context({"symbol": "FROZEN", "model": "ridge"}, owner_id=alice.pk))
    assert caught.value.code == "not_forecastable"
    assert "its close has not changed over its last 300 bars" in str(caught.value.detail)


def harm(row, settings):
    for path in (Path(settings.MODELS_DIR) / row.folder).glob("2*.json"):
        path.write_bytes(path.read_bytes()[:-1])


def test_the_last_good_version_serves_when_a_file_was_cut(trained, settings):
    good = ModelVersion.objects.get(kind="ridge")
    grow(trained, days=2)
    work.train(context({"models": ["ridge"]}))
    newer = ModelVersion.objects.filter(kind="ridge")[0]
    assert newer.pk != good.pk
    harm(newer, settings)
    work.issue(issue_context({"symbol": "AAA", "model": "ridge"}))
    assert Forecast.objects.filter(symbol="AAA", version=good).count() == 2


def test_no_good_version_is_said(trained, settings):
    harm(ModelVersion.objects.get(kind="ridge"), settings)
    with pytest.raises(NoGoodModelError):
        work.issue(issue_context({"symbol": "AAA", "model": "ridge"}))


def test_bars_that_arrive_while_it_works_are_forecast_too(trained, monkeypatch):
    """Who asks for them then is answered with the job that runs, and nothing would follow."""
    real, rounds = issuing._issue_all, []

    def late(*asked):
        rounds.append(real(*asked))
        if len(rounds) == 1:
            grow(trained)
        return rounds[-1]

    monkeypatch.setattr(issuing, "_issue_all", late)
    assert work.issue(issue_context()).result["issued"] == 2 * len(POOL)
    assert rounds == [0, 2 * len(POOL)]
