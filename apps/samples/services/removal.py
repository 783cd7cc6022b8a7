"""Samples taken away again: all that their person has not changed, in one transaction."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.db import transaction

from apps.alerts.services import rule_remove
from apps.core.clock import now
from apps.instruments.services.watchlists import watchlist_delete
from apps.jobs.services import job_forget
from apps.pairs.monitors import monitor_delete
from apps.pipelines.services import run_forget
from apps.portfolio.services import optimization_delete
from apps.samples.answers import SampleItem, SamplesRemoved
from apps.samples.models import SampleSet
from apps.samples.selectors import sample_items, sample_rows
from apps.samples.types import RUNS, SampleKind


def samples_remove(*, user_id: int) -> SamplesRemoved:
    """Remove a person's samples with what came of them; what was changed since stays as theirs.

    All goes or nothing: a step that fails takes the others back. A second removal, at the same
    time or later, finds nothing.
    """
    with transaction.atomic():
        # Not the person: a worker that ends a run holds its job's row and then waits for them.
        row = SampleSet.objects.select_for_update().filter(owner_id=user_id).first()
        if row is None:
            return SamplesRemoved((), ())
        marks = sample_rows(user_id=user_id)
        items = sample_items(marks=list(marks), user_id=user_id)
        gone = tuple(item for item in items if not item.edited)
        for item in gone:
            _remove(item, user_id)
        marks.delete()
        if row.removed_at is None:
            row.removed_at = now()
            row.save(update_fields=["removed_at"])
    return SamplesRemoved(gone, tuple(item for item in items if item.edited))


def _remove(item: SampleItem, user_id: int) -> None:
    if item.kind in RUNS:
        # First of all: work that is under way can then keep nothing behind our back.
        job_forget(job_id=UUID(item.id), owner_id=user_id)
    _REMOVERS[item.kind](item.id, user_id)


def _optimization(key: str, user_id: int) -> None:
    optimization_delete(run_id=UUID(key), user_id=user_id)


def _feature_run(key: str, user_id: int) -> None:
    run_forget(job_id=UUID(key), user_id=user_id)


def _scan(_key: str, _user_id: int) -> None:
    """Nothing but its job keeps a scan."""


_REMOVERS: Final[Mapping[SampleKind, Callable[[str, int], None]]] = {
    "watchlist": lambda key, user_id: watchlist_delete(watchlist_id=int(key), owner_id=user_id),
    "rule": lambda key, user_id: rule_remove(rule_id=int(key), user_id=user_id),
    "pair": lambda key, user_id: monitor_delete(monitor_id=int(key), user_id=user_id),
    "optimization": _optimization,
    "feature_run": _feature_run,
    "scan": _scan,
}
