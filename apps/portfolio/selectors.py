"""A person's saved optimisations."""

from uuid import UUID

from django.db.models import QuerySet

from apps.core.errors import NotFoundError
from apps.portfolio.models import OptimizationRun
from apps.portfolio.types import OptimizationInfo


def optimization_info(row: OptimizationRun) -> OptimizationInfo:
    """Return a row as a frozen value."""
    return OptimizationInfo(
        id=row.id,
        objective=row.objective,
        symbols=tuple(row.symbols),
        as_of=row.as_of,
        created_at=row.created_at,
        request=row.request,
        result=row.result,
    )


def optimization_rows(*, user_id: int) -> QuerySet[OptimizationRun]:
    """Return the person's optimisations, newest first, for a paginating view."""
    return OptimizationRun.objects.filter(owner_id=user_id)


def optimization_get(*, run_id: UUID, user_id: int) -> OptimizationInfo:
    """Return one of the person's optimisations; someone else's does not exist for them."""
    row = optimization_rows(user_id=user_id).filter(pk=run_id).first()
    if row is None:
        raise NotFoundError("You have no optimisation with this id.", code="unknown_optimization")
    return optimization_info(row)
