"""The kind of job that keeps the panel of prices."""

from typing import Final

from apps.jobs.kinds import JobKind, Periodic

REFRESH_PANEL: Final = JobKind(
    name="market.refresh_panel",
    task="market.refresh_panel",
    queue="ingest",
    title="Refresh the panel of daily prices",
    steps=("Bring the panel up to date",),
    deadline_s=300,
    periodic=Periodic(every_s=3_600),
)
