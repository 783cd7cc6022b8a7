"""Comparison of the engines; only workers import this file."""

from functools import partial

from apps.core.clock import now
from apps.core.errors import UnprocessableError
from apps.explain.cross_check.alignment import align as compare_engines
from apps.explain.cross_check.alignment import code_digest
from apps.explain.cross_check.answers import AlignmentResult
from apps.explain.cross_check.records import PASS_SCORE, alignment_record, score_of
from apps.instruments.selectors import instrument_list
from apps.jobs.types import JobContext, JobOutcome


def align(context: JobContext) -> JobOutcome[AlignmentResult]:
    """Compare both engines of every measure; a nightly run sees the system's instruments only.

    Raises
    ------
    UnprocessableError
        When fewer than 95 % of the measures agree; the run is kept all the same.
    """
    started = now()
    context.step("Look up instruments")
    found = instrument_list(user_id=context.owner_id)
    context.step("Compare both engines")

    def progress(share: float, name: str) -> None:
        context.check_cancelled()
        context.progress(0.05 + 0.9 * share, name)

    rows = compare_engines(instruments=found, user_id=context.owner_id, progress=progress)
    context.step("Keep the result")
    keep = partial(
        alignment_record, rows=rows, symbols=len(found), code=code_digest(), started=started,
        owner_id=context.owner_id,
    )  # fmt: skip
    failing = sorted(row.key for row in rows if not row.passed)
    score = score_of(rows)
    if score < PASS_SCORE:
        keep()
        raise UnprocessableError(
            f"Both engines agree on {score:.0%} of the measures only. Apart are: "
            f"{', '.join(failing) or 'all: nothing could be compared'}. See the alignment screen.",
            code="not_aligned",
        )
    return JobOutcome(
        AlignmentResult(
            measures=len(rows),
            failing=tuple(failing),
            symbols=len(found),
            compared=sum(row.values for row in rows),
            score=score,
        ),
        keep,
    )
