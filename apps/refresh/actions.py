"""What splits and dividends follow from providers' reports, however often and by whomever.

A report covers a span of days. Inside it, what the same provider reported before and no longer
reports was a mistake and goes; a new value of it replaces the old one. Another provider's report of
the same event, though its date may be a few days off, is the same event. So nothing counts twice,
and asking again changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isclose
from typing import Final

import numpy as np

from apps.instruments.selectors.bars import day_us
from apps.instruments.store import ActionRow
from apps.instruments.types import Bars
from apps.providers.shared.base import ProviderAction
from ml.series.adjust import dividend_factors

SAME_EVENT: Final = timedelta(days=3)
"""Providers date an event by their own zone or by a holiday's other side."""
SAME_VALUE: Final = 0.005


@dataclass(frozen=True, slots=True)
class ReportedActions:
    """What one provider says about the days in [start, end]."""

    provider: str
    start: date
    end: date
    actions: tuple[ProviderAction, ...]


def merged(stored: Sequence[ActionRow], reported: ReportedActions) -> list[ActionRow]:
    """Return the actions after a provider's word; their factors are still the old ones."""
    kept = [row for row in stored if not _withdrawn(row, reported)]
    for action in _united(reported.actions):
        same = next(
            (row for row in kept if _same(row, action) and not _other(row, action, reported)), None
        )
        if same is not None and _equal(same, action) and same.source not in ("", reported.provider):
            continue  # another provider said so first
        kept = [row for row in kept if row is not same]
        kept = [row for row in kept if (row.ex_date, row.kind) != (action.ex_date, action.kind)]
        kept.append(
            ActionRow(action.ex_date, action.kind, 1.0, 1.0, action.value, reported.provider)
        )
    return sorted(kept, key=lambda row: (row.ex_date, row.kind))


def with_factors(rows: Sequence[ActionRow], bars: Bars) -> list[ActionRow]:
    """Return the actions with the factors that follow from their values and the raw bars."""
    ratios = {row.ex_date: row.value for row in rows if row.kind == "split" and row.value}
    dividends = [row for row in rows if row.kind == "dividend" and row.value is not None]
    # The cash is reported for a share as it trades on the day: after that day's split.
    cash = [(row.value or 0.0) * (ratios.get(row.ex_date) or 1.0) for row in dividends]
    days = np.array([day_us(row.ex_date) for row in dividends], dtype=np.int64)
    factors = dividend_factors(bars.timestamps, bars.close, days, np.array(cash))
    paid = dict(zip([row.ex_date for row in dividends], factors.tolist(), strict=True))
    return [_with_factors(row, paid) for row in rows]


def _with_factors(row: ActionRow, paid: dict[date, float]) -> ActionRow:
    if not row.value:
        return row
    if row.kind == "split":
        return replace(row, price_factor=1.0 / row.value, volume_factor=row.value)
    return replace(row, price_factor=paid[row.ex_date], volume_factor=1.0)


def _withdrawn(row: ActionRow, reported: ReportedActions) -> bool:
    if row.source != reported.provider or not reported.start <= row.ex_date <= reported.end:
        return False
    return not any(
        action.kind == row.kind and action.ex_date == row.ex_date for action in reported.actions
    )


def _united(actions: Sequence[ProviderAction]) -> list[ProviderAction]:
    """Return one action a day and kind; adapters have added up what was paid on one day."""
    found = {(one.ex_date, one.kind): one for one in actions if one.value > 0}
    return list(found.values())


def _same(row: ActionRow, action: ProviderAction) -> bool:
    if row.kind != action.kind:
        return False
    if row.ex_date == action.ex_date:
        return True
    near = abs(row.ex_date - action.ex_date) <= SAME_EVENT
    return near and (row.value is None or _equal(row, action))


def _other(row: ActionRow, action: ProviderAction, reported: ReportedActions) -> bool:
    """Return whether the same provider reports a row and an action as two events, days apart."""
    if row.source != reported.provider or row.ex_date == action.ex_date:
        return False
    return any((one.ex_date, one.kind) == (row.ex_date, row.kind) for one in reported.actions)


def _equal(row: ActionRow, action: ProviderAction) -> bool:
    return row.value is not None and isclose(row.value, action.value, rel_tol=SAME_VALUE)
