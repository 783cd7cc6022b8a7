"""How data health hangs together with jobs and the market; called once the apps are loaded."""

from apps.core import figures
from apps.jobs import kinds
from apps.jobs.services import job_submit
from apps.market.after_refresh import on_overtaken, on_told
from apps.quality.services import repairs_overtaken
from apps.quality.twin_records import ALIGN_JOB, ALIGN_STEPS, alignment_shown
from apps.quality.types import CHECK_JOB, CHECK_STEPS, REFETCH_JOB, REFETCH_STEPS


def connect() -> None:
    """Register the jobs, which also run by themselves, and the documents that explain figures."""
    figures.register("quality.alignment", alignment_shown)
    figures.register_later("apps.quality.health_figures")
    kinds.register(
        kinds.JobKind(
            name=ALIGN_JOB,
            title="Compare both engines of every measure",
            task=ALIGN_JOB,
            queue="default",
            steps=ALIGN_STEPS,
            deadline_s=900,
            periodic=kinds.Periodic(every_s=86_400, offset_s=3 * 3_600, catch_up=False),
        )
    )
    kinds.register(
        kinds.JobKind(
            name=CHECK_JOB,
            title="Check the data for faults",
            task=CHECK_JOB,
            queue="default",
            steps=CHECK_STEPS,
            deadline_s=600,
            periodic=kinds.Periodic(every_s=6 * 3_600, offset_s=2 * 3_600),
        )
    )
    kinds.register(
        kinds.JobKind(
            name=REFETCH_JOB,
            title="Fetch the bars of a finding again",
            task=REFETCH_JOB,
            queue="ingest",
            steps=REFETCH_STEPS,
            deadline_s=120,
        )
    )
    on_told(check_symbols)
    on_overtaken(repairs_overtaken)


def check_symbols(symbols: tuple[str, ...], owner_id: int | None) -> None:
    """Have instruments checked whose bars, or another vendor's word on them, are new."""
    params = {"symbols": sorted(symbols)}
    job_submit(kind=CHECK_JOB, params=params, owner_id=owner_id, follow_up=True)
