"""POST /pairs/adf and the work behind it."""

from uuid import uuid4

import numpy as np
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.errors import ProblemError
from apps.core.json import plain
from apps.jobs.types import JobContext
from apps.pairs import work
from apps.pairs.types import AdfQuestion
from tests.apps.pairs.conftest import make_series

URL = "/api/v1/pairs/adf"
STEPS = ("Read history", "Test the spread", "Test the pair", "Test it over time")


def _context(user: User, **more: object) -> JobContext:
    params = plain(AdfQuestion("YYY", "XXX", "1d")) | more
    return JobContext(uuid4(), user.pk, params, STEPS)


def test_a_planted_pair_is_cointegrated(alice: User, planted) -> None:
    result = plain(work.adf(_context(alice)).result)
    assert result["stationary"] is True
    assert result["engle_granger"]["p_value"] < 1e-4
    assert set(result["critical_values"]) == {"1%", "5%", "10%"}


def test_engle_granger_decides_not_the_plain_test(alice: User, planted) -> None:
    result = plain(work.adf(_context(alice, lags=1)).result)
    assert result["lags"] == 1
    assert result["engle_granger"]["p_value"] > result["p_value"]


def test_both_directions_and_the_legs_come_with_it(alice: User, planted) -> None:
    result = plain(work.adf(_context(alice, lags=1)).result)
    reverse = plain(work.adf(_context(alice, lags=1, y="XXX", x="YYY")).result)
    assert result["state"] == "tested"
    assert result["reverse_engle_granger"] == reverse["engle_granger"]
    assert result["legs"]["y"] == reverse["legs"]["x"]
    assert result["legs"]["x"]["stationary"] is False


def test_a_leg_that_is_stationary_already_decides_nothing(alice: User, planted) -> None:
    make_series("PEG", 1.0 + 0.001 * np.random.default_rng(5).normal(size=400))
    result = plain(work.adf(_context(alice, y="PEG")).result)
    assert result["state"] == "already_stationary"
    assert result["legs"]["y"]["stationary"] is True
    assert result["engle_granger"]["p_value"] < 1e-6
    assert result["stationary"] is False
    assert result["stability"] is None


def test_two_listings_of_one_share_have_the_test_of_their_spread(alice: User, planted) -> None:
    _, x = planted
    drift = np.cumsum(np.random.default_rng(7).normal(scale=3e-6, size=400))
    make_series("TWO", x * np.exp(drift))
    result = plain(work.adf(_context(alice, y="TWO")).result)
    assert np.isfinite(result["engle_granger"]["statistic"])
    assert result["engle_granger"]["p_value"] > 0.05
    assert result["stationary"] is False


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_multiples_are_refused_as_a_spread_that_does_not_vary(
    alice: User, planted, factor: float
) -> None:
    _, x = planted
    make_series("SAME", factor * x)
    with pytest.raises(ProblemError, match="multiples of one another") as caught:
        work.adf(_context(alice, y="SAME"))
    assert caught.value.code == "degenerate_pair"


def test_its_stability_over_time_comes_with_it(alice: User, planted) -> None:
    found = plain(work.adf(_context(alice)).result)["stability"]
    assert found["window"] == 100
    columns = (found["timestamp"], found["p_value"], found["beta"], found["half_life"])
    assert len({len(column) for column in columns}) == 1
    assert found["share"] > 0.9
    assert found["share"] == np.mean(np.array(found["p_value"]) < 0.05)
    assert found["timestamp"][-1].endswith("Z")


def test_too_little_history_is_a_readable_failure(alice: User, planted) -> None:
    with pytest.raises(ProblemError) as caught:
        work.adf(_context(alice, end_us=18_010 * 86_400_000_000))
    assert caught.value.code == "insufficient_history"


def test_the_route_answers_a_job_when_no_worker_is_there(alice_api: APIClient, planted) -> None:
    answer = alice_api.post(
        URL, {"y": "YYY", "x": "XXX"}, format="json", headers={"Prefer": "wait=0"}
    )
    assert answer.status_code == 202
    assert answer["Location"].startswith("/api/v1/jobs/")
    assert answer.json()["kind"] == "pairs.adf"


def test_an_unknown_symbol_starts_no_job(alice_api: APIClient, planted) -> None:
    answer = alice_api.post(URL, {"y": "YYY", "x": "NOPE"}, format="json")
    assert answer.json()["code"] == "unknown_symbol"
    assert alice_api.get("/api/v1/jobs").json()["results"] == []
