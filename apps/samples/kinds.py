"""The job that starts the samples which take computing, and when it is due.

The scheduler asks every second: nothing here loads what the samples are made with.
"""

from datetime import datetime

from apps.forecasts.selectors import any_trained
from apps.jobs.kinds import JobKind
from apps.jobs.selectors import slot_known
from apps.samples.models import SampleSet
from apps.samples.types import RunsQuestion

_NAME = "samples.run"


def runs_due(_moment: datetime) -> tuple[str, RunsQuestion] | None:
    """Return the slot and the question of runs that are due; None while none are.

    They wait for the first models: a newcomer looks at forecasts first.
    """
    waiting = SampleSet.objects.filter(started_at=None, removed_at=None)
    owner_id = waiting.values_list("owner_id", flat=True).first()
    if owner_id is None:
        return None
    slot = f"{_NAME}:{owner_id}"
    if slot_known(slot) or not any_trained():
        return None
    return slot, RunsQuestion(owner_id)


START_RUNS = JobKind(
    name=_NAME,
    task=_NAME,
    title="Start the samples of the demo",
    steps=("Ask for features, optimisations and a scan",),
    due=runs_due,
)
