"""What samples add to the other apps; called once the apps are loaded."""

from apps.instruments.signals import demo_opened
from apps.jobs import kinds
from apps.samples.kinds import START_RUNS


def connect() -> None:
    """Register the job, and make samples where a demo's person comes for the first time."""
    kinds.register(START_RUNS)
    demo_opened.connect(_demo_opened)


def _demo_opened(user_id: int) -> None:
    # Only the command that loads the demo needs what samples are made with, libraries included.
    from apps.samples.services import samples_make  # noqa: PLC0415

    samples_make(user_id)
