"""Pairs of prices below zero: used as they are where no logarithm or return is needed."""

from typing import Any
from uuid import uuid4

import numpy as np
import pytest
import statsmodels.api as sm
from rest_framework.test import APIClient
from statsmodels.tsa.stattools import coint

from apps.accounts.models import User
from apps.core.errors import ProblemError
from apps.core.json import plain
from apps.jobs.types import JobContext
from apps.pairs import work
from apps.pairs.types import AdfQuestion
from tests.apps.pairs.conftest import make_series


@pytest.fixture
def oil(db: None) -> tuple[np.ndarray, np.ndarray]:
    """OIL = -30 + 0.9 BRENT + noise, 300 days, far below zero on one of them."""
    rng = np.random.default_rng(20)
    brent = 32.0 + np.cumsum(rng.normal(scale=0.4, size=300))
    oil = -30.0 + 0.9 * brent + rng.normal(scale=0.3, size=300)
    oil[250] = -37.63
    make_series("OIL", oil)
    make_series("BRENT", brent)
    return oil, brent


def _analytics(api: APIClient, *, log: bool) -> Any:
    query = {"y": "OIL", "x": "BRENT", "log": str(log).lower()}
    return api.get("/api/v1/pairs/analytics", query)


def _backtest(api: APIClient, *, log: bool) -> Any:
    body = {"y": "OIL", "x": "BRENT", "log": log}
    return api.post("/api/v1/pairs/backtest", body, format="json")


def _adf(user: User, *, log: bool) -> dict[str, Any]:
    return _worked(user, work.adf, plain(AdfQuestion("OIL", "BRENT", "1d", log)))


def _scan(user: User, *, log: bool) -> dict[str, Any]:
    span = {"start_us": None, "end_us": None}
    asked = {"symbols": ["OIL", "BRENT"], "interval": "1d", "log": log, "fdr": 0.1}
    return _worked(user, work.scan, asked | span)


def _worked(user: User, task: Any, params: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = plain(task(JobContext(uuid4(), user.pk, params)).result)
    return result


def test_the_hedge_of_plain_prices_equals_statsmodels(alice_api: APIClient, oil) -> None:
    y, x = oil
    fit = sm.OLS(y, sm.add_constant(x)).fit()
    body = _analytics(alice_api, log=False).json()
    assert body["observations"] == 300
    assert (body["alpha"], body["beta"]) == pytest.approx(tuple(fit.params), rel=1e-8)
    assert body["series"]["price_y"][250] == -37.63
    np.testing.assert_allclose(body["series"]["spread"], fit.resid, atol=1e-8)


def test_the_test_of_plain_prices_equals_statsmodels(alice: User, oil) -> None:
    test = _adf(alice, log=False)["engle_granger"]
    statistic, p_value, _ = coint(*oil, trend="c", autolag="aic")
    assert test["statistic"] == pytest.approx(statistic, rel=1e-6)
    assert test["p_value"] == pytest.approx(p_value, rel=1e-6, abs=1e-12)


def test_a_scan_of_plain_prices_takes_them(alice: User, oil) -> None:
    assert _scan(alice, log=False)["observations"] == 300


def test_a_refusal_of_logarithms_names_the_bar_and_that_plain_prices_do(
    alice: User, alice_api: APIClient, oil
) -> None:
    body = _analytics(alice_api, log=True).json()
    assert body["code"] == "nonpositive_price"
    assert body["detail"].startswith("OIL closed at -")
    assert "log=false" in body["detail"]
    for task in (_adf, _scan):
        with pytest.raises(ProblemError, match=r"OIL closed at -.*log=false") as refused:
            task(alice, log=True)
        assert refused.value.code == "nonpositive_price"


@pytest.mark.parametrize("log", [True, False])
def test_a_backtest_earns_returns_so_it_is_refused_either_way(
    alice_api: APIClient, oil, log: bool
) -> None:
    answer = _backtest(alice_api, log=log)
    body = answer.json()
    assert (answer.status_code, body["code"]) == (422, "nonpositive_price"), body
    assert "log=false" not in body["detail"]
