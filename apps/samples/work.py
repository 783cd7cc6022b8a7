"""The start of the sample runs, by a worker."""

from functools import partial

from apps.jobs.types import JobContext, JobOutcome
from apps.samples.services import runs_start
from apps.samples.types import RunsQuestion


def run(context: JobContext) -> JobOutcome[RunsQuestion]:
    """Ask for the runs, in the transaction that ends this job."""
    asked = context.question(RunsQuestion)
    context.step(0)
    return JobOutcome(asked, partial(runs_start, asked.owner_id))
