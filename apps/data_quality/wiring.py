"""What data quality adds to the other apps; called once all apps are loaded."""

from apps.core import explanations
from apps.data_quality.services import health_take_back, repairs_supersede
from apps.data_quality.types import CHECK_JOB, CHECK_STEPS, REFETCH_JOB, REFETCH_STEPS
from apps.instruments.signals import bars_received, market_rewound, repairs_superseded
from apps.jobs import kinds
from apps.jobs.services import job_submit


def connect() -> None:
    """Register the jobs, which also run by themselves, and the documents that explain figures."""
    explanations.register_later("apps.data_quality.health_explanations")
    kinds.register(
        kinds.JobKind(
            name=CHECK_JOB,
            title="Check the data for findings",
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
    bars_received.connect(check_symbols)
    repairs_superseded.connect(repairs_supersede)
    market_rewound.connect(health_take_back)


def check_symbols(symbols: tuple[str, ...], owner_id: int | None) -> None:
    """Have instruments checked whose bars, or another provider's bars of them, are new."""
    params = {"symbols": sorted(symbols)}
    job_submit(kind=CHECK_JOB, params=params, owner_id=owner_id, follow_up=True)
