"""`GET /forecasts/record`: how issued forecasts came out, against numbers summed by hand."""

import numpy as np
import pytest
import time_machine

from apps.forecasts.models import Forecast, Outcome
from apps.forecasts.scoring.due import forecasts_score
from tests.apps.forecasts.scoring.test_scoring import _after, _more

URL = "/api/v1/forecasts/record"
LEDGER = "/api/v1/forecasts/ledger"


@pytest.fixture
def scored(trained):
    _more(trained, "AAA", [101.0, 99.0, 102.5, 100.0, 98.0])
    _more(trained, "BBB", [90.0, 91.0, np.nan, 93.0])
    with time_machine.travel(_after(trained), tick=False):
        forecasts_score()
    return trained


def test_each_model_is_summed_over_what_was_scored(scored, alice_api):
    rows = {row["model"]: row for row in alice_api.get(URL, {"horizon": 1}).json()["results"]}
    assert list(rows) == ["random_walk", "ridge"]
    found = Outcome.objects.filter(forecast__model="ridge", step=1)
    moves = np.array(found.values_list("realised_return", flat=True))
    wrong = np.array(found.values_list("error", flat=True))
    row = rows["ridge"]
    assert (row["issued"], row["scored"], row["unknown"]) == (4, 2, 0)
    assert row["r2_vs_random_walk"] == pytest.approx(1 - (wrong**2).sum() / (moves**2).sum())
    assert row["mae_ratio"] == pytest.approx(np.abs(wrong).sum() / np.abs(moves).sum())
    inside = np.mean(np.array(found.values_list("inside_90", flat=True), dtype=float))
    assert row["coverage"]["90"] == pytest.approx(inside)
    assert rows["random_walk"]["r2_vs_random_walk"] == pytest.approx(0.0, abs=1e-12)


def test_a_target_without_a_close_is_counted_apart(scored, alice_api):
    rows = alice_api.get(URL, {"horizon": 3, "symbol": "bbb"}).json()["results"]
    assert [(row["symbol"], row["scored"], row["unknown"]) for row in rows] == [("BBB", 0, 1)] * 2
    assert rows[0]["r2_vs_random_walk"] is None
    assert rows[0]["coverage"]["90"] is None


def test_before_any_outcome_there_are_counts_and_no_figures(trained, alice_api):
    row = alice_api.get(URL).json()["results"][0]
    assert (row["issued"], row["replayed"], row["scored"]) == (4, 0, 0)
    assert row["brier"] is None


def test_the_ledger_shows_the_outcomes_of_each_forecast(scored, alice_api):
    rows = alice_api.get(LEDGER, {"symbol": "AAA"}).json()["results"]
    assert all(row["outcome"]["complete"] for row in rows)
    assert [one["price"] for one in rows[0]["outcome"]["steps"]] == pytest.approx(
        [101.0, 99.0, 102.5, 100.0, 98.0]
    )
    part = alice_api.get(LEDGER, {"symbol": "BBB"}).json()["results"][0]["outcome"]
    assert part["complete"] is False
    assert len(part["steps"]) == 4


def test_charlie_sees_nothing_of_alices(scored, alice, charlie_api, anonymous_api):
    Forecast.objects.update(owner=alice)
    assert charlie_api.get(URL).json()["results"] == []
    assert anonymous_api.get(URL).status_code == 401


@pytest.mark.parametrize(
    ("query", "status"), [({"symbol": "NOPE"}, 404), ({"horizon": 9}, 400), ({"model": "x"}, 400)]
)
def test_bad_questions_are_refused(trained, alice_api, query, status):
    assert alice_api.get(URL, query).status_code == status


def test_it_takes_few_queries(scored, alice_api, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):  # session, user, issued, sums
        alice_api.get(URL)
