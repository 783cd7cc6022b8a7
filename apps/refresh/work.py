"""Work of refreshing that is done by workers."""

from apps.jobs.types import JobContext, JobOutcome
from apps.refresh import comparing, refreshing
from apps.refresh.answers import Refreshed
from apps.refresh.replay import playing


def refresh(context: JobContext) -> JobOutcome[Refreshed]:
    """Ask providers for the newest daily bars."""
    return refreshing.refresh(context)


def backfill(context: JobContext) -> JobOutcome[Refreshed]:
    """Fetch the history of new instruments."""
    return refreshing.backfill(context)


def compare(context: JobContext) -> JobOutcome:
    """Ask a second provider for the newest daily bars."""
    return comparing.compare(context)


def session(context: JobContext) -> JobOutcome[Refreshed]:
    """Let the next session of a replay come in."""
    return playing.play_session(context)


def rewind(context: JobContext) -> JobOutcome:
    """Take a replay back to an earlier session."""
    return playing.rewind(context)
