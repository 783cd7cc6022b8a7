"""Series without a spread: every route answers null or a refusal, the same on all of them."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from tests.apps.pairs.conftest import make_series

N = 400
BASE = 100.0 * np.exp(np.cumsum(np.random.default_rng(11).normal(scale=0.01, size=N)))
OTHER = 60.0 * np.exp(np.cumsum(np.random.default_rng(12).normal(scale=0.01, size=N)))
SERIES = {
    "BASE": BASE,
    "OTHER": OTHER,
    "CONSTANT": np.full(N, 42.0),
    "GROWTH": 100.0 * 1.001 ** np.arange(N),
    "TWIN": BASE,
    "MULTIPLE": 3.0 * BASE,
    "FROZEN": np.r_[OTHER[:250], np.full(N - 250, OTHER[249])],
    "PEGGED": 1.0 + 0.0005 * np.random.default_rng(13).normal(size=N),
    "LINE": 50.0 + 0.25 * np.arange(N),
    "JUMP": np.r_[np.full(200, 20.0), np.full(N - 200, 30.0)],
    "MISSING": np.full(N, np.nan),
    "TWO": np.tile([100.0, 101.0], N // 2),
}
FLAT = ("CONSTANT", "GROWTH")
HUGE = 1e7


@pytest.fixture(scope="module")
def panel(module_db: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Store the series once, and return where their panel is kept: no test changes a bar."""
    for symbol, closes in SERIES.items():
        make_series(symbol, closes)
    return tmp_path_factory.mktemp("panel")


@pytest.fixture(autouse=True)
def shelf(panel: Path, db: None, worker: None, settings: Settings) -> None:
    settings.PANEL_DIR = panel


def _numbers(document: object) -> Iterator[float]:
    if isinstance(document, dict):
        for value in document.values():
            yield from _numbers(value)
    elif isinstance(document, list):
        for value in document:
            yield from _numbers(value)
    elif isinstance(document, float):
        yield document


ROUTES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "risk": ("GET", "/api/v1/risk", {"period": "max"}),
    "risk.historical": ("GET", "/api/v1/risk", {"period": "max", "method": "historical"}),
    "risk.gaussian": ("GET", "/api/v1/risk", {"period": "max", "method": "gaussian"}),
    "risk.cornish_fisher": ("GET", "/api/v1/risk", {"period": "max", "method": "cornish_fisher"}),
    "risk.backtest": ("GET", "/api/v1/risk/backtest", {"confidence": 0.95}),
    "risk.garch": ("GET", "/api/v1/risk/garch", {"period": "max"}),
    "risk.correlation": ("GET", "/api/v1/risk/correlation", {"period": "max"}),
    "risk.portfolio": ("POST", "/api/v1/risk/portfolio", {"period": "max"}),
    "features": ("GET", "/api/v1/features", {}),
    "pairs.analytics": ("GET", "/api/v1/pairs/analytics", {"method": "ols"}),
    "pairs.rolling": ("GET", "/api/v1/pairs/analytics", {"method": "rolling_ols"}),
    "pairs.kalman": ("GET", "/api/v1/pairs/analytics", {"method": "kalman"}),
    "pairs.prices": ("GET", "/api/v1/pairs/analytics", {"method": "ols", "log": "false"}),
    "pairs.backtest": ("POST", "/api/v1/pairs/backtest", {}),
    "pairs.adf": ("POST", "/api/v1/pairs/adf", {}),
    "pairs.scan": ("POST", "/api/v1/pairs/scan", {}),
    "alerts.preview": ("POST", "/api/v1/alerts/rules/preview", {"threshold": 2}),
    "optimize": ("POST", "/api/v1/portfolio/optimize", {"objective": "min_volatility"}),
}


