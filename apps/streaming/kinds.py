"""The kind of job that checks live bars."""

from typing import Final

from apps.jobs.kinds import JobKind, Periodic

RECOMPUTE_BARS: Final = JobKind(
    name="market.recompute_bars",
    task="market.recompute_bars",
    queue="ingest",
    title="Compare live bars with their trades",
    steps=("Fold the kept trades again",),
    deadline_s=1_800,
    periodic=Periodic(every_s=86_400),
)
