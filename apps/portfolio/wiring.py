"""What portfolios add to the other apps; called once the apps are loaded."""

from apps.core import explanations
from apps.jobs import kinds
from apps.portfolio.types import OPTIMIZE_JOB, OPTIMIZE_STEPS


def connect() -> None:
    """Register the job and the documents that explain numbers."""
    explanations.register_later("apps.portfolio.explanations")
    kinds.register(
        kinds.JobKind(
            name=OPTIMIZE_JOB,
            task=OPTIMIZE_JOB,
            queue="default",
            title="Optimise a portfolio",
            steps=OPTIMIZE_STEPS,
            deadline_s=300,
        )
    )
