"""Observed values against rules: at most one event for each rule and observation."""

import math
from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from apps.accounts.selectors import timezone_of
from apps.alerts.mappers import alert_fired
from apps.alerts.messages import sentence, signal_of
from apps.alerts.models import AlertDelivery, AlertEvent, AlertRule
from apps.alerts.rules.conditions import concerns, holds, is_quiet, may_fire
from apps.alerts.selectors import active_rules
from apps.alerts.types import DELIVER_JOB, OCCURRENCES, Observation
from apps.core.clock import now
from apps.core.quota import keep_newest
from apps.core.violations import unique_broken
from apps.instruments.market_clock import present_of
from apps.jobs.services import job_submit
from apps.realtime.publish import publish


def observe(observations: Iterable[Observation]) -> int:
    """Evaluate observed values and return how many events they made.

    Called where values are observed, with the observations in order of time. Repeating a call after
    a crash makes no second event: the event, the rule's new state and the deliveries are one
    transaction, a rule and key can have one event only, and a rule looks at nothing from before
    its last change.
    """
    seen = list(observations)
    if not seen:
        return 0
    rules = active_rules(kinds=sorted({one.kind for one in seen}))
    return sum(_apply(rule, one) for one in seen for rule in rules if concerns(rule, one))


def _apply(rule: AlertRule, seen: Observation) -> bool:
    """Move one rule on by one observation; return whether it fired."""
    if not math.isfinite(seen.value):
        return False  # what could not be measured is on neither side
    if not holds(rule, seen):
        _arm(rule, seen.moment)
        return False
    if not may_fire(rule, seen.moment):
        return False
    quiet = is_quiet(rule, seen.moment, timezone_of(user_id=rule.owner_id))
    try:
        with transaction.atomic():
            if not _disarm(rule, seen.moment):
                return False
            _record(rule, seen, quiet=quiet)
    except IntegrityError as error:
        if not unique_broken(error, "alerts_event", "rule_id", "key"):
            raise
        rule.refresh_from_db()  # nothing was kept: this very observation has made its event before
        return False
    return True


def _arm(rule: AlertRule, moment: datetime) -> None:
    """Make a rule ready again once its value is on the quiet side."""
    if not rule.armed:
        rule.armed, rule.seen_until = True, moment
        fired = AlertRule.objects.filter(pk=rule.pk, armed=False)
        fired.update(armed=True, seen_until=moment)


def _disarm(rule: AlertRule, moment: datetime) -> bool:
    """Take the rule's one shot; False when another process took it."""
    level = rule.kind not in OCCURRENCES
    changes = {
        "armed": not level,
        "last_fired_at": moment,
        "seen_until": moment,
        "active": rule.repeat != "once",
    }
    same = AlertRule.objects.filter(pk=rule.pk, active=True, last_fired_at=rule.last_fired_at)
    taken = (same.filter(armed=True) if level else same).update(**changes)
    if taken:
        for name, value in changes.items():
            setattr(rule, name, value)
    return bool(taken)


def _record(rule: AlertRule, seen: Observation, *, quiet: bool) -> None:
    """Store the event and its deliveries; quiet hours keep it in the list but send nothing."""
    signal = {"signal": signal_of(rule, seen)} if seen.kind == "z_score" else {}
    own = signal | {"quiet": quiet, "correlation": seen.correlation}
    event = AlertEvent.objects.create(
        owner_id=rule.owner_id,
        rule=rule,
        key=seen.key,
        kind=seen.kind,
        symbol=seen.symbol,
        symbol_x=seen.symbol_x,
        value=seen.value,
        threshold=rule.threshold,
        message=sentence(rule, seen),
        details=seen.details | own,
        occurred_at=seen.moment,
        created_at=now(),
        market_time=present_of(seen.moment),
        rule_number=rule.pk,
    )
    keep_newest(
        user_id=rule.owner_id,
        newest_first=AlertEvent.objects.filter(owner_id=rule.owner_id).only("pk"),
        most=AlertEvent.per_person.most,
    )
    publish(alert_fired(event))
    if quiet:
        return
    for channel in rule.channels:
        if channel["type"] == "in_app":
            continue
        made = AlertDelivery.objects.create(
            event=event, channel=channel["type"], target=channel.get("target", "")
        )
        job_submit(
            kind=DELIVER_JOB,
            params={"delivery": made.pk},
            owner_id=rule.owner_id,
            idempotency_key=f"alert-delivery-{made.pk}",
            follow_up=True,
        )
