"""`POST /portfolio/optimize`: a job, by the road that workers take."""

import numpy as np
import pytest

from apps.instruments.selectors import close_panel
from apps.jobs.models import Job
from apps.portfolio.models import OptimizationRun

URL = "/api/v1/portfolio/optimize"
SYMBOLS = ["AAPL", "KO", "PEP", "XOM", "JPM"]


@pytest.fixture
def ask(demo, worker, alice_api):
    def post(**body):
        return alice_api.post(URL, {"symbols": SYMBOLS, "frontier_points": 5} | body, format="json")

    return post


OBJECTIVES = [
    ("max_sharpe", {}),
    ("min_volatility", {}),
    ("efficient_risk", {"target": 0.22}),
    ("efficient_return", {"target": 0.15}),
    ("max_quadratic_utility", {"risk_aversion": 3}),
    ("risk_parity", {}),
    ("hrp", {}),
    ("min_cvar", {}),
    ("black_litterman", {"views": [{"symbol": "ko", "versus": "PEP", "expected_return": 0.05}]}),
    ("equal_weight", {}),
]


@pytest.mark.parametrize(("objective", "fields"), OBJECTIVES)
def test_every_objective_answers(ask, objective, fields) -> None:
    response = ask(objective=objective, **fields)
    body = response.json()
    assert response.status_code == 200, body
    assert body["weights"].keys() == set(SYMBOLS)
    assert sum(body["weights"].values()) == pytest.approx(1.0)
    assert body["sharpe"] == pytest.approx(body["expected_return"] / body["volatility"])
    assert len(body["frontier"]) == 5
    assert body["frontier_method"] == "critical_line"
    assert sum(asset["risk_share"] for asset in body["assets"]) == pytest.approx(1.0)


def test_figures_are_of_the_period_and_its_calendar(ask) -> None:
    body = ask(objective="equal_weight", period="1y", covariance="sample").json()
    closes = close_panel(symbols=SYMBOLS).closes[-253:]
    returns = closes[1:] / closes[:-1] - 1.0
    whole = returns.mean(axis=1)
    assert body["observations"] == 252
    assert body["expected_return"] == pytest.approx(whole.mean() * 252)
    assert body["volatility"] == pytest.approx(whole.std(ddof=1) * np.sqrt(252))
    assert body["as_of"] == "2022-12-28T00:00:00Z"
    assert body["calendar_factor"] == 252
    assert body["simulated"] is False


def test_the_frontier_rises_and_holds_the_chosen_portfolio(ask) -> None:
    body = ask(objective="max_sharpe", frontier_points=60).json()
    returns = [point["return"] for point in body["frontier"]]
    risks = [point["volatility"] for point in body["frontier"]]
    assert returns == sorted(returns)
    assert risks == sorted(risks)
    # The chord lies right of the curve, by no more than the grid is coarse.
    on_curve = np.interp(body["expected_return"], returns, risks)
    assert body["volatility"] <= on_curve + 1e-9
    assert body["volatility"] == pytest.approx(on_curve, rel=1e-3)


def test_bounds_and_groups_hold(ask) -> None:
    limits = {
        "max_weight": 0.4,
        "groups": [{"name": "drinks", "symbols": ["ko", "PEP"], "min": 0.3, "max": 0.5}],
    }
    weights = ask(constraints=limits).json()["weights"]
    assert max(weights.values()) <= 0.4 + 1e-6
    assert 0.3 - 1e-6 <= weights["KO"] + weights["PEP"] <= 0.5 + 1e-6


def test_turnover_is_counted_from_what_is_held(ask) -> None:
    limits = {"max_turnover": 0.2, "current_weights": {"aapl": 0.5, "ko": 0.5}}
    body = ask(constraints=limits, frontier_points=3).json()
    assert body["turnover"] <= 0.2 + 1e-5
    assert body["frontier_method"] == "quadratic_programs"


@pytest.mark.parametrize("method", ["mean", "ema", "capm"])
@pytest.mark.parametrize("covariance", ["sample", "ledoit_wolf", "ewma"])
def test_every_estimator_answers(ask, method, covariance) -> None:
    body = ask(objective="min_volatility", expected_returns=method, covariance=covariance).json()
    assert (body["expected_returns"], body["covariance"]) == (method, covariance)
    assert body["market"] == ("SPX" if method == "capm" else None)


@pytest.mark.parametrize("method", ["greedy", "lp"])
def test_capital_buys_whole_shares_at_the_last_close(ask, method) -> None:
    body = ask(capital=25_000, allocation_method=method).json()
    bought = body["allocation"]
    assert bought["method"] == method
    assert all(isinstance(count, int) and count for count in bought["shares"].values())
    cost = sum(count * bought["prices"][symbol] for symbol, count in bought["shares"].items())
    assert bought["cost"] == pytest.approx(cost)
    assert bought["cost"] + bought["leftover"] == pytest.approx(25_000)
    assert 0 <= bought["leftover"] < 200


