"""Jobs as documents that "Why this number?" can read."""

from collections.abc import Mapping
from json import dumps
from typing import Any

from rest_framework import serializers

from apps.core import explanations
from apps.core.clock import now, utc_iso
from apps.core.explanations import Shown, asked
from apps.jobs.selectors import job_get


class JobQuery(serializers.Serializer[object]):
    """Which job."""

    job = serializers.UUIDField()


def connect() -> None:
    """Register the document."""
    explanations.register("jobs.job", job)


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
        "params": _readable(found.params),
        "result": _readable(found.result or {}),
        "events": [
            {"at": str(at), "event": one.event, "message": one.message or one.event,
             "attempt": one.attempt, "moment": utc_iso(one.timestamp)}
            for at, one in enumerate(found.events)
        ],
    }  # fmt: skip
    as_of = found.finished_at or now()
    return Shown(document, "Its timeline", found.kind, utc_iso(as_of), max(1, len(found.events)))


def _readable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a person reads of a question or an answer: lists and tables as text."""
    plain = (int, float, str, type(None))
    return {name: one if isinstance(one, plain) else dumps(one) for name, one in values.items()}
