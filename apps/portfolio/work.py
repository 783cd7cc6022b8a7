"""Optimisation; only workers load this file and the solvers with it."""

from functools import partial
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from apps.core.errors import UnprocessableError
from apps.jobs.types import JobContext, JobOutcome
from apps.portfolio.estimates import Estimates, estimate
from apps.portfolio.responses import asset_points, by_symbol, frame
from apps.portfolio.services import optimization_save
from apps.risk.selectors import portfolio_history, shared_closes, young_asset
from apps.risk.types import ReturnHistory, YoungAsset
from ml.errors import NumericError
from ml.optimize.allocation import allocate
from ml.optimize.problem import Constraints, Group, Problem, View
from ml.optimize.result import Frontier, Infeasible, OptimizationResult, Relaxation
from ml.optimize.solve import optimize as solve

# Limits that are held against estimates of the sample.
_ESTIMATED = frozenset({"risk_free_rate", "target_return", "target_volatility"})


def optimize(context: JobContext) -> JobOutcome:
    """Optimise a portfolio, trace its frontier, buy whole shares, keep the answer."""
    asked, owner = context.params, context.owner_id
    context.step("Read history")
    history, matrix = portfolio_history(
        symbols=asked["symbols"],
        user_id=owner,
        period=asked["period"],
        currency=asked.get("currency", ""),
    )
    returns = matrix[history.first :]
    context.step("Estimate returns and risk", f"{returns.shape[0]} days of {returns.shape[1]}")
    estimates = estimate(asked, history, returns, owner)
    context.step("Optimise", asked["objective"])
    young = young_asset(symbols=asked["symbols"], user_id=owner, period=asked["period"])
    found = _solve(_problem(asked, history, returns, estimates), young)
    context.step("Buy whole shares")
    run_id = uuid4()
    result = {
        **frame(run_id, asked, history),
        "notices": [] if young is None else [young.sentence()],
        "market": estimates.market,
        **_portfolio(history.symbols, found, estimates.covariance),
        "allocation": _allocation(asked, history.symbols, found, owner),
    }
    if owner is None:
        return JobOutcome(result)
    save = partial(
        optimization_save,
        run_id=run_id,
        owner_id=owner,
        as_of=history.dates[-1].item(),
        request=asked,
        result=result,
    )
    return JobOutcome(result, save)


def _problem(
    asked: dict[str, Any],
    history: ReturnHistory,
    returns: NDArray[np.float64],
    estimates: Estimates,
) -> Problem:
    place = {symbol: number for number, symbol in enumerate(history.symbols)}
    return Problem(
        symbols=history.symbols,
        mean=estimates.mean,
        covariance=estimates.covariance,
        returns=returns,
        periods=history.periods_per_year,
        objective=asked["objective"],
        target=asked["target"],
        risk_free_rate=asked["risk_free_rate"],
        constraints=_constraints(asked["constraints"], history.symbols, place),
        views=tuple(_view(view, place) for view in asked["views"]),
        risk_aversion=asked["risk_aversion"],
        tail_confidence=asked["tail_confidence"],
        frontier_points=asked["frontier_points"],
    )


def _constraints(
    limits: dict[str, Any], symbols: tuple[str, ...], place: dict[str, int]
) -> Constraints:
    held = limits["current_weights"]
    return Constraints(
        min_weight=limits["min_weight"],
        max_weight=limits["max_weight"],
        groups=tuple(
            Group(
                name=group["name"],
                members=tuple(place[symbol] for symbol in group["symbols"]),
                minimum=group.get("min"),
                maximum=group.get("max"),
            )
            for group in limits["groups"]
        ),
        max_turnover=limits["max_turnover"],
        current=tuple(held.get(symbol, 0.0) for symbol in symbols) if held else (),
    )


def _view(view: dict[str, Any], place: dict[str, int]) -> View:
    assets = [(place[view["symbol"]], 1.0)]
    if view["versus"]:
        assets.append((place[view["versus"]], -1.0))
    return View(tuple(assets), view["expected_return"], view["confidence"])


def _solve(problem: Problem, young: YoungAsset | None) -> OptimizationResult:
    try:
        found = solve(problem)
    except NumericError as error:
        raise UnprocessableError(
            f"{problem.objective} has no solution on these data: {error}. Choose a longer period, "
            "fewer symbols or another objective.",
            code="not_converged",
        ) from error
    if isinstance(found, Infeasible):
        raise _refusal(found, young)
    return found


def _refusal(found: Infeasible, young: YoungAsset | None) -> UnprocessableError:
    # Estimates of a few weeks are the cause then, not the limit that they happen to miss.
    short = (
        young is not None
        and young.halves
        and any(one.constraint in _ESTIMATED for one in found.conflicting)
    )
    cause = f"{young.sentence()} Take {young.symbol} out first. " if young and short else ""
    return UnprocessableError(
        f"{cause}{found.reason}",
        code="infeasible",
        title="No such portfolio exists",
        extra={
            "conflicting": [
                {"constraint": limit.constraint, "value": limit.value}
                for limit in found.conflicting
            ],
            "smallest_relaxation": [_relaxation(one) for one in found.relaxation],
            "alternatives": [_relaxation(one) for one in found.alternatives],
        },
    )


def _relaxation(one: Relaxation) -> dict[str, Any]:
    return {"constraint": one.constraint, "current": one.current, "needed": one.needed}


def _portfolio(
    symbols: tuple[str, ...], found: OptimizationResult, covariance: NDArray[np.float64]
) -> dict[str, Any]:
    return {
        "weights": by_symbol(symbols, found.weights),
        "expected_return": found.expected_return,
        "volatility": found.volatility,
        "sharpe": found.sharpe if np.isfinite(found.sharpe) else None,
        "turnover": found.turnover,
        "frontier": [] if found.frontier is None else _points(symbols, found.frontier),
        "frontier_method": None if found.frontier is None else found.frontier.method,
        "assets": asset_points(symbols, found.mean, covariance, found.weights),
    }


def _points(symbols: tuple[str, ...], frontier: Frontier) -> list[dict[str, Any]]:
    return [
        {"return": value, "volatility": volatility, "weights": by_symbol(symbols, weights)}
        for value, volatility, weights in zip(
            frontier.returns.tolist(), frontier.volatilities.tolist(), frontier.weights, strict=True
        )
    ]


def _allocation(
    asked: dict[str, Any], symbols: tuple[str, ...], found: OptimizationResult, owner: int | None
) -> dict[str, Any] | None:
    capital = asked["capital"]
    if capital is None:
        return None
    shared = shared_closes(symbols=symbols, user_id=owner, currency=asked.get("currency", ""))
    prices = shared.closes[-1]
    bought = allocate(found.weights, prices, capital, method=asked["allocation_method"])
    shares = zip(symbols, bought.shares.tolist(), strict=True)
    return {
        "capital": capital,
        "currency": shared.currency,
        "shares": {symbol: count for symbol, count in shares if count},
        "prices": by_symbol(symbols, prices),
        "cost": bought.cost,
        "leftover": bought.leftover,
        "error": bought.error,
        "method": bought.method,
        "gap": bought.gap,
    }