def test_the_exact_allocation_is_the_default_and_says_that_it_is_proven(ask) -> None:
    exact = ask(capital=1_000).json()["allocation"]
    greedy = ask(capital=1_000, allocation_method="greedy").json()["allocation"]
    assert (exact["method"], exact["gap"]) == ("lp", 0.0)
    assert (greedy["method"], greedy["gap"]) == ("greedy", None)
    assert exact["leftover"] <= greedy["leftover"]


def test_without_capital_nothing_is_bought(ask) -> None:
    assert ask().json()["allocation"] is None


def test_no_frontier_is_traced_when_none_is_wanted(ask) -> None:
    body = ask(frontier_points=0).json()
    assert (body["frontier"], body["frontier_method"]) == ([], None)


def test_infeasible_is_422_with_the_conflict_and_the_smallest_relaxation(ask) -> None:
    response = ask(constraints={"max_weight": 0.1})
    body = response.json()
    assert (response.status_code, body["code"]) == (422, "infeasible")
    assert body["conflicting"] == [{"constraint": "max_weight", "value": 0.1}]
    (change,) = body["smallest_relaxation"]
    assert change["constraint"] == "max_weight"
    assert change["needed"] == pytest.approx(0.2)
    assert "0.2" in body["detail"]


def test_a_target_out_of_reach_is_infeasible_too(ask) -> None:
    body = ask(objective="efficient_risk", target=0.01).json()
    assert body["code"] == "infeasible"
    assert body["smallest_relaxation"][0]["constraint"] == "target_volatility"
    eased = ask(objective="efficient_risk", target=body["smallest_relaxation"][0]["needed"])
    assert eased.status_code == 200


def test_an_infeasible_question_is_not_saved(ask) -> None:
    ask(constraints={"max_weight": 0.1})
    assert OptimizationRun.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"symbols": []}, "symbols"),
        ({"symbols": ["AAPL", "aapl"]}, "symbols"),
        ({"symbols": [f"S{n}" for n in range(101)]}, "symbols"),
        ({"objective": "best"}, "objective"),
        ({"objective": "efficient_risk"}, "target"),
        ({"objective": "efficient_risk", "target": -0.1}, "target"),
        ({"objective": "black_litterman"}, "views"),
        ({"period": "2y"}, "period"),
        ({"risk_free_rate": "nan"}, "risk_free_rate"),
        ({"frontier_points": 1_000}, "frontier_points"),
        ({"capital": -5}, "capital"),
        ({"constraints": {"max_turnover": 0.5}}, "constraints.current_weights"),
        ({"constraints": {"groups": [{"name": "G", "symbols": ["MSFT"]}]}}, "constraints.groups"),
        ({"views": [{"symbol": "MSFT", "expected_return": 0.1}]}, "views"),
    ],
)
def test_bad_input_is_400_and_names_its_field(ask, body, field) -> None:
    response = ask(**body)
    assert response.status_code == 400, response.content
    assert response.json()["errors"][0]["field"].startswith(field)
    assert Job.objects.count() == 0


def test_an_unknown_symbol_is_404_at_once(ask) -> None:
    response = ask(symbols=["AAPL", "NOPE"])
    assert (response.status_code, response.json()["code"]) == (404, "unknown_symbol")
    assert Job.objects.count() == 0


def test_too_little_history_is_422_at_once(ask) -> None:
    response = ask(period="1mo")
    assert (response.status_code, response.json()["code"]) == (422, "insufficient_history")
    assert Job.objects.count() == 0


def test_without_a_worker_it_is_202_with_the_job(demo, alice_api) -> None:
    response = alice_api.post(URL, {"symbols": SYMBOLS}, format="json", HTTP_PREFER="wait=0")
    assert response.status_code == 202
    job = alice_api.get(response["Location"]).json()
    assert (job["kind"], job["state"]) == ("portfolio.optimize", "queued")


def test_the_same_key_gives_the_same_answer(ask, demo, alice_api) -> None:
    body = {"symbols": SYMBOLS, "frontier_points": 0}
    first, second = (
        alice_api.post(URL, body, format="json", HTTP_IDEMPOTENCY_KEY="k1") for _ in range(2)
    )
    assert first.json()["id"] == second.json()["id"]
    assert OptimizationRun.objects.count() == 1


def test_strangers_are_turned_away(anonymous_api) -> None:
    response = anonymous_api.post(URL, {"symbols": SYMBOLS}, format="json")
    assert response.status_code in {401, 403}
