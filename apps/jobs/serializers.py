"""Shapes of jobs in answers and on the socket."""

from typing import Any

from rest_framework import serializers

from apps.jobs.types import JobInfo

_STATES = ("queued", "running", "retrying", "done", "failed", "cancelled", "dead")


class TimelineEventSerializer(serializers.Serializer[object]):
    """One line of a timeline."""

    timestamp = serializers.DateTimeField()
    event = serializers.CharField()
    message = serializers.CharField()
    attempt = serializers.IntegerField()


class JobSummarySerializer(serializers.Serializer[object]):
    """A job in the list: all but its parameters and result."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    title = serializers.CharField(help_text="The kind in words.")
    state = serializers.ChoiceField(choices=_STATES)
    progress = serializers.FloatField(min_value=0, max_value=1)
    step = serializers.CharField()
    steps = serializers.ListField(child=serializers.CharField())
    message = serializers.CharField()
    attempt = serializers.IntegerField()
    eta = serializers.DateTimeField(allow_null=True)
    error = serializers.DictField(allow_null=True)
    owner_id = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    events = TimelineEventSerializer(many=True)


class JobSerializer(JobSummarySerializer):
    """A job with its parameters and result."""

    params = serializers.DictField()
    result = serializers.DictField(allow_null=True)


class JobFilterSerializer(serializers.Serializer[object]):
    """What a list may be narrowed to."""

    state = serializers.ChoiceField(choices=_STATES, required=False, default="")
    kind = serializers.CharField(required=False, default="", max_length=64)


def job_summary_data(job: JobInfo) -> dict[str, Any]:
    """Return a job as in the list."""
    return {
        "id": job.id,
        "kind": job.kind,
        "title": job.title,
        "state": job.state,
        "progress": job.progress,
        "step": job.step,
        "steps": job.steps,
        "message": job.message,
        "attempt": job.attempt,
        "eta": job.eta,
        "error": job.error,
        "owner_id": job.owner_id,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "finished_at": job.finished_at,
        "events": [
            {
                "timestamp": line.timestamp,
                "event": line.event,
                "message": line.message,
                "attempt": line.attempt,
            }
            for line in job.events
        ],
    }


def job_data(job: JobInfo) -> dict[str, Any]:
    """Return a job with its parameters and result."""
    return job_summary_data(job) | {"params": job.params, "result": job.result}
