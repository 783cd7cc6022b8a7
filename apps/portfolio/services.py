"""What people and work may do with portfolios."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from apps.core.clock import now
from apps.core.errors import ConflictError
from apps.core.json import plain
from apps.core.quota import person_lock
from apps.instruments.market_clock import market_present, past_moment
from apps.instruments.selectors import refuse_few_days
from apps.jobs.selectors import jobs_under_way
from apps.jobs.services import job_submit
from apps.jobs.types import JobInfo
from apps.portfolio.answers import Optimization
from apps.portfolio.errors import TooFewCommonDaysError
from apps.portfolio.models import OptimizationRun
from apps.portfolio.questions import OptimizeRequest
from apps.portfolio.selectors import optimization_rows
from apps.portfolio.types import LEAST_OBSERVATIONS, OPTIMIZE_JOB
from apps.risk.selectors import portfolio_history, young_asset

MAX_OPTIMIZATIONS: Final = OptimizationRun.per_person.most


def optimization_submit(*, asked: OptimizeRequest, owner_id: int) -> JobInfo:
    """Check what can be checked at once and start the optimisation.

    Parameters
    ----------
    asked : OptimizeRequest
        The question.
    owner_id : int
        Who asks.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    InsufficientHistoryError
        When the symbols share too few days, which names both counts.
    MixedCurrenciesError
        When the symbols are in several currencies and none is named, or a rate is not known.
    ConflictError
        When as many are saved as one person may have.
    """
    symbols, period = asked.symbols, asked.period
    history, _ = portfolio_history(
        symbols=symbols,
        user_id=owner_id,
        period=period,
        currency=asked.currency,
    )
    needed = max(LEAST_OBSERVATIONS, len(symbols) + 1)
    shared = history.dates.size - 1 - history.first
    if shared < needed:
        young = young_asset(symbols=symbols, user_id=owner_id, period=period)
        if young is not None and young.days_without - 1 >= needed:
            raise TooFewCommonDaysError(young, needed=needed)
    refuse_few_days(
        symbols=symbols,
        user_id=owner_id,
        period=period,
        currency=history.currency,
        observations=shared,
        needed=needed,
        spare=1,
    )
    with transaction.atomic():
        _require_room(owner_id)
        return job_submit(kind=OPTIMIZE_JOB, params=asked, owner_id=owner_id, as_of=past_moment())


def _require_room(owner_id: int) -> None:
    """Refuse an optimisation whose answer could not be kept; those under way count too.

    It is refused before the work and not after it, so that none is done for nothing.
    """
    person_lock(owner_id)
    under_way = jobs_under_way(kind=OPTIMIZE_JOB, owner_id=owner_id)
    if optimization_rows(user_id=owner_id).count() + under_way >= MAX_OPTIMIZATIONS:
        raise ConflictError(
            f"There are {MAX_OPTIMIZATIONS} saved optimisations already, as many as one person may"
            " have. Delete one first.",
            code="too_many_optimizations",
        )


def optimization_save(
    *, owner_id: int, as_of: date, request: OptimizeRequest, result: Optimization
) -> None:
    """Keep an optimisation for its owner; runs in the transaction that ends the job."""
    OptimizationRun.objects.create(
        id=result.id,
        owner_id=owner_id,
        objective=request.objective,
        symbols=request.symbols,
        as_of=as_of,
        request=plain(request),
        result=plain(result),
        created_at=now(),
        market_time=market_present(),
        asked_about=past_moment(),
    )


def optimization_delete(*, run_id: UUID, user_id: int) -> bool:
    """Forget one of the person's optimisations; whether there was one."""
    deleted, _ = optimization_rows(user_id=user_id).filter(pk=run_id).delete()
    return deleted > 0
