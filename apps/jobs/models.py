"""The record of every job; Redis and Celery only notify workers of it."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from typing_extensions import override

from apps.core.quota import Bound
from apps.jobs.types import OPEN_STATES


class Job(models.Model):
    """One job: what to do, for whom, who does it now, how far it is, how it ended.

    `fence` grows with every claim; whoever writes with an old fence changes nothing.
    """

    per_person: ClassVar = Bound(5_000, "oldest_go")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=64)
    queue = models.CharField(max_length=16)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False
    )
    params = models.JSONField(default=dict)
    params_hash = models.CharField(max_length=64)
    # The moment of the market that is asked about; NULL for the present, whenever the work begins.
    as_of = models.DateTimeField(null=True)
    idempotency_key = models.CharField(max_length=128, null=True)  # noqa: DJ001  NULL: no key, not unique
    slot = models.CharField(max_length=128, null=True, unique=True)  # noqa: DJ001  NULL: not periodic

    state = models.CharField(max_length=10, default="queued")
    attempt = models.PositiveSmallIntegerField(default=0)
    fence = models.PositiveBigIntegerField(default=0)
    worker = models.CharField(max_length=128, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    dispatch_at = models.DateTimeField(null=True, db_column="ring_at")
    deadline_at = models.DateTimeField(null=True)
    cancel_requested = models.BooleanField(default=False)

    progress = models.FloatField(default=0.0)
    step = models.CharField(max_length=120, default="", blank=True)
    steps = models.JSONField(default=list)
    message = models.CharField(max_length=300, default="", blank=True)
    eta = models.DateTimeField(null=True)

    result = models.JSONField(null=True)
    error = models.JSONField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "idempotency_key"],
                condition=Q(idempotency_key__isnull=False),
                name="job_once_per_key",
            ),
            models.UniqueConstraint(
                fields=["owner", "kind", "params_hash"],
                condition=Q(state__in=OPEN_STATES, owner__isnull=False),
                name="job_one_open_per_owner",
            ),
            models.UniqueConstraint(
                fields=["kind", "params_hash"],
                condition=Q(state__in=OPEN_STATES, owner__isnull=True),
                name="job_one_open_of_system",
            ),
        ]
        indexes: ClassVar = [
            models.Index(F("owner"), F("created_at").desc(), F("id").desc(), name="job_list"),
            # Whose turn it is: when a job of a person was last started.
            models.Index(
                F("queue"),
                F("owner"),
                F("started_at").desc(),
                condition=Q(started_at__isnull=False),
                name="job_served",
            ),
            models.Index(
                fields=["queue", "dispatch_at"],
                condition=Q(state__in=OPEN_STATES),
                name="job_open",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class JobEvent(models.Model):
    """One line of a job's timeline."""

    job = models.ForeignKey("jobs.Job", models.CASCADE, related_name="timeline")
    timestamp = models.DateTimeField()
    event = models.CharField(max_length=10)
    message = models.CharField(max_length=300, default="", blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("id",)

    @override
    def __str__(self) -> str:
        return f"{self.event} {self.message}"


class WorkerHeartbeat(models.Model):
    """The last sign of life of a process that does jobs."""

    name = models.CharField(max_length=128, primary_key=True)
    queues = models.JSONField(default=list)
    pid = models.PositiveIntegerField()
    seen_at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return self.name
