"""What each kind of rule had to look at: the apps that measure it give its past."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from apps.alerts.models import AlertRule
from apps.alerts.types import OCCURRENCES, Kind, Observation, Question, ValueSeries
from apps.core.clock import moment_of, utc_iso
from apps.core.errors import UnprocessableError
from apps.core.extension.registry import Registry

History = Callable[[Question], ValueSeries]

HISTORIES: Final = Registry[Kind, History]("history of a kind of rule")


class NoHistoryError(UnprocessableError):
    """A kind whose past values are not kept."""

    default_code = "no_preview"


def register(kind: Kind, history: History) -> None:
    """Let an app give the past of what it measures; called in its `ready()`."""
    HISTORIES.add(kind, history)


def is_kept(kind: Kind) -> bool:
    """Return whether the past of a kind can be asked for."""
    return kind in HISTORIES


def history_of(question: Question) -> ValueSeries:
    """Return the values that a rule would have looked at.

    Raises
    ------
    NoHistoryError
        For a kind that happens and leaves no values behind.
    ProblemError
        As the app that measures it says, such as too little history.
    """
    if question.kind not in HISTORIES:
        name = question.kind.replace("_", " ")
        raise NoHistoryError(f"No past values of a {name} are kept, so there is no preview.")
    return HISTORIES[question.kind](question)


def question_of(rule: AlertRule) -> Question:
    """Return what a rule looks at."""
    return Question(
        kind=rule.kind,  # type: ignore[arg-type]  # checked when the rule was made
        symbol=rule.symbol,
        user_id=rule.owner_id,
        symbol_x=rule.symbol_x,
        interval=rule.interval,
        window=rule.window,
        measure=rule.measure,
        method=rule.method,
        log=rule.log is not False,
        intercept=rule.intercept is not False,
    )


def observation_at(
    question: Question, series: ValueSeries, place: int, *, late: bool = True
) -> Observation:
    """Return one value of a series as it is observed."""
    moment = moment_of(int(series.moments_us[place]))
    correlation = None if series.correlation is None else _known(series.correlation[place])
    return Observation(
        kind=question.kind,
        symbol=question.symbol,
        value=float(series.values[place]),
        moment=moment,
        key=f"{series.key}:{utc_iso(moment)}",
        symbol_x=question.symbol_x,
        interval=question.interval,
        window=question.window,
        correlation=correlation,
        details={name: _plain(column[place]) for name, column in series.details.items()},
        measure=question.measure,
        method=question.method,
        log=question.log,
        intercept=question.intercept,
        happened=True if series.happened is None else bool(series.happened[place]),
        owner_id=series.owner_id,
        # A level lasts until the next value: a rule made meanwhile may look at it.
        late=late or question.kind in OCCURRENCES,
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _plain(value: Any) -> Any:
    return _known(value) if isinstance(value, float) else value
