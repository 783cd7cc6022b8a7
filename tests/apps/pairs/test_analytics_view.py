"""GET /pairs/analytics."""

import numpy as np
import pytest
import statsmodels.api as sm
from rest_framework.test import APIClient

from apps.accounts.models import User
from tests.apps.pairs.conftest import make_minutes, make_series

URL = "/api/v1/pairs/analytics"


def test_it_equals_a_regression_by_statsmodels(alice_api: APIClient, planted) -> None:
    y, x = planted
    fit = sm.OLS(np.log(y), sm.add_constant(np.log(x))).fit()
    body = alice_api.get(URL, {"y": "YYY", "x": "XXX"}).json()
    assert body["beta"] == pytest.approx(fit.params[1], rel=1e-8)
    assert body["alpha"] == pytest.approx(fit.params[0], rel=1e-8)
    assert body["r_squared"] == pytest.approx(fit.rsquared, rel=1e-8)
    np.testing.assert_allclose(body["series"]["spread"], fit.resid, atol=1e-8)
    assert body["observations"] == 400
    assert body["signal"] in {"FLAT", "LONG_SPREAD", "SHORT_SPREAD"}


def test_the_signal_follows_z_and_threshold(alice_api: APIClient, db: None) -> None:
    rng = np.random.default_rng(4)
    x = 100.0 + np.cumsum(rng.normal(scale=0.2, size=200))
    y = x + rng.normal(scale=0.1, size=200)
    y[-1] += 2.0
    make_series("AAA", y)
    make_series("BBB", x)
    query = {"y": "AAA", "x": "BBB", "log": "false", "threshold": "3"}
    body = alice_api.get(URL, query).json()
    assert body["z_score"] > 3
    assert body["signal"] == "SHORT_SPREAD"


@pytest.mark.parametrize("method", ["rolling_ols", "kalman"])
def test_moving_hedges_come_with_their_path(alice_api: APIClient, planted, method: str) -> None:
    body = alice_api.get(
        URL, {"y": "YYY", "x": "XXX", "method": method, "log": "false", "window": "30"}
    ).json()
    series = body["series"]
    assert {len(column) for column in series.values()} == {400}
    assert series["beta"][-1] == body["beta"] == pytest.approx(2.0, abs=0.5)
    assert series["timestamp"][0].endswith("Z")


def test_only_common_moments_are_compared(alice_api: APIClient, db: None) -> None:
    rng = np.random.default_rng(0)
    y, x = rng.normal(100, 1, 120), rng.normal(100, 1, 120)
    y[10:15], x[50] = np.nan, np.nan
    make_series("GAP", y)
    make_series("OTHER", x)
    body = alice_api.get(URL, {"y": "GAP", "x": "OTHER"}).json()
    assert body["observations"] == 114
    assert body["dropped"] == {"y": 1, "x": 5}


def test_sessions_meet_a_market_that_never_closes_on_their_own_days(
    alice_api: APIClient, db: None
) -> None:
    """Saturdays and Sundays have one side only: they are left out, never filled."""
    rng = np.random.default_rng(2)
    days = np.arange(140)
    weekend = (days + 4) % 7 >= 5  # the first day is a Friday
    coin, stock = rng.normal(100, 1, 140), rng.normal(100, 1, 140)
    make_series("COIN", coin)
    make_series("STOCK", np.where(weekend, np.nan, stock))
    body = alice_api.get(URL, {"y": "STOCK", "x": "COIN", "log": "false"}).json()
    fit = sm.OLS(stock[~weekend], sm.add_constant(coin[~weekend])).fit()
    assert (body["observations"], body["dropped"]) == (100, {"y": 0, "x": 40})
    assert body["beta"] == pytest.approx(fit.params[1], rel=1e-8)


def test_minutes_of_two_sessions_follow_one_another(alice_api: APIClient, db: None) -> None:
    """A night is no gap to fill: the first common minute follows the last one."""
    rng = np.random.default_rng(3)
    minutes = np.r_[np.arange(60), 1_440 + np.arange(60)] + 29_000_000
    closes = {name: rng.normal(100, 1, 120) for name in ("IN", "OUT")}
    for name, series in closes.items():
        kept = minutes if name == "IN" else np.delete(minutes, [10, 70])
        values = series if name == "IN" else np.delete(series, [10, 70])
        make_minutes(name, kept, values)
    query = {"y": "IN", "x": "OUT", "interval": "1m", "window": "50", "method": "rolling_ols"}
    body = alice_api.get(URL, query).json()
    assert (body["observations"], body["dropped"]) == (118, {"y": 2, "x": 0})
    stamps = body["series"]["timestamp"]
    assert len(stamps) == len(set(stamps)) == 118
    y, x = (np.log(np.delete(series, [10, 70])) for series in closes.values())
    window = sm.OLS(y[-50:], sm.add_constant(x[-50:])).fit()
    assert body["beta"] == pytest.approx(window.params[1], rel=1e-7)


