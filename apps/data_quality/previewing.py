"""One finding looked at closely: the bars around it, and what a repair would change."""

from typing import Final

import numpy as np

from apps.data_quality.repairing import WORDS, repaired
from apps.data_quality.snapshots import Rows, rows_read
from apps.data_quality.types import Change, FindingInfo, Look, Offer
from apps.instruments.market_clock import past_asked
from apps.instruments.selectors import bars_read, instrument_of
from apps.instruments.types import BarRow, Bars
from ml.anomalies.finding import ProposedRepair

AROUND: Final = 25
MOST_BARS: Final = 160
MOST_CHANGES: Final = 12
_SHOWN: Final = ("open", "high", "low", "close", "volume", "settled")


def finding_preview(finding: FindingInfo) -> Look:
    """Return the bars around a finding, which of them are meant, and the offer in full."""
    instrument = instrument_of(instrument_id=finding.instrument_id)
    bars = bars_read(instrument=instrument, interval=finding.interval, adjusted=False)
    shown = bars.where(_window(bars, finding.start_us, finding.end_us))
    meant = (shown.timestamps >= finding.start_us) & (shown.timestamps <= finding.end_us)
    return Look(shown, meant, _offer(finding) if finding.state == "open" else None)


def _window(bars: Bars, start_us: int, end_us: int) -> slice:
    """Return the rows from a while before a finding to a while after, the first of a long one."""
    first = int(np.searchsorted(bars.timestamps, start_us))
    last = int(np.searchsorted(bars.timestamps, end_us, side="right"))
    start = max(first - AROUND, 0)
    return slice(start, min(last + AROUND, start + MOST_BARS))


def _offer(finding: FindingInfo) -> Offer | None:
    plan = finding.proposal
    if plan is None or past_asked() is not None:  # nothing can be done to the past
        return None
    words = WORDS[plan.action]
    if plan.action == "refetch":
        return Offer("refetch", words, 0, ())
    before = rows_read(
        instrument_of(instrument_id=finding.instrument_id),
        finding.interval,
        start_us=plan.start_us,
        end_us=plan.end_us,
    )
    changes = _changes(before, repaired(before, plan), plan)
    return Offer(plan.action, words, len(before.bars), changes)


def _changes(before: Rows, after: Rows, plan: ProposedRepair) -> tuple[Change, ...]:
    """Return the first changes; a bar that goes is represented by its close."""
    kept = {bar.timestamp_us: bar for bar in after.bars}
    changes: list[Change] = []
    if before.splits != after.splits:
        ratio = 1.0 / plan.factor
        added = len(after.splits) > len(before.splits)
        changes.append(
            Change(plan.start_us, "split", None if added else ratio, ratio if added else None)
        )
    for bar in before.bars:
        if len(changes) >= MOST_CHANGES:
            break
        changes += _of_bar(bar, kept.get(bar.timestamp_us))
    return tuple(changes[:MOST_CHANGES])


def _of_bar(bar: BarRow, kept: BarRow | None) -> list[Change]:
    if kept is None:
        return [Change(bar.timestamp_us, "bar", bar.close, None)]
    return [
        Change(bar.timestamp_us, name, getattr(bar, name), getattr(kept, name))
        for name in _SHOWN
        if getattr(bar, name) != getattr(kept, name)
    ]
