"""Tasks of data quality and explanations."""

from apps.data_quality import work
from apps.explain import work as explain
from apps.jobs.types import JobContext, JobOutcome
from celery_worker.tracked import tracked


@tracked("quality.check")
def check(context: JobContext) -> JobOutcome[object]:
    """Check series for faults."""
    return work.check(context)


@tracked("quality.refetch")
def refetch(context: JobContext) -> JobOutcome[object]:
    """Ask a source for the bars of a finding again."""
    return work.refetch(context)


@tracked("quality.align")
def align(context: JobContext) -> JobOutcome[object]:
    """Compare both engines of every measure."""
    return explain.align(context)
