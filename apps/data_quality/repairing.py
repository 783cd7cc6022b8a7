"""What a repair makes of rows: the same function shows it beforehand and does it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Final

from apps.data_quality.snapshots import Rows, day_of
from apps.instruments.selectors import ActionRow
from apps.instruments.types import BarRow
from ml.anomalies.finding import ProposedRepair

SOURCE: Final = "repair"  # of a split that no provider reported

WORDS: Final[Mapping[str, str]] = {
    "drop": "Drop the bar",
    "scale": "Scale the prices back",
    "unsettle": "Mark as not final",
    "swap_range": "Exchange high and low",
    "forget_range": "Keep the close, forget the range",
    "add_split": "Record the split",
    "remove_split": "Remove the split",
    "replace": "Take the other source's bar",
    "refetch": "Fetch again",
}


def _drop(rows: Rows, plan: ProposedRepair) -> Rows:
    del plan  # all bars of the range go
    return replace(rows, bars=())


def _each(
    change: Callable[[BarRow, ProposedRepair], BarRow],
) -> Callable[[Rows, ProposedRepair], Rows]:
    def apply(rows: Rows, plan: ProposedRepair) -> Rows:
        return replace(rows, bars=tuple(change(bar, plan) for bar in rows.bars))

    return apply


def _scale(bar: BarRow, plan: ProposedRepair) -> BarRow:
    names = list(plan.fields)
    if "close" in names:
        names.append("vwap")  # in the unit of the bar, and never wrong alone
    changed = {
        name: value * plan.factor for name in names if (value := getattr(bar, name)) is not None
    }
    return replace(bar, **changed)


def _unsettle(bar: BarRow, plan: ProposedRepair) -> BarRow:
    del plan
    return replace(bar, settled=False)


def _swap_range(bar: BarRow, plan: ProposedRepair) -> BarRow:
    del plan
    return replace(bar, high=bar.low, low=bar.high)


def _forget_range(bar: BarRow, plan: ProposedRepair) -> BarRow:
    del plan
    return replace(bar, open=None, high=None, low=None)


def _add_split(rows: Rows, plan: ProposedRepair) -> Rows:
    ratio = 1.0 / plan.factor
    day = day_of(plan.start_us)
    split = ActionRow(day, "split", plan.factor, ratio, ratio, source=SOURCE)
    return replace(rows, splits=(*rows.splits, split))


def _remove_split(rows: Rows, plan: ProposedRepair) -> Rows:
    day = day_of(plan.start_us)
    return replace(rows, splits=tuple(one for one in rows.splits if one.ex_date != day))


def _replace(rows: Rows, plan: ProposedRepair) -> Rows:
    theirs = {bar.timestamp_us: bar for bar in plan.bars}

    def taken(bar: BarRow) -> BarRow:
        if bar.timestamp_us not in theirs:
            return bar
        other = theirs[bar.timestamp_us]
        return replace(bar, **asdict(other), vwap=None, trades=None)

    return replace(rows, bars=tuple(taken(bar) for bar in rows.bars))


def taken(rows: Rows, bars: Sequence[BarRow]) -> Rows:
    """Return the rows with the bars that a source reports now; what it does not report stays."""
    known = {bar.timestamp_us: bar for bar in rows.bars} | {bar.timestamp_us: bar for bar in bars}
    return replace(rows, bars=tuple(known[moment] for moment in sorted(known)))


_ACTIONS: Final[Mapping[str, Callable[[Rows, ProposedRepair], Rows]]] = {
    "drop": _drop,
    "scale": _each(_scale),
    "unsettle": _each(_unsettle),
    "swap_range": _each(_swap_range),
    "forget_range": _each(_forget_range),
    "add_split": _add_split,
    "remove_split": _remove_split,
    "replace": _replace,
}


def repaired(rows: Rows, plan: ProposedRepair) -> Rows:
    """Return the rows of a plan's range as its repair leaves them; nothing is made up.

    Parameters
    ----------
    rows : Rows
        What is stored in the range.
    plan : ProposedRepair
        "refetch" is a job's work, not done here.
    """
    return _ACTIONS[plan.action](rows, plan)
