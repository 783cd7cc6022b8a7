"""Every computing route on series that have no answer: a refusal with its reason, never a fault."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
import pytest

from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import BarRow

DAY_US = 86_400_000_000
START = date(2022, 1, 3)
COUNT = 420
# Numbers without an answer; the rows are read by tests of each route on both databases.
pytestmark = pytest.mark.one_database
ODD = ("FLAT", "SHORT", "TWO", "GROWTH", "JUMP", "TWIN", "TINY")
METHODS = ("fhs", "historical", "gaussian", "cornish_fisher", "evt")
OBJECTIVES = (
    "max_sharpe", "min_volatility", "efficient_risk", "efficient_return",
    "max_quadratic_utility", "risk_parity", "hrp", "min_cvar", "equal_weight",
)  # fmt: skip


def _walk(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return 100.0 * np.exp(np.cumsum(rng.normal(0.0003, 0.01, COUNT)))


def _closes() -> dict[str, np.ndarray]:
    at = np.arange(COUNT)
    return {
        "GOOD": _walk(1),
        "WELL": _walk(2),
        "FLAT": np.full(COUNT, 50.0),
        "SHORT": _walk(3)[:5],
        "TWO": np.where(at % 2, 10.0, 11.0),
        "GROWTH": 10.0 * 1.001**at,
        "JUMP": np.where(at < COUNT - 1, 10.0, 9.0),
        "TWIN": 2.0 * _walk(1),
        "TINY": 1e-8 * _walk(4),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("panel")


@pytest.fixture
def api(alice, alice_api, folder, settings, worker):
    """Alice with instruments that leave most measures without an answer."""
    settings.PANEL_DIR = folder
    first = (START - date(1970, 1, 1)).days * DAY_US
    for symbol, closes in _closes().items():
        row = InstrumentRow.objects.create(
            symbol=symbol, owner=alice, currency="USD", name=symbol, asset_class="stock",
            exchange="Your file", calendar="24/7", source="Your file", first_bar=START,
            last_bar=START + timedelta(days=len(closes) - 1),
        )  # fmt: skip
        rows = [
            BarRow(symbol, "1d", first + at * DAY_US, c, c, c, c, None, None, None, settled=True)
            for at, c in enumerate(closes.tolist())
        ]
        bars_upsert(rows, instrument_ids={symbol: row.pk})
    return alice_api


def _faults(answers) -> list[str]:
    """Return the answers that are faults of the server, or refusals without a reason."""
    out = []
    for what, answer in answers:
        body = answer.json()
        if (
            answer.status_code >= 500
            or answer.status_code == 202
            or not (answer.status_code == 200 or len(body.get("detail", "")) > 20)
        ):
            out.append(f"{what}: {answer.status_code} {body.get('code')} {body.get('detail')}")
    return out


def test_risk_of_one(api) -> None:
    answers = [
        ((symbol, method), api.get("/api/v1/risk", {"symbol": symbol, "method": method}))
        for symbol, method in product(ODD, METHODS)
    ]
    answers += [
        (("backtest", symbol), api.get("/api/v1/risk/backtest", {"symbol": symbol}))
        for symbol in ODD
    ]
    assert _faults(answers) == []


def test_garch(api) -> None:
    answers = [
        (
            (symbol, model, shocks),
            api.get(
                "/api/v1/risk/garch", {"symbol": symbol, "model": model, "distribution": shocks}
            ),
        )
        for symbol, model, shocks in product(ODD, ("garch", "gjr", "egarch"), ("normal", "t"))
    ]
    assert _faults(answers) == []


def test_portfolio_risk(api) -> None:
    answers: list[tuple[object, Any]] = [
        (
            (weights, method),
            api.post(
                "/api/v1/risk/portfolio", {"weights": weights, "method": method}, format="json"
            ),
        )
        for symbol, method in product(ODD, METHODS)
        for weights in ({symbol: 1.0}, {symbol: 0.5, "GOOD": 0.5}, {symbol: 1.0, "GOOD": 0.0})
    ]
    answers += [
        (
            ("correlation", symbol),
            api.get("/api/v1/risk/correlation", {"symbols": f"GOOD,{symbol}"}),
        )
        for symbol in ODD
    ]
    assert _faults(answers) == []


@pytest.mark.parametrize("symbol", ODD)
def test_optimisation(api, symbol) -> None:
    answers: list[tuple[object, Any]] = []
    for objective, covariance in product(OBJECTIVES, ("sample", "ledoit_wolf", "ewma")):
        body = {
            "symbols": ["GOOD", "WELL", symbol], "objective": objective, "period": "max",
            "covariance": covariance, "target": 0.1, "frontier_points": 3, "capital": 1000.0,
        }  # fmt: skip
        answer = api.post("/api/v1/portfolio/optimize", body, format="json")
        answers.append(((objective, covariance), answer))
    alone = {"symbols": [symbol], "objective": "max_sharpe", "period": "max"}
    answers.append(("alone", api.post("/api/v1/portfolio/optimize", alone, format="json")))
    assert _faults(answers) == []


@pytest.mark.parametrize("symbol", ODD)
def test_pairs(api, symbol) -> None:
    answers = []
    for y, x in (("GOOD", symbol), (symbol, "GOOD")):
        for method, log, intercept in product(
            ("ols", "rolling_ols", "kalman"), ("true", "false"), ("true", "false")
        ):
            body = {"y": y, "x": x, "method": method, "log": log, "intercept": intercept}
            answers.append((("analytics", body), api.get("/api/v1/pairs/analytics", body)))
            answers.append(
                (("backtest", body), api.post("/api/v1/pairs/backtest", body, format="json"))
            )
        for lags in (None, 0, 60):
            body = {"y": y, "x": x, "lags": lags}
            answers.append((("adf", body), api.post("/api/v1/pairs/adf", body, format="json")))
    assert _faults(answers) == []


def test_more_lags_than_bars_is_a_refusal_that_names_the_greatest(api) -> None:
    body = {"y": "GOOD", "x": "WELL", "lags": 60, "end": "2022-03-31"}
    answer = api.post("/api/v1/pairs/adf", body, format="json").json()
    # 88 bars: 88 / 2 - 2.
    assert (answer["code"], answer["greatest"]) == ("too_many_lags", 42)
    most = api.post("/api/v1/pairs/adf", body | {"lags": 42}, format="json")
    assert (most.status_code, most.json()["lags"]) == (200, 42)


def test_a_flat_holding_leaves_the_whole_with_its_risk(api) -> None:
    body = {"weights": {"FLAT": 0.5, "GOOD": 0.5}, "method": "fhs"}
    half = api.post("/api/v1/risk/portfolio", body, format="json").json()
    whole = api.get("/api/v1/risk", {"symbol": "GOOD", "method": "fhs"}).json()
    assert half["value_at_risk_95"] == pytest.approx(whole["value_at_risk_95"] / 2)
    assert {part["symbol"]: part["share"] for part in half["components"]} == {
        "FLAT": 0.0,
        "GOOD": pytest.approx(1.0),
    }
    alone = {"weights": {"FLAT": 1.0}, "method": "fhs"}
    answer = api.post("/api/v1/risk/portfolio", alone, format="json").json()
    assert answer["components"][0]["value_at_risk"] is answer["value_at_risk_95"] is None


def test_a_scan_and_features(api) -> None:
    names = ["GOOD", "WELL", *(name for name in ODD if name != "SHORT")]
    scan = api.post("/api/v1/pairs/scan", {"symbols": names}, format="json")
    answers = [("scan", scan)]
    answers += [(name, api.get("/api/v1/features", {"symbol": name})) for name in ODD]
    answers += [(name, api.get("/api/v1/prediction", {"symbol": name})) for name in ODD]
    assert _faults(answers) == []
    assert scan.status_code == 200
