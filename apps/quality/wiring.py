"""How data health hangs together with jobs and the market; called once the apps are loaded."""

from apps.jobs import kinds
from apps.quality.types import CHECK_JOB, CHECK_STEPS


def connect() -> None:
    """Register the checking job, which also runs every night."""
    kinds.register(
        kinds.JobKind(
            name=CHECK_JOB,
            title="Check the data for faults",
            task=CHECK_JOB,
            queue="default",
            steps=CHECK_STEPS,
            deadline_s=600,
            periodic=kinds.Periodic(every_s=86_400, offset_s=2 * 3_600),
        )
    )
