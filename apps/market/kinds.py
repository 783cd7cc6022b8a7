"""The market's kinds of jobs."""

from typing import Final

from django.conf import settings

from apps.jobs.kinds import JobKind, Periodic

ASK_STEP: Final = "Ask the providers and store their bars"
AFTER_STEP: Final = "Bring the panel up to date"

REFRESH_PANEL: Final = JobKind(
    name="market.refresh_panel",
    task="market.refresh_panel",
    queue="ingest",
    title="Refresh the panel of daily prices",
    steps=("Bring the panel up to date",),
    deadline_s=300,
    periodic=Periodic(every_s=3_600),
)
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
    # As many as the vendors' calls allow; what is left waits for the next round.
    periodic=Periodic(every_s=1_800, offset_s=1_200) if settings.SIGHTLINE_MODE == "live" else None,
)
RECOMPUTE_BARS: Final = JobKind(
    name="market.recompute_bars",
    task="market.recompute_bars",
    queue="ingest",
    title="Compare live bars with their trades",
    steps=("Fold the kept trades again",),
    deadline_s=1_800,
    periodic=Periodic(every_s=86_400),
)

UPLOAD_BARS: Final = JobKind(
    name="market.upload_bars",
    task="market.upload_bars",
    queue="ingest",
    title="Read an uploaded file",
    steps=("Read the lines", "Store the bars", "Fold longer bars"),
    deadline_s=900,
    most_open=10,
)
