"""Watched pairs: made, changed and deleted by their owner."""

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from apps.core.clock import now
from apps.core.errors import BadRequestError, ConflictError, FieldProblem
from apps.core.quota import require_room
from apps.core.violations import unique_broken
from apps.pairs.models import SAME, PairMonitor
from apps.pairs.selectors import monitor_from_row, monitor_row, monitor_rows, pair_check
from apps.pairs.types import Monitor, PairQuery

MAX_MONITORS: Final = PairMonitor.per_person.most


def monitor_create(*, user_id: int, fields: dict[str, Any]) -> Monitor:
    """Watch a pair."""
    row = PairMonitor(owner_id=user_id, created_at=now(), **fields)
    _check(row)
    try:
        with transaction.atomic():
            _require_room(user_id)
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _refusal(error, row) from error
    return monitor_from_row(row)


def _require_room(user_id: int) -> None:
    require_room(
        user_id=user_id,
        rows=monitor_rows(user_id=user_id),
        most=MAX_MONITORS,
        what="watched pairs",
        code="too_many_pairs",
    )


def monitor_update(*, monitor_id: int, user_id: int, fields: dict[str, Any]) -> Monitor:
    """Change the named fields of a watched pair."""
    with transaction.atomic():
        # Locked: another change must not be written over, nor a deletion undone.
        row = monitor_row(monitor_id=monitor_id, user_id=user_id, lock=True)
        for name, value in fields.items():
            setattr(row, name, value)
        _check(row)
        try:
            with transaction.atomic():  # what follows reads on, which a failed one could not
                row.save(update_fields=list(fields))
        except IntegrityError as error:
            raise _refusal(error, row) from error
    return monitor_from_row(row)


def monitor_delete(*, monitor_id: int, user_id: int) -> None:
    """Stop watching a pair."""
    monitor_row(monitor_id=monitor_id, user_id=user_id).delete()


def monitors_forget(symbol: str, owner_id: int) -> None:
    """Stop watching a person's pairs of an instrument of theirs that goes."""
    monitor_rows(user_id=owner_id).filter(Q(y=symbol) | Q(x=symbol)).delete()


def _check(row: PairMonitor) -> None:
    """Refuse what a pair as a whole cannot be, whichever of its fields came with the request."""
    pair_check(query=PairQuery(row.y, row.x, row.interval), user_id=row.owner_id)
    if row.exit_threshold >= row.entry_threshold:
        message = "The exit must be nearer to zero than the entry."
        raise BadRequestError(
            f"exit_threshold: {message}",
            code="invalid_input",
            errors=[FieldProblem("exit_threshold", message)],
        )


def _refusal(error: IntegrityError, row: PairMonitor) -> Exception:
    names = ("owner_id", *SAME[1:])
    if not unique_broken(error, "pairs_monitor", *names):
        return error
    same = PairMonitor.objects.filter(**{name: getattr(row, name) for name in names}).first()
    which = f" as number {same.pk}" if same else ""
    return ConflictError(
        f"You watch {row.y} ~ {row.x} on {row.interval} with these settings already{which}. "
        "Change that one, or give this one other settings.",
        code="watched_already",
        extra={"existing": same.pk if same else None},
    )
