"""What follows from new daily bars: forecasts for them, or first models where there are none."""

from apps.forecasts.selectors import any_trained
from apps.forecasts.types import ISSUE_JOB, TRAIN_JOB
from apps.jobs.services import job_submit


def forecasts_follow(_symbols: tuple[str, ...]) -> None:
    """Ask for forecasts of the new bars; without any model, ask for training first.

    An identical job that waits already stands for this one.
    """
    job_submit(kind=ISSUE_JOB if any_trained() else TRAIN_JOB, params={}, owner_id=None)
