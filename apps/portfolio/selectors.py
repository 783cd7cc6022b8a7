"""A person's saved optimisations."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.db.models import QuerySet

from apps.core.clock import day_start
from apps.core.errors import NotFoundError
from apps.core.typed.decoding import decode
from apps.instruments.market_clock import known, past_moment
from apps.portfolio.answers import Optimization, OptimizationSummary, SavedOptimization
from apps.portfolio.models import OptimizationRun
from apps.portfolio.questions import OptimizeRequest

if TYPE_CHECKING:
    from ml.optimize.problem import Objective


def optimization_summary(row: OptimizationRun) -> OptimizationSummary:
    """Return a row for a list."""
    result = row.result
    return OptimizationSummary(
        id=row.id,
        objective=cast("Objective", row.objective),
        symbols=tuple(row.symbols),
        as_of=day_start(row.as_of),
        created_at=row.created_at,
        expected_return=result["expected_return"],
        volatility=result["volatility"],
        sharpe=result["sharpe"],
    )


def optimization_rows(*, user_id: int) -> QuerySet[OptimizationRun]:
    """Return all of the person's optimisations, newest first."""
    return OptimizationRun.objects.filter(owner_id=user_id)


def optimizations_known(*, user_id: int) -> QuerySet[OptimizationRun]:
    """Return those made by the moment that is asked about, for a paginating view."""
    return known(optimization_rows(user_id=user_id))


def optimization_get(*, run_id: UUID, user_id: int) -> SavedOptimization:
    """Return one of the person's optimisations; someone else's does not exist for them.

    Asked about a past moment it is one that was made by then, or of that very moment.
    """
    rows = optimization_rows(user_id=user_id)
    moment = past_moment()
    of_then = rows.filter(asked_about=moment) if moment else rows.none()
    row = (optimizations_known(user_id=user_id) | of_then).filter(pk=run_id).first()
    if row is None:
        raise NotFoundError("You have no optimisation with this id.", code="unknown_optimization")
    request = decode(OptimizeRequest, row.request)
    return SavedOptimization(row.id, row.created_at, request, _result(row))


def _result(row: OptimizationRun) -> Optimization:
    """Return the answer; older ones name the currency of their shares once, for the whole."""
    found = decode(Optimization, row.result)
    if found.allocation is None or found.allocation.currency:
        return found
    return replace(found, allocation=replace(found.allocation, currency=found.currency))
