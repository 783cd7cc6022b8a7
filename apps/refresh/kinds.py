"""The kinds of jobs that keep instruments up to date."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings

from apps.jobs.kinds import JobKind, Periodic

ASK_STEP: Final = "Ask the providers and store their bars"
AFTER_STEP: Final = "Bring the panel up to date"
WAIT_STEP: Final = "Wait for the work that is under way"
BACK_STEP: Final = "Take back what came later"
REFRESH: Final = JobKind(
    name="market.refresh",
    task="market.refresh",
    queue="ingest",
    title="Refresh daily prices",
    steps=(ASK_STEP, AFTER_STEP),
    deadline_s=1_800,
    # Looks which exchanges have closed since; demo mode asks nobody by itself.
    periodic=Periodic(every_s=1_800, offset_s=300) if settings.SIGHTLINE_MODE == "live" else None,
)
BACKFILL: Final = JobKind(
    name="market.backfill",
    task="market.backfill",
    queue="ingest",
    title="Fetch price history",
    steps=(ASK_STEP, AFTER_STEP),
    deadline_s=1_800,
)
COMPARE: Final = JobKind(
    name="market.compare",
    task="market.compare",
    queue="ingest",
    title="Compare daily prices with a second provider",
    steps=("Ask a second provider",),
    deadline_s=900,
    # As many as the providers' calls allow; what is left waits for the next round.
    periodic=Periodic(every_s=1_800, offset_s=1_200) if settings.SIGHTLINE_MODE == "live" else None,
)


@dataclass(frozen=True, slots=True)
class SessionQuestion:
    """Which session a replay goes to, YYYY-MM-DD."""

    session: str


SESSION: Final = JobKind(
    name="market.session",
    task="market.session",
    queue="ingest",
    title="Play the next session",
    steps=(ASK_STEP, AFTER_STEP),
    deadline_s=600,
)
REWIND: Final = JobKind(
    name="market.rewind",
    task="market.rewind",
    queue="ingest",
    title="Take the replay back",
    steps=(WAIT_STEP, BACK_STEP),
    deadline_s=900,
)
