"""What this app adds to the others at start: its topics, its own kind, its part of readiness."""

from apps.core import explanations
from apps.core.extension import health
from apps.jobs import kinds, topics
from apps.jobs.selectors import workers_health
from apps.realtime.topics import TopicSpec, register

PRUNE = kinds.JobKind(
    name="jobs.prune",
    task="jobs.prune",
    title="Delete old jobs",
    steps=("Delete old jobs",),
    periodic=kinds.Periodic(every_s=86_400, offset_s=3 * 3_600),
)


def connect() -> None:
    """Register everything; called once, from `ready()`."""
    register(
        TopicSpec(
            "jobs", topics.snapshot, topics.authorize, private=True, canonical=topics.canonical
        )
    )
    health.register("workers", workers_health)
    explanations.register_later("apps.jobs.explanations")
    kinds.register(PRUNE)