def _asked(route: str, symbol: str) -> dict[str, Any]:
    pair = {"y": symbol, "x": "BASE", "interval": "1d"}
    rule = {"symbol": symbol, "symbol_x": "BASE", "interval": "1d", "window": 60}
    special: dict[str, dict[str, Any]] = {
        "alerts.preview": {"kind": "z_score", **rule},
        "pairs.scan": {"symbols": [symbol, "BASE", "OTHER"]},
        "optimize": {"symbols": [symbol, "BASE", "OTHER"], "frontier_points": 3},
        "risk.correlation": {"symbols": f"{symbol},BASE,OTHER"},
        "risk.portfolio": {"weights": {symbol: 0.5, "BASE": 0.5}},
    }
    return special.get(route) or (pair if route.startswith("pairs.") else {"symbol": symbol})


def _answer(api: APIClient, route: str, symbol: str) -> tuple[int, dict[str, Any]]:
    method, path, fixed = ROUTES[route]
    asked = _asked(route, symbol) | fixed
    answer = api.get(path, asked) if method == "GET" else api.post(path, asked, format="json")
    return answer.status_code, json.loads(answer.content)


@pytest.mark.parametrize("symbol", [name for name in SERIES if name != "OTHER"])
@pytest.mark.parametrize("route", ROUTES)
def test_every_route_answers_numbers_or_a_refusal(
    alice_api: APIClient, route: str, symbol: str
) -> None:
    if symbol == "BASE" and route not in {"risk", "features", "risk.garch"}:
        pytest.skip("a pair with itself")
    status, body = _answer(alice_api, route, symbol)
    if status == 200:
        numbers = list(_numbers(body))
        assert all(math.isfinite(value) and abs(value) < HUGE for value in numbers), body
        return
    assert status == 422, body
    assert body["code"]
    assert body["detail"]


@pytest.mark.parametrize("symbol", FLAT)
def test_returns_that_do_not_vary_have_no_ratios(alice_api: APIClient, symbol: str) -> None:
    status, body = _answer(alice_api, "risk.historical", symbol)
    assert status == 200
    assert [body[name] for name in ("sharpe", "skewness", "kurtosis", "calmar")] == [None] * 4
    assert body["sortino"] is None
    assert (body["volatility"], body["max_drawdown"]) == (0.0, 0.0)
    assert {one["value"] for one in body["rolling_volatility"]} <= {0.0, None}
    _, table = _answer(alice_api, "risk.correlation", symbol)
    assert table["matrix"][0][1:] == [None, None]


PAIR_ROUTES = ("pairs.analytics", "pairs.rolling", "pairs.kalman", "pairs.backtest", "pairs.adf")


@pytest.mark.parametrize("route", PAIR_ROUTES)
@pytest.mark.parametrize("symbol", ["CONSTANT", "TWIN", "MULTIPLE"])
def test_pairs_without_a_spread_are_refused_alike(
    alice_api: APIClient, route: str, symbol: str
) -> None:
    status, body = _answer(alice_api, route, symbol)
    assert (status, body["code"]) == (422, "degenerate_pair")
    assert "not vary" in body["detail"]


def test_the_other_routes_of_pairs_have_no_number_for_them(alice_api: APIClient) -> None:
    for symbol in ("CONSTANT", "TWIN", "MULTIPLE"):
        _, preview = _answer(alice_api, "alerts.preview", symbol)
        assert (preview["fired"], preview["latest"]) == (0, None)
        _, scan = _answer(alice_api, "pairs.scan", symbol)
        rows = [row for row in scan["pairs"] if {row["y"], row["x"]} == {symbol, "BASE"}]
        assert [(row["state"], row["z_score"]) for row in rows] == [("does_not_vary", None)]


@pytest.mark.parametrize("route", ["pairs.analytics", "pairs.rolling", "pairs.kalman"])
def test_a_frozen_share_gives_no_signal(alice_api: APIClient, route: str) -> None:
    status, body = _answer(alice_api, route, "FROZEN")
    assert status == 200
    assert (body["z_score"], body["signal"]) == (None, "FLAT")
    assert body["series"]["correlation"][-1] is None
    _, preview = _answer(alice_api, "alerts.preview", "FROZEN")
    assert preview["latest"] is None
