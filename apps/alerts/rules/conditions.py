"""When a value meets a rule: one place, so that the preview and the live path cannot differ."""

import math
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from apps.alerts.models import AlertRule
from apps.alerts.types import OCCURRENCES, Observation
from apps.instruments.market_clock import market_present


def concerns(rule: AlertRule, seen: Observation) -> bool:
    """Return whether an observation is of what the rule is about, and news to it."""
    if (rule.kind, rule.symbol) != (seen.kind, seen.symbol):
        return False
    if seen.owner_id is not None and seen.owner_id != rule.owner_id:
        return False
    if rule.kind == "z_score" and not _is_same_pair(rule, seen):
        return False
    if rule.kind == "volatility" and rule.measure != seen.measure:
        return False
    return not _is_past(rule, seen)


def _is_same_pair(rule: AlertRule, seen: Observation) -> bool:
    """Return whether a pair was measured and hedged as the rule says."""
    names = ("symbol_x", "interval", "window", "method", "log", "intercept")
    return all(getattr(rule, name) == getattr(seen, name) for name in names)


def _is_past(rule: AlertRule, seen: Observation) -> bool:
    """Return whether the rule has moved on from an observation that comes again or late.

    A rule remembers when its state last changed. What was true before is not looked at a second
    time, so a restart may bring the last minutes again and changes nothing.
    """
    if rule.seen_until is not None and seen.moment <= rule.seen_until:
        return True
    return seen.late and seen.moment < _made(rule, seen.moment)


def _made(rule: AlertRule, moment: datetime) -> datetime:
    """Return when a rule was made by the clock that a moment is of.

    In a replay days are of the market's clock, and only the feed, which runs by the wall, has
    moments after the market's present.
    """
    return rule.market_time if moment <= market_present() else rule.created_at


def holds(rule: AlertRule, seen: Observation) -> bool:
    """Return whether the value is at or past the rule's level and a pair correlates enough."""
    correlation = None if seen.correlation is None else np.array([seen.correlation])
    found = holds_each(
        rule, np.array([seen.value]), correlation=correlation, happened=np.array([seen.happened])
    )
    return bool(found[0])


def holds_each(
    rule: AlertRule,
    values: NDArray[np.float64],
    *,
    correlation: NDArray[np.float64] | None = None,
    happened: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """Return whether each value meets the rule; the one place that compares."""
    level = math.inf if rule.threshold is None else rule.threshold
    if rule.kind in OCCURRENCES:
        found = values >= (-math.inf if rule.threshold is None else level)
        found &= True if happened is None else happened
    elif rule.direction == "above":
        found = values >= level
    elif rule.direction == "below":
        found = values <= level
    else:
        found = np.abs(values) >= level
    if rule.min_correlation is not None and rule.kind == "z_score":
        found &= False if correlation is None else correlation >= rule.min_correlation
    return np.isfinite(values) & found


def may_fire(rule: AlertRule, moment: datetime) -> bool:
    """Return whether a rule is armed and past its cooldown."""
    if rule.kind not in OCCURRENCES and not rule.armed:
        return False
    if rule.last_fired_at is None:
        return True
    return moment - rule.last_fired_at >= timedelta(seconds=rule.cooldown_s)


def is_quiet(rule: AlertRule, moment: datetime, timezone: str) -> bool:
    """Return whether a moment lies in the rule's quiet hours, which may pass midnight."""
    start, end = rule.quiet_start, rule.quiet_end
    if start is None or end is None or start == end:
        return False
    local = moment.astimezone(ZoneInfo(timezone)).time()
    return _between(local, start, end)


def _between(moment: time, start: time, end: time) -> bool:
    if start < end:
        return start <= moment < end
    return moment >= start or moment < end