def test_too_little_history_says_how_much(alice_api: APIClient, planted) -> None:
    answer = alice_api.get(URL, {"y": "YYY", "x": "XXX", "window": "500"})
    assert answer.status_code == 422
    body = answer.json()
    assert (body["code"], body["observations"], body["needed"]) == (
        "insufficient_history",
        400,
        500,
    )


@pytest.mark.parametrize(
    ("method", "needed"), [("rolling_ols", 559), ("kalman", 280), ("ols", 280)]
)
def test_before_a_signal_it_says_how_many_bars_are_missing(
    alice_api: APIClient, planted, method: str, needed: int
) -> None:
    query = {"y": "YYY", "x": "XXX", "window": "280", "method": method}
    body = alice_api.get(URL, query).json()
    assert (body["needed"], body["missing"]) == (needed, max(0, needed - 400))
    assert (body["z_score"] is None) == (body["missing"] > 0)
    if body["missing"]:
        assert body["signal"] == "FLAT"


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ({"y": "YYY"}, 400, "x"),
        ({"y": "YYY", "x": "YYY"}, 400, "x"),
        ({"y": "YYY", "x": "XXX", "window": "5"}, 400, "window"),
        ({"y": "YYY", "x": "XXX", "interval": "2d"}, 400, "interval"),
        ({"y": "YYY", "x": "XXX", "method": "magic"}, 400, "method"),
        ({"y": "YYY", "x": "NOPE"}, 404, "symbol"),
        (
            {
                "y": "YYY",
                "x": "XXX",
                "start": "2020-01-02T00:00:00Z",
                "end": "2020-01-01T00:00:00Z",
            },
            400,
            "end",
        ),
    ],
)
def test_bad_input_names_the_field(alice_api, planted, query, status, field) -> None:
    answer = alice_api.get(URL, query)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["field"] == field


def test_a_day_as_end_is_included(alice_api: APIClient, planted) -> None:
    every = alice_api.get(URL, {"y": "YYY", "x": "XXX"}).json()["series"]["timestamp"]
    span = {"start": every[100][:10], "end": every[300][:10]}
    found = alice_api.get(URL, {"y": "YYY", "x": "XXX", **span}).json()
    assert found["series"]["timestamp"] == every[100:301]
    assert found["observations"] == 201
    moment = {**span, "end": f"{span['end']}T00:00:00Z"}
    assert alice_api.get(URL, {"y": "YYY", "x": "XXX", **moment}).json()["observations"] == 200


@pytest.mark.parametrize("end", ["2020-01-40", "soon", "2020-01-01T00:00:00"])
def test_a_bad_end_says_what_it_must_be(alice_api: APIClient, planted, end: str) -> None:
    answer = alice_api.get(URL, {"y": "YYY", "x": "XXX", "end": end})
    assert answer.status_code == 400
    (problem,) = answer.json()["errors"]
    assert problem["field"] == "end"
    assert "must" in problem["message"]


def test_a_constant_x_is_explained(alice_api: APIClient, planted) -> None:
    make_series("FLAT", [10.0] * 400)
    answer = alice_api.get(URL, {"y": "YYY", "x": "FLAT"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "degenerate_pair"


def test_charlie_cannot_pair_alices_own_symbol(
    alice: User, alice_api: APIClient, charlie_api: APIClient, planted
) -> None:
    make_series("MINE", planted[0] * 1.1, owner=alice)
    query = {"y": "MINE", "x": "XXX"}
    assert alice_api.get(URL, query).status_code == 200
    assert charlie_api.get(URL, query).status_code == 404


def test_two_histories_that_never_meet_say_so(alice_api: APIClient, db: None) -> None:
    walk = 100.0 + np.cumsum(np.random.default_rng(1).normal(size=200))
    make_series("EARLY", [*walk, *[np.nan] * 200])
    make_series("LATE", [*[np.nan] * 200, *walk])
    answer = alice_api.get(URL, {"y": "EARLY", "x": "LATE"})
    assert (answer.status_code, answer.json()["code"]) == (422, "insufficient_history")
    assert answer.json()["detail"].startswith("EARLY and LATE have no bars in common; 60 are")
