"""Optimisation; only workers load this file and the solvers with it."""

from dataclasses import replace
from functools import partial
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from apps.core.clock import day_start
from apps.core.errors import UnprocessableError
from apps.core.json import plain
from apps.jobs.types import JobContext, JobOutcome
from apps.portfolio.answers import Optimization, ShareAllocation
from apps.portfolio.estimates import Estimates, estimate
from apps.portfolio.figures import asset_points, by_symbol, frontier_points
from apps.portfolio.questions import OptimizeRequest, ReturnView, WeightConstraints
from apps.portfolio.services import optimization_save
from apps.risk.selectors import portfolio_history, shared_closes, young_asset
from apps.risk.types import ReturnHistory, YoungAsset
from ml.errors import NumericError
from ml.optimize.allocation import allocate
from ml.optimize.problem import Constraints, Group, Problem, View
from ml.optimize.result import Infeasible, OptimizationResult
from ml.optimize.solve import optimize as solve

# Limits that are held against estimates of the sample.
_ESTIMATED = frozenset({"risk_free_rate", "target_return", "target_volatility"})


def optimize(context: JobContext) -> JobOutcome[Optimization]:
    """Optimise a portfolio, trace its frontier, buy whole shares, keep the answer."""
    asked, owner = context.question(OptimizeRequest), context.owner_id
    context.step("Read history")
    history, matrix = portfolio_history(
        symbols=asked.symbols, user_id=owner, period=asked.period, currency=asked.currency
    )
    returns = matrix[history.first :]
    context.step("Estimate returns and risk", f"{returns.shape[0]} days of {returns.shape[1]}")
    estimates = estimate(asked, history, returns, owner)
    context.step("Optimise", asked.objective)
    young = young_asset(symbols=asked.symbols, user_id=owner, period=asked.period)
    found = _solve(_problem(asked, history, returns, estimates), young)
    context.step("Buy whole shares")
    allocation = _allocation(asked, history.symbols, found, owner)
    result = _answer(context.job_id, asked, history, estimates, found, allocation)
    if young is not None:
        result = replace(result, notices=(young.sentence(),))
    if owner is None:
        return JobOutcome(result)
    as_of = history.dates[-1].item()
    save = partial(optimization_save, owner_id=owner, as_of=as_of, request=asked, result=result)
    return JobOutcome(result, save)


def _problem(
    asked: OptimizeRequest,
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
        objective=asked.objective,
        target=asked.target,
        risk_free_rate=asked.risk_free_rate,
        constraints=_constraints(asked.constraints, history.symbols, place),
        views=tuple(_view(view, place) for view in asked.views),
        risk_aversion=asked.risk_aversion,
        tail_confidence=asked.tail_confidence,
        frontier_points=asked.frontier_points,
    )


def _constraints(
    limits: WeightConstraints, symbols: tuple[str, ...], place: dict[str, int]
) -> Constraints:
    held = limits.current_weights
    return Constraints(
        min_weight=limits.min_weight,
        max_weight=limits.max_weight,
        groups=tuple(
            Group(
                name=group.name,
                members=tuple(place[symbol] for symbol in group.symbols),
                minimum=group.min,
                maximum=group.max,
            )
            for group in limits.groups
        ),
        max_turnover=limits.max_turnover,
        current=tuple(held.get(symbol, 0.0) for symbol in symbols) if held else (),
    )


def _view(view: ReturnView, place: dict[str, int]) -> View:
    assets = [(place[view.symbol], 1.0)]
    if view.versus:
        assets.append((place[view.versus], -1.0))
    return View(tuple(assets), view.expected_return, view.confidence)


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
            "conflicting": plain(found.conflicting),
            "smallest_relaxation": plain(found.relaxation),
            "alternatives": plain(found.alternatives),
        },
    )


def _answer(
    run_id: UUID,
    asked: OptimizeRequest,
    history: ReturnHistory,
    estimates: Estimates,
    found: OptimizationResult,
    allocation: ShareAllocation | None,
) -> Optimization:
    symbols, frontier = history.symbols, found.frontier
    return Optimization(
        id=run_id,
        objective=asked.objective,
        symbols=symbols,
        weights=by_symbol(symbols, found.weights),
        expected_return=found.expected_return,
        volatility=found.volatility,
        sharpe=found.sharpe if np.isfinite(found.sharpe) else None,
        turnover=found.turnover,
        frontier=frontier_points(symbols, frontier),
        frontier_method=None if frontier is None else frontier.method,
        assets=asset_points(symbols, found.mean, estimates.covariance, found.weights),
        allocation=allocation,
        as_of=day_start(history.dates[-1].item()),
        period=asked.period,
        period_start=day_start(history.sample_dates[0].item()),
        observations=history.sample_dates.size - 1,
        calendar_factor=history.periods_per_year,
        expected_returns=asked.expected_returns,
        market=estimates.market,
        covariance=asked.covariance,
        risk_free_rate=asked.risk_free_rate,
        source=history.source,
        simulated=False,  # simulated bars never enter daily history
        currency=history.currency,
    )


def _allocation(
    asked: OptimizeRequest,
    symbols: tuple[str, ...],
    found: OptimizationResult,
    owner: int | None,
) -> ShareAllocation | None:
    capital = asked.capital
    if capital is None:
        return None
    shared = shared_closes(symbols=symbols, user_id=owner, currency=asked.currency)
    prices = shared.closes[-1]
    bought = allocate(found.weights, prices, capital, method=asked.allocation_method)
    shares = zip(symbols, bought.shares.tolist(), strict=True)
    return ShareAllocation(
        capital=capital,
        shares={symbol: count for symbol, count in shares if count},
        prices=by_symbol(symbols, prices),
        cost=bought.cost,
        leftover=bought.leftover,
        error=bought.error,
        method=bought.method,
        gap=bought.gap,
        currency=shared.currency,
    )
