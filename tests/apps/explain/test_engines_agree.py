"""Both engines agree on every figure that has two, whatever its question's parameters are."""

import json
from typing import Any

import pytest

from apps.explain.catalogue import catalogue
from apps.explain.catalogue.checks import CHECKS
from tests.apps.data_quality.conftest import walk
from tests.apps.risk.conftest import worker

__all__ = ["worker"]

# Two computations over the same rows; on the second database, runs of the comparison read them.
pytestmark = pytest.mark.one_database
URL = "/api/v1/quality/measures"
SERIES: tuple[dict[str, Any], ...] = (
    {},
    {"method": "historical", "confidence": "0.9", "period": "6mo", "risk_free_rate": "0.05"},
    {"method": "cornish_fisher", "confidence": "0.975", "period": "max", "benchmark": "BETA"},
    {"method": "evt", "confidence": "0.99", "period": "5y", "risk_free_rate": "-0.02"},
    {"symbol": "acme", "method": "gaussian", "confidence": "0.995", "period": "1y", "weights": ""},
)
MIXES: tuple[dict[str, Any], ...] = (
    {},
    {"horizon": "10", "method": "historical", "confidence": "0.9", "period": "6mo"},
    {"horizon": "3", "method": "gaussian", "period": "1y", "benchmark": "BETA"},
    # What the document does not take changes neither engine.
    {"method": "evt", "period": "max", "risk_free_rate": "0.05"},
    {"weights": "ACME:1.5,EURO:-0.5", "currency": "EUR", "method": "historical", "period": "1y"},
)
PAIRS: tuple[dict[str, Any], ...] = (
    {},
    {"method": "kalman", "window": "30", "log": "false"},
    {"method": "rolling_ols", "window": "100", "intercept": "false"},
    {"start": "2021-06-01", "end": "2022-12-31", "window": "40"},
    {"start": "2022-01-03T00:00:00Z", "method": "rolling_ols"},
    {"end": "2022-06-30T00:00:00Z", "interval": "1wk", "window": "20", "log": "false"},
    {"x": "EURO", "currency": "USD", "start": "2021-03-01", "intercept": "false"},
)
CORRELATIONS: tuple[dict[str, Any], ...] = (
    {"symbols": "ACME,BETA"},
    {"symbols": "acme,beta,OLD", "period": "6mo"},
    # Days without a session of the others stand between two sessions.
    {"symbols": "ACME,BETA,COIN", "period": "max"},
    {"symbols": "OLD,BETA,ACME", "period": "1mo"},
    {"symbols": "ACME,EURO,BETA", "period": "1y", "y": "ACME", "x": "EURO"},
    {"symbols": "ACME,EURO,BETA", "period": "1y", "y": "ACME", "x": "EURO", "currency": "USD"},
)
RUNS: tuple[dict[str, Any], ...] = (
    {"objective": "equal_weight", "covariance": "sample", "expected_returns": "mean"},
    {"objective": "min_volatility", "covariance": "ledoit_wolf", "period": "1y"},
    {"objective": "equal_weight", "covariance": "ewma", "risk_free_rate": 0.03},
    {"objective": "equal_weight", "currency": "EUR", "symbols": ["ACME", "EURO"], "period": "1y"},
    {"objective": "min_volatility", "capital": 10_000, "expected_returns": "ema"},
)
ORDERS = {
    "portfolio.order_cost", "portfolio.order_share", "portfolio.cost", "portfolio.leftover",
}  # fmt: skip
WALKED = {
    "risk.series", "risk.portfolio", "risk.correlation", "risk.backtest", "pairs.analytics",
    "portfolio.run", "market.span", "market.bar",
}  # fmt: skip
ELSEWHERE = {
    "market.quote": "asks with a symbol alone",
    "quality.health": "takes no parameter",
    "quality.series": "asks with a row alone",
    "forecasts.prediction": "walked in test_forecast_figures.py",
    "forecasts.ledger": "walked in test_forecast_figures.py",
}


@pytest.fixture
def world(make_series):
    """Shares in two currencies, one that ended early, a coin that never rests, a market."""
    for seed, name in enumerate(("ACME", "BETA", "SPX"), 1):
        make_series(name, walk(700, seed))
    make_series("OLD", walk(650, 4))
    make_series("EURO", walk(700, 5), currency="EUR")
    make_series("EURUSD", [price / 100.0 for price in walk(700, 6)])
    make_series("COIN", walk(1000, 7), calendar="24/7", asset_class="crypto")


def _of(document: str) -> list[str]:
    """Return the measures of a document that have a second engine."""
    return [
        one.id
        for one in catalogue().values()
        if document in (one.document, one.mix) and (one.cross_checked or one.id in CHECKS)
    ]


def _walk(api, document: str, params: dict[str, Any]) -> dict[str, Any]:
    """Return the measures on which the engines differ, with what they say."""
    apart: dict[str, Any] = {}
    compared = 0
    for measure in _of(document):
        answer = api.get(f"{URL}/{measure}", params)
        found = answer.json()
        assert answer.status_code == 200, (measure, found)
        first, second = found["value"], found["second"]
        if second["engine"] is None:
            assert second["note"]
            continue
        compared += 1
        same = second["value"] == (None if first is None else pytest.approx(first, rel=1e-6))
        if not (same and second["agrees"]):
            apart[measure] = (first, second)
    assert compared
    return apart


