"""POST /pairs/backtest."""

import numpy as np
import pytest
from rest_framework.test import APIClient

URL = "/api/v1/pairs/backtest"
PAIR = {"y": "YYY", "x": "XXX", "window": 30}


def test_the_figures_follow_from_the_equity(alice_api: APIClient, planted) -> None:
    body = alice_api.post(URL, PAIR, format="json").json()
    equity = np.array(body["series"]["equity"])
    returns = np.diff(np.r_[1.0, equity]) / np.r_[1.0, equity[:-1]]
    assert body["total_return"] == pytest.approx(equity[-1] - 1.0)
    assert body["sharpe"] == pytest.approx(
        returns.mean() / returns.std(ddof=1) * np.sqrt(365), rel=1e-9
    )
    peak = np.maximum.accumulate(np.r_[1.0, equity])
    assert body["max_drawdown"] == pytest.approx((1 - np.r_[1.0, equity] / peak).max())
    assert body["trades"] > 0
    assert body["doing_nothing"] == 0.0


def test_costs_lower_the_return(alice_api: APIClient, planted) -> None:
    free, dear = (
        alice_api.post(URL, PAIR | {"cost": cost}, format="json").json() for cost in (0.0, 0.01)
    )
    assert dear["total_return"] < free["total_return"]
    assert dear["turnover"] == free["turnover"]


def test_a_hedge_that_knows_the_future_is_refused(alice_api: APIClient, planted) -> None:
    answer = alice_api.post(URL, PAIR | {"method": "ols"}, format="json")
    assert answer.status_code == 422
    assert answer.json()["code"] == "hedge_knows_future"


@pytest.mark.parametrize(
    ("change", "field"), [({"exit": 2.0}, "exit"), ({"stop": 1.0}, "stop"), ({"cost": -1}, "cost")]
)
def test_bad_levels_name_the_field(alice_api: APIClient, planted, change, field: str) -> None:
    answer = alice_api.post(URL, PAIR | change, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == field
