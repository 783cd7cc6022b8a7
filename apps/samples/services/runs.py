"""The samples that take computing: jobs of the person's own, started once models are trained."""

from collections.abc import Callable, Iterator
from functools import partial

from django.db import transaction

from apps.core.clock import now
from apps.pairs.services import pair_scan_submit
from apps.pipelines.services import features_submit
from apps.portfolio.questions import OptimizeRequest
from apps.portfolio.services import optimization_submit
from apps.samples.models import SampleSet
from apps.samples.services.chosen import FEATURES, HELD, OPTIMIZATIONS, SCAN
from apps.samples.services.making import attempt, marks_add
from apps.samples.types import Marked


def runs_start(owner_id: int) -> None:
    """Ask workers for a person's sample runs.

    Call it in the transaction that ends the job: the row's lock and what it says let only one of
    two that come at once ask.
    """
    with transaction.atomic():
        waiting = SampleSet.objects.select_for_update().filter(started_at=None, removed_at=None)
        row = waiting.filter(owner_id=owner_id).first()
        if row is None:
            return
        marks_add(owner_id, [mark for make in _makers(owner_id) if (mark := attempt(make))])
        row.started_at = now()
        row.save(update_fields=["started_at"])


def _makers(owner_id: int) -> Iterator[Callable[[], Marked]]:
    yield partial(_features, owner_id)
    for asked in OPTIMIZATIONS:
        yield partial(_optimization, owner_id, asked)
    yield partial(_scan, owner_id)


def _features(owner_id: int) -> Marked:
    job = features_submit(ask=FEATURES, user_id=owner_id)
    return Marked("feature_run", str(job.id), f"Features of {len(FEATURES.symbols)} instruments")


def _optimization(owner_id: int, asked: OptimizeRequest) -> Marked:
    job = optimization_submit(asked=asked, owner_id=owner_id)
    title = asked.objective.replace("_", " ").capitalize()
    return Marked("optimization", str(job.id), f"{title} of {len(HELD)} stocks")


def _scan(owner_id: int) -> Marked:
    job = pair_scan_submit(question=SCAN, user_id=owner_id)
    return Marked("scan", str(job.id), f"Scan of {len(SCAN.symbols)} stocks for pairs")
