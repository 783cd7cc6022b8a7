"""When a value meets a rule; pure, so that the preview and the live path cannot differ."""

import math
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.alerts.models import AlertRule
from apps.alerts.types import OCCURRENCES, Observation


def concerns(rule: AlertRule, seen: Observation) -> bool:
    """Tell whether an observation is of what the rule is about."""
    if (rule.kind, rule.symbol) != (seen.kind, seen.symbol):
        return False
    if rule.kind != "z_score":
        return True
    wanted = (rule.symbol_x, rule.interval, rule.window)
    return wanted == (seen.symbol_x, seen.interval, seen.window)


def holds(rule: AlertRule, seen: Observation) -> bool:
    """Tell whether the value is at or past the rule's level and a pair correlates enough."""
    if not math.isfinite(seen.value):
        return False
    if rule.kind in OCCURRENCES:
        return rule.threshold is None or seen.value >= rule.threshold
    if rule.min_correlation is not None:
        correlation = seen.correlation
        if correlation is None or not correlation >= rule.min_correlation:
            return False
    level = rule.threshold if rule.threshold is not None else math.inf
    if rule.direction == "above":
        return seen.value >= level
    if rule.direction == "below":
        return seen.value <= level
    return abs(seen.value) >= level


def may_fire(rule: AlertRule, moment: datetime) -> bool:
    """Tell whether a rule is armed and past its cooldown."""
    if rule.kind not in OCCURRENCES and not rule.armed:
        return False
    if rule.last_fired_at is None:
        return True
    return moment - rule.last_fired_at >= timedelta(seconds=rule.cooldown_s)


def is_quiet(rule: AlertRule, moment: datetime, timezone: str) -> bool:
    """Tell whether a moment lies in the rule's quiet hours, which may pass midnight."""
    start, end = rule.quiet_start, rule.quiet_end
    if start is None or end is None or start == end:
        return False
    local = moment.astimezone(ZoneInfo(timezone)).time()
    return _between(local, start, end)


def _between(moment: time, start: time, end: time) -> bool:
    if start < end:
        return start <= moment < end
    return moment >= start or moment < end
