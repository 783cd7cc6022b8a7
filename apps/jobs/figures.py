"""Jobs as documents that "Why this number?" can read."""

from collections.abc import Mapping

from rest_framework import serializers

from apps.core import figures
from apps.core.clock import now, utc_iso
from apps.core.figures import Shown, asked
from apps.jobs.selectors import job_get


class JobQuery(serializers.Serializer[object]):
    """Which job."""

    job = serializers.UUIDField()


def connect() -> None:
    """Register the document."""
    figures.register("jobs.job", job)


def job(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return how far a job is and how long it has taken."""
    found = job_get(job_id=asked(JobQuery, params)["job"], user_id=user_id)
    begun = found.started_at or found.created_at
    seconds = ((found.finished_at or now()) - begun).total_seconds()
    document = {
        "progress": found.progress,
        "step": found.step,
        "kind": found.kind,
        "attempt": found.attempt,
        "state": found.state,
        "seconds": seconds,
    }
    as_of = found.finished_at or now()
    return Shown(document, "Its timeline", found.kind, utc_iso(as_of), max(1, len(found.events)))
