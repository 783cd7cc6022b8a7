"""POST /pairs/scan and the work behind it."""

from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.errors import ProblemError
from apps.core.json import plain
from apps.jobs.types import JobContext
from apps.pairs import work
from tests.apps.pairs.conftest import make_series

URL = "/api/v1/pairs/scan"
STEPS = ("Read histories", "Test all pairs", "Confirm discoveries")


def _scan(user: User, *symbols: str) -> dict[str, Any]:
    params = {
        "symbols": list(symbols),
        "interval": "1d",
        "log": False,
        "fdr": 0.1,
        "start_us": None,
        "end_us": None,
    }
    found: dict[str, Any] = plain(work.scan(JobContext(uuid4(), user.pk, params, STEPS)).result)
    return found


@pytest.fixture
def universe(planted) -> None:
    for seed in range(4):
        walk = 200.0 + np.cumsum(np.random.default_rng(seed).normal(size=400))
        make_series(f"W{seed}", walk)


def test_the_planted_pair_comes_first_and_is_confirmed(alice: User, universe: None) -> None:
    result = _scan(alice, "W0", "YYY", "W1", "XXX", "W2", "W3")
    best = result["pairs"][0]
    assert {best["y"], best["x"]} == {"YYY", "XXX"}
    assert best["discovery"] is True
    assert best["confirmed_p_value"] < 0.01
    assert result["tested"] == 15
    assert result["observations"] == 400


def test_a_pegged_coin_is_stationary_already_and_no_discovery(alice: User, universe: None) -> None:
    make_series("PEG", 1.0 + 0.001 * np.random.default_rng(5).normal(size=400))
    make_series("FLAT", np.full(400, 3.0))
    without, result = (_scan(alice, "XXX", "YYY", "W1", *more) for more in ((), ("PEG", "FLAT")))
    legs = {leg["symbol"]: leg["state"] for leg in result["legs"]}
    assert legs["PEG"] == "already_stationary"
    assert legs["FLAT"] == "does_not_vary"
    rows = {frozenset((row["y"], row["x"])): row for row in result["pairs"]}
    row = rows[frozenset(("PEG", "W1"))]
    assert row["state"] == "already_stationary"
    assert row["discovery"] is False
    assert row["p_value"] is None
    assert rows[frozenset(("PEG", "FLAT"))]["state"] == "does_not_vary"
    # Neither enters the family: the others' adjusted p-values are those without them.
    assert result["tested"] == without["tested"]
    assert result["not_tested"] == without["not_tested"] + 7
    pairs = [(row["y"], row["x"]) for row in result["pairs"] if row["state"] == "tested"]
    assert pairs == [(row["y"], row["x"]) for row in without["pairs"] if row["state"] == "tested"]
    for row in without["pairs"]:
        again = rows[frozenset((row["y"], row["x"]))]
        assert again["adjusted_p_value"] == pytest.approx(row["adjusted_p_value"])


def test_both_directions_are_given_and_the_clearer_one_is_used(alice: User, universe: None) -> None:
    best = _scan(alice, "YYY", "XXX", "W1", "W2")["pairs"][0]
    assert best["p_y_on_x"] <= best["p_x_on_y"]
    assert best["p_value"] == min(1.0, 2.0 * best["p_y_on_x"])


def test_symbols_that_share_no_time_are_refused(alice: User, planted) -> None:
    make_series("LATE", np.r_[np.full(395, np.nan), np.arange(5.0) + 1.0])
    with pytest.raises(ProblemError) as caught:
        _scan(alice, "YYY", "LATE")
    assert caught.value.code == "insufficient_history"


def test_the_route_answers_a_job(alice_api: APIClient, universe: None) -> None:
    answer = alice_api.post(
        URL, {"symbols": ["yyy", "xxx"]}, format="json", headers={"Prefer": "wait=0"}
    )
    assert answer.status_code == 202
    assert answer.json()["params"]["symbols"] == ["YYY", "XXX"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"symbols": ["YYY"]}, "symbols"),
        ({"symbols": ["YYY", "yyy"]}, "symbols"),
        ({"symbols": ["YYY", "XXX"], "fdr": 2}, "fdr"),
    ],
)
def test_bad_input_names_the_field(alice_api: APIClient, planted, body, field: str) -> None:
    answer = alice_api.post(URL, body, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"].startswith(field)
