"""Runs of the alignment: what is asked, kept and read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from apps.core.clock import now, utc_iso
from apps.core.errors import NotFoundError
from apps.core.explanations import Shown
from apps.core.json import plain
from apps.core.quota import keep_newest
from apps.core.typed.decoding import decode
from apps.core.typed.hints import shallow
from apps.explain.catalogue import catalogue
from apps.explain.cross_check.answers import (
    Alignment,
    AlignmentDetail,
    AlignmentRow,
    ComparedMeasure,
)
from apps.explain.models import AlignmentRun
from apps.instruments.market_clock import known, market_present
from apps.jobs.services import job_submit
from apps.jobs.types import JobInfo

ALIGN_JOB: Final = "quality.align"
ALIGN_STEPS: Final = ("Look up instruments", "Compare both engines", "Keep the result")
PASS_SCORE: Final = 0.95


def alignment_submit(*, user_id: int) -> JobInfo:
    """Ask a worker to compare the engines over all instruments that a person sees."""
    return job_submit(kind=ALIGN_JOB, params={}, owner_id=user_id)


def alignment_first() -> None:
    """Ask for the installation's first comparison, which is there before the first night; once."""
    job_submit(kind=ALIGN_JOB, params={}, owner_id=None, slot=f"{ALIGN_JOB}:first")


def alignment_record(
    *,
    rows: Sequence[ComparedMeasure],
    symbols: int,
    code: str,
    started: datetime,
    owner_id: int | None,
) -> None:
    """Keep a run; called in the transaction that ends its job."""
    AlignmentRun.objects.create(
        owner_id=owner_id,
        started_at=started,
        finished_at=now(),
        market_time=market_present(),
        measures=len(rows),
        failing=sum(not row.passed for row in rows),
        symbols=symbols,
        compared=sum(row.values for row in rows),
        score=score_of(rows),
        code=code,
        rows=plain(rows),
    )
    if owner_id is not None:
        keep_newest(
            user_id=owner_id,
            newest_first=AlignmentRun.objects.filter(owner_id=owner_id).only("pk"),
            most=AlignmentRun.per_person.most,
        )


def score_of(rows: Sequence[ComparedMeasure]) -> float:
    """Return the share of measures on which the engines agree."""
    return sum(row.passed for row in rows) / len(rows) if rows else 0.0


def alignment_rows(*, user_id: int) -> QuerySet[AlignmentRun]:
    """Return the nightly runs and the person's own, newest first, without their tables."""
    mine = Q(owner__isnull=True) | Q(owner_id=user_id)
    return known(AlignmentRun.objects.filter(mine)).defer("rows")


def alignment_get(*, run_id: int, user_id: int) -> AlignmentRun:
    """Return one run with its table; someone else's does not exist for a person."""
    row = alignment_rows(user_id=user_id).defer(None).filter(pk=run_id).first()
    if row is None:
        raise NotFoundError("There is no such alignment run.", code="unknown_alignment")
    return row


def run_answer(run: AlignmentRun) -> Alignment:
    """Return a run without its table."""
    return Alignment(
        id=run.pk,
        nightly=run.owner_id is None,
        started_at=run.started_at,
        finished_at=run.finished_at,
        passed=run.score >= PASS_SCORE,
        measures=run.measures,
        failing=run.failing,
        symbols=run.symbols,
        compared=run.compared,
        score=run.score,
        code=run.code,
    )


def detail_answer(run: AlignmentRun) -> AlignmentDetail:
    """Return a run with its table, each measure by its title."""
    found = decode(tuple[ComparedMeasure, ...], run.rows)
    rows = tuple(AlignmentRow(**shallow(row), title=title_of(row.measure)) for row in found)
    return AlignmentDetail(**shallow(run_answer(run)), rows=rows, catalogued=len(catalogue()))


def title_of(measure: str) -> str:
    """Return a measure's title; a way to the tail is named behind it."""
    known = catalogue()
    if measure in known:
        return known[measure].title
    stem, _, way = measure.rpartition(".")
    name = way.replace("_", " ")
    return f"{known[stem].title} ({name})" if stem in known else name.capitalize()


def alignment_shown(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return a run as a document that "Why this number?" can read; the newest by default."""
    asked = str(params.get("run", ""))
    rows = alignment_rows(user_id=user_id)
    newest = int(asked) if asked.isdecimal() else rows.values_list("pk", flat=True).first()
    run = alignment_get(run_id=newest or 0, user_id=user_id)
    return Shown(
        plain(detail_answer(run)),
        f"Five years of daily returns of {run.symbols} instruments",
        "both engines on stored history",
        utc_iso(run.finished_at),
        run.compared,
    )
