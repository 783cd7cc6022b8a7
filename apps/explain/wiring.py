"""What explanations add to the other apps; called once all apps are loaded."""

from apps.core import explanations
from apps.explain.cross_check.records import ALIGN_JOB, ALIGN_STEPS, alignment_shown
from apps.jobs import kinds


def connect() -> None:
    """Register the comparison of the engines, which also runs by itself, and its document."""
    explanations.register("quality.alignment", alignment_shown, answers_past=True)
    kinds.register(
        kinds.JobKind(
            name=ALIGN_JOB,
            title="Compare both engines of every measure",
            task=ALIGN_JOB,
            queue="default",
            steps=ALIGN_STEPS,
            deadline_s=900,
            # Minutes of work: a session a minute would keep a processor busy for ever.
            periodic=kinds.Periodic(
                every_s=86_400, offset_s=3 * 3_600, catch_up=False, by_market=True, rest_s=3_600
            ),
            market_waits=False,
        )
    )
