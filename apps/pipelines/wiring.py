"""How pipelines hang together with jobs; called once the apps are loaded."""

from apps.core import explanations
from apps.jobs import kinds
from apps.pipelines.types import FEATURES_JOB, STEPS


def connect() -> None:
    """Register the job."""
    explanations.register_later("apps.pipelines.explanations")
    kinds.register(
        kinds.JobKind(
            name=FEATURES_JOB,
            task=FEATURES_JOB,
            title="Compute features",
            queue="default",
            steps=STEPS,
            deadline_s=1_800,
        )
    )
