"""`POST /risk/portfolio`."""

import math

import numpy as np
import pytest

from apps.instruments.selectors import close_panel

URL = "/api/v1/risk/portfolio"
WEIGHTS = {"AAPL": 0.5, "KO": 0.3, "XOM": 0.2}


@pytest.fixture
def answer(demo, alice_api):

    def ask(**body):
        return alice_api.post(URL, {"weights": WEIGHTS} | body, format="json")

    return ask


@pytest.mark.parametrize("method", ["fhs", "historical", "gaussian", "cornish_fisher", "evt"])
@pytest.mark.parametrize("horizon", [1, 10])
def test_components_sum_to_the_total(answer, method, horizon) -> None:
    body = answer(method=method, horizon=horizon).json()
    parts = [part["value_at_risk"] for part in body["components"]]
    assert sum(parts) == pytest.approx(body["value_at_risk_95"], rel=1e-9)
    assert sum(part["share"] for part in body["components"]) == pytest.approx(1.0)


def test_the_portfolio_is_rebalanced_daily(answer) -> None:
    body = answer(period="1y").json()
    closes = close_panel(symbols=list(WEIGHTS)).closes[-253:]
    returns = (closes[1:] / closes[:-1] - 1.0) @ np.array(list(WEIGHTS.values()))
    assert body["observations"] == 252
    assert body["volatility"] == pytest.approx(returns.std(ddof=1), rel=1e-9)


def test_one_asset_is_its_own_portfolio(answer, alice_api) -> None:
    whole = answer(weights={"AAPL": 1.0}).json()
    alone = alice_api.get("/api/v1/risk", {"symbol": "AAPL"}).json()
    for name in ("value_at_risk_95", "sharpe", "max_drawdown", "beta", "observations"):
        assert whole[name] == pytest.approx(alone[name], rel=1e-9)


def test_a_longer_horizon_grows_by_the_root_and_says_so(answer) -> None:
    one, ten = (answer(horizon=days).json() for days in (1, 10))
    assert ten["value_at_risk_95"] == pytest.approx(one["value_at_risk_95"] * math.sqrt(10))
    assert ten["horizon_rule"] == "square_root_of_time"


def test_shuffling_symbols_changes_nothing(answer) -> None:
    one = answer().json()
    other = answer(weights=dict(reversed(WEIGHTS.items()))).json()
    assert other["value_at_risk_95"] == pytest.approx(one["value_at_risk_95"], rel=1e-9)


def test_stress_replays_history_and_shocks_the_market(answer) -> None:
    stress = answer().json()["stress"]
    episodes = {one["name"]: one["loss"] for one in stress["episodes"]}
    assert 0.15 < episodes["Pandemic crash, 2020"] < 0.5
    assert next(one["name"] for one in stress["worst"]) == "Worst day"
    worst = [one["loss"] for one in stress["worst"] if one["name"] == "Worst day"]
    assert worst == sorted(worst, reverse=True)
    shocks = {one["market_return"]: one["loss"] for one in stress["shocks"]}
    assert shocks[-0.2] == pytest.approx(-2 * shocks[0.1])
    assert shocks[-0.2] > 0.0


def test_the_correlation_of_its_symbols_comes_with_it(answer) -> None:
    body = answer().json()
    assert body["correlation"]["symbols"] == list(WEIGHTS)
    assert len(body["correlation"]["matrix"]) == 3


def test_short_positions_are_taken(answer) -> None:
    body = answer(weights={"AAPL": 1.3, "KO": -0.3}).json()
    assert {part["symbol"]: part["weight"] for part in body["components"]}["KO"] == -0.3


def test_weights_that_do_not_sum_are_400_and_the_sum_is_named(answer) -> None:
    response = answer(weights={"AAPL": 0.5, "KO": 0.3})
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["field"] == "weights"
    assert "0.8" in error["message"]


@pytest.mark.parametrize(
    "body",
    [
        {"weights": {}},
        {"weights": []},
        {"weights": {"AAPL": "much"}},
        {"weights": {"AAPL": None}},
        {"weights": {"AAPL": 0.5, "aapl": 0.5}},
        {"weights": {"AAPL": 99.0, "KO": -98.0}},
        {"horizon": 0},
        {"horizon": 1.5},
        {"confidence": 2},
        {"period": "forever"},
    ],
)
def test_bad_input_is_400(answer, body) -> None:
    response = answer(**body)
    assert response.status_code == 400, response.content
    assert response.json()["code"] == "invalid_input"


def test_malformed_json_is_400(alice_api) -> None:
    response = alice_api.post(URL, b'{"weights": ', content_type="application/json")
    assert response.status_code == 400


def test_an_unknown_symbol_is_404(answer) -> None:
    assert answer(weights={"NOPE": 1.0}).status_code == 404


def test_symbols_that_share_no_day_are_422(answer) -> None:
    response = answer(weights={"AAPL": 0.5, "BTCUSDT": 0.5})
    assert (response.status_code, response.json()["code"]) == (422, "insufficient_history")


def test_strangers_are_turned_away(anonymous_api) -> None:
    assert anonymous_api.post(URL, {"weights": WEIGHTS}, format="json").status_code in {401, 403}
