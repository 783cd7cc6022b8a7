"""Rules on what changes once a day: looked at when daily bars were stored, and every hour."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from apps.alerts.evaluation import observe
from apps.alerts.histories import history_of, is_kept, observation_at, question_of
from apps.alerts.models import AlertRule
from apps.alerts.monitoring.watch import is_streaming
from apps.alerts.selectors import active_rules
from apps.alerts.types import DAILY_JOB, KINDS, Observation, Question
from apps.core.errors import ProblemError, UnprocessableError
from apps.core.typed.skipped import failures_text
from apps.instruments.selectors import instruments_by_symbol
from apps.jobs.services import job_submit
from apps.jobs.types import JobContext, JobOutcome

CATCH_UP: Final = 5
"""Newest values that are looked at: a refresh may bring the days of a long weekend at once."""
_LIVE: Final = frozenset({"price", "change", "z_score"})


def daily_submit() -> None:
    """Ask for a look at the daily values; a look that waits already serves."""
    job_submit(kind=DAILY_JOB, params={}, owner_id=None)


def follow_refresh(symbols: tuple[str, ...]) -> None:
    """Look at what a refresh brought."""
    del symbols  # a question may be of two symbols, and one look serves all
    daily_submit()


def observe_daily(context: JobContext) -> JobOutcome:
    """Look at the newest values of every rule that no stream looks at."""
    context.step(0)
    questions = sorted(daily_questions(), key=repr)
    events = 0
    failed: dict[str, str] = {}
    for place, question in enumerate(questions):
        context.check_cancelled()
        context.progress(place / len(questions), question.symbol)
        try:
            events += observe(_newest(question))
        except ProblemError as error:
            asked = f"{question.kind.replace('_', ' ')} of {question.symbol}"
            failed[asked] = error.detail
            context.log(f"{asked}: {error.detail}")
    found = failures_text(failed, of=len(questions), what="daily values could not be read")
    if failed and len(failed) == len(questions):
        raise UnprocessableError(found, code="nothing_usable")
    if not questions:
        found = "No rule is evaluated on daily values, so none was looked at."
    return JobOutcome({"questions": len(questions), "events": events}, message=found)


def daily_questions() -> set[Question]:
    """Return what active rules ask of daily values, each once."""
    kinds = [kind for kind in KINDS if is_kept(kind)]
    found = {question_of(rule) for rule in active_rules(kinds=kinds)}
    return {question for question in found if not is_live(question)}


def is_live(question: Question) -> bool:
    """Return whether a stream looks at a question by itself."""
    if question.kind not in _LIVE or question.interval == "1d":
        return False
    symbols = [symbol for symbol in (question.symbol, question.symbol_x) if symbol]
    try:
        found = instruments_by_symbol(symbols=symbols, user_id=question.user_id)
    except ProblemError:
        return False  # a symbol that is gone: its question says so when it is asked
    return all(is_streaming(instrument) for instrument in found.values())


def rule_look(rule: AlertRule) -> None:
    """Have a new rule look at the newest daily value at once."""
    if rule.active and is_kept(rule.kind) and not is_live(question_of(rule)):  # type: ignore[arg-type]  # a kind
        daily_submit()


def _newest(question: Question) -> Iterator[Observation]:
    series = history_of(question)
    known = np.flatnonzero(np.isfinite(series.values))[-CATCH_UP:].tolist()
    for place in known:
        yield observation_at(question, series, place, late=place != known[-1])
