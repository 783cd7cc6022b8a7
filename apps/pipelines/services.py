"""What a person may ask of the pipeline, and the record of what came of it."""

from uuid import UUID

from apps.core.clock import now
from apps.core.json import plain
from apps.core.quota import keep_newest
from apps.instruments.market_clock import market_present
from apps.instruments.selectors import instruments_by_symbol
from apps.jobs.services import job_submit
from apps.jobs.types import JobInfo
from apps.pipelines.answers import FeatureResult
from apps.pipelines.engines import engine_check
from apps.pipelines.models import FeatureRun
from apps.pipelines.types import FEATURES_JOB, FeatureAsk


def features_submit(*, ask: FeatureAsk, user_id: int) -> JobInfo:
    """Ask a worker for the features of some instruments."""
    engine_check(ask.engine)
    known = instruments_by_symbol(symbols=ask.symbols, user_id=user_id)
    wanted = FeatureAsk(tuple(known), ask.engine, ask.interval)
    return job_submit(kind=FEATURES_JOB, params=wanted, owner_id=user_id)


def run_record(*, job_id: UUID, owner_id: int, ask: FeatureAsk, result: FeatureResult) -> None:
    """Record a run; a later attempt of the same job replaces an earlier one."""
    FeatureRun.objects.update_or_create(
        job_id=job_id,
        defaults={
            "owner_id": owner_id,
            "engine": ask.engine,
            "interval": ask.interval,
            "symbols": list(ask.symbols),
            "rows": result.rows,
            "seconds": result.seconds,
            "alignment_score": result.alignment_score,
            "passed": result.passed,
            "failing": list(result.failing),
            "anomalies": result.anomaly_count,
            "version": result.version,
            "result": plain(result),
            "created_at": now(),
            "market_time": market_present(),
        },
    )
    keep_newest(
        user_id=owner_id,
        newest_first=FeatureRun.objects.filter(owner_id=owner_id).only("pk"),
        most=FeatureRun.per_person.most,
    )


def run_forget(*, job_id: UUID, user_id: int) -> None:
    """Delete one of a person's runs from their history; stored features are derived and stay."""
    FeatureRun.objects.filter(owner_id=user_id, pk=job_id).delete()