def test_every_document_with_a_second_engine_is_walked() -> None:
    known = {
        name
        for one in catalogue().values()
        if one.cross_checked or one.id in CHECKS
        for name in (one.document, one.mix)
        if name
    }
    assert known == WALKED | set(ELSEWHERE)


@pytest.mark.parametrize("params", SERIES)
def test_one_instruments_risk(alice_api, world, params) -> None:
    question = {"symbol": "ACME"} | params
    shown = {name: value for name, value in question.items() if name != "weights"}
    answer = alice_api.get("/api/v1/risk", shown)
    assert answer.status_code == 200, answer.json()
    days = answer.json()["drawdown"]
    assert _walk(alice_api, "risk.series", question | {"day": days[-9]["timestamp"]}) == {}


@pytest.mark.parametrize("params", MIXES)
def test_a_portfolios_risk(alice_api, world, params) -> None:
    question = {"weights": "ACME:0.7,BETA:0.3"} | params
    asked = dict(question)
    parts = (part.split(":") for part in asked.pop("weights").split(","))
    weights = {symbol: float(share) for symbol, share in parts}
    # A body takes numbers where a query has only text.
    asked |= {name: json.loads(asked[name]) for name in ("horizon", "confidence") if name in asked}
    asked.pop("risk_free_rate", None)
    shown = alice_api.post("/api/v1/risk/portfolio", {"weights": weights} | asked, format="json")
    assert shown.status_code == 200, shown.json()
    row = {
        "day": shown.json()["drawdown"][-9]["timestamp"],
        "symbol": "ACME",
        "row": "ACME",
    }
    stressed = shown.json()["stress"]["shocks"]
    apart = {}
    for measure in _of("risk.portfolio"):
        where = {"row": stressed[0]["name"]} if measure == "risk.stress.shock" else {}
        found = alice_api.get(f"{URL}/{measure}", question | row | where).json()
        if found["second"]["agrees"] is False:
            apart[measure] = (found["value"], found["second"])
    assert apart == {}


@pytest.mark.parametrize("params", PAIRS)
def test_a_pair(alice_api, world, params) -> None:
    assert _walk(alice_api, "pairs.analytics", {"y": "ACME", "x": "BETA"} | params) == {}


@pytest.mark.parametrize("params", CORRELATIONS)
def test_a_correlation_of_a_list(alice_api, world, params) -> None:
    assert _walk(alice_api, "risk.correlation", {"y": "ACME", "x": "BETA"} | params) == {}


def test_the_span_of_a_pair_counts_in_both(alice_api, world) -> None:
    pair = {"y": "ACME", "x": "BETA"}
    whole = alice_api.get(f"{URL}/pairs.beta", pair).json()
    part = alice_api.get(f"{URL}/pairs.beta", pair | {"end": "2022-03-01"}).json()
    assert part["value"] != pytest.approx(whole["value"], rel=1e-3)
    assert part["second"]["value"] == pytest.approx(part["value"], rel=1e-7)
    assert part["observations"] < whole["observations"]


@pytest.mark.parametrize("confidence", ["0.9", "0.99"])
@pytest.mark.parametrize("row", ["historical", "gaussian"])
def test_a_backtest_of_value_at_risk(alice_api, world, confidence, row) -> None:
    question = {"symbol": "ACME", "confidence": confidence, "row": row}
    assert _walk(alice_api, "risk.backtest", question) == {}


@pytest.mark.parametrize("period", ["1mo", "3mo", "1y", "max"])
def test_the_change_over_a_span(alice_api, world, period) -> None:
    assert _walk(alice_api, "market.span", {"symbol": "ACME", "period": period}) == {}


@pytest.mark.parametrize("interval", ["1d", "1wk", "1mo"])
def test_the_change_of_a_bar(alice_api, world, interval) -> None:
    bars = alice_api.get("/api/v1/history", {"symbol": "ACME", "interval": interval}).json()
    day = bars["bars"][-2]["timestamp"]
    question = {"symbol": "ACME", "interval": interval, "day": day}
    assert _walk(alice_api, "market.bar", question) == {}


@pytest.mark.parametrize("body", RUNS)
def test_an_optimisation(alice_api, world, worker, body) -> None:
    asked = {"symbols": ["ACME", "BETA"], "frontier_points": 5} | body
    made = alice_api.post("/api/v1/portfolio/optimize", asked, format="json").json()
    apart = {}
    for measure in _of("portfolio.run"):
        if measure in ORDERS and "capital" not in body:
            continue
        answer = alice_api.get(f"{URL}/{measure}", {"run": made["id"], "row": "ACME"})
        found = answer.json()
        assert answer.status_code == 200, (measure, found)
        if found["second"]["agrees"] is False:
            apart[measure] = (found["value"], found["second"])
    assert apart == {}
