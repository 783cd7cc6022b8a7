"""Changes to rules and events."""

from collections.abc import Iterable
from typing import Final, cast

from django.db import transaction
from django.db.models import Q

from apps.alerts.answers import Preview
from apps.alerts.channels import channels_check
from apps.alerts.mappers import alert_fired
from apps.alerts.models import AlertEvent, AlertRule
from apps.alerts.monitoring.daily import rule_look
from apps.alerts.rules.checks import rule_check
from apps.alerts.rules.parameters import parameters_check, parameters_clear
from apps.alerts.rules.previews import rule_preview
from apps.alerts.selectors import event_row, event_rows, rule_row, rule_rows
from apps.alerts.types import RuleFields, StoredChannel
from apps.core.clock import now
from apps.core.quota import require_room
from apps.instruments.market_clock import market_present, present_of
from apps.realtime.publish import publish

MAX_RULES: Final = AlertRule.per_person.most
# What a change of a rule makes a new question of: it may then fire at once again.
_QUESTION: Final = frozenset(
    {
        "kind",
        "symbol",
        "symbol_x",
        "interval",
        "window",
        "method",
        "log",
        "intercept",
        "measure",
        "direction",
        "threshold",
    }
)
# Whatever else became of its symbols and settings, a rule can be named and switched off.
_ALWAYS: Final = frozenset({"active", "name"})
_IN_APP: Final[StoredChannel] = {"type": "in_app", "target": ""}


def rule_draft(*, user_id: int, fields: RuleFields) -> AlertRule:
    """Return a rule to be stored, checked; this looks up the names of its channels."""
    channels_check(fields.get("channels", ()))
    rule = _rule_of(user_id, fields)
    _imply_in_app(rule)
    return rule


def rule_store(rule: AlertRule) -> AlertRule:
    """Store a rule that was checked, where its owner has room for one more."""
    with transaction.atomic():
        require_room(
            user_id=rule.owner_id,
            rows=rule_rows(user_id=rule.owner_id),
            most=MAX_RULES,
            what="alert rules",
            code="too_many_rules",
        )
        rule.save(force_insert=True)
    rule_look(rule)
    return rule


def rule_try(*, user_id: int, fields: RuleFields) -> Preview:
    """Return when a rule would have fired, without storing it."""
    return rule_preview(_rule_of(user_id, fields))


def rule_defaults(names: Iterable[str]) -> RuleFields:
    """Return what settings of a rule are when they are not given, as the model says."""
    blank = AlertRule()
    return cast("RuleFields", {name: getattr(blank, name) for name in names})


def rule_update(*, rule_id: int, user_id: int, fields: RuleFields) -> AlertRule:
    """Change the named fields; a new question is armed again."""
    kind = rule_row(rule_id=rule_id, user_id=user_id).kind
    parameters_check(fields.get("kind", kind), fields)
    channels_check(fields.get("channels", ()))  # looks names up, which no lock waits for
    with transaction.atomic():
        # Locked: what another change or an evaluation writes meanwhile must not be written over.
        rule = rule_row(rule_id=rule_id, user_id=user_id, lock=True)
        _change(rule, user_id, fields)
        rule.save(force_update=True)
    rule_look(rule)
    return rule


def _change(rule: AlertRule, user_id: int, fields: RuleFields) -> None:
    """Set the named fields of a rule that is not saved yet, and check what comes of it."""
    for name, value in fields.items():
        setattr(rule, name, value)
    if _QUESTION & fields.keys() or fields.get("active"):
        rule.armed, rule.last_fired_at, rule.seen_until = True, None, None
        rule.market_time = market_present()
    if fields.keys() - _ALWAYS or fields.get("active"):
        parameters_clear(rule)
        rule_check(rule, user_id)
    if "channels" in fields:
        _imply_in_app(rule)


def rule_delete(*, rule_id: int, user_id: int) -> None:
    """Delete a rule; its events stay in the log."""
    rule_row(rule_id=rule_id, user_id=user_id).delete()


def rule_remove(*, rule_id: int, user_id: int) -> None:
    """Delete a rule with its events, as if it had never been; call it in a transaction."""
    rule = rule_row(rule_id=rule_id, user_id=user_id, lock=True)
    event_rows(user_id=user_id).filter(rule=rule).delete()
    rule.delete()


def event_acknowledge(*, event_id: int, user_id: int) -> AlertEvent:
    """Mark an event as seen; a second time changes nothing."""
    event = event_row(event_id=event_id, user_id=user_id)
    if event.acknowledged_at is None:
        _acknowledge(event)
    return event


def _acknowledge(event: AlertEvent) -> None:
    """Mark an event once: of two that see it open, the first one's moment stays."""
    open_still = AlertEvent.objects.filter(pk=event.pk, acknowledged_at=None)
    first = open_still.update(
        acknowledged_at=now(), acknowledged_market=present_of(event.market_time)
    )
    event.refresh_from_db(fields=["acknowledged_at"])
    if first:
        publish(alert_fired(event))


def symbol_forget(symbol: str, owner_id: int) -> None:
    """Let go of a person's rules on an instrument of theirs that goes; its events are closed."""
    about = Q(symbol=symbol) | Q(symbol_x=symbol)
    rule_rows(user_id=owner_id).filter(about).delete()
    for event in event_rows(user_id=owner_id, open_only=True).filter(about):
        _acknowledge(event)


def _rule_of(user_id: int, fields: RuleFields) -> AlertRule:
    """Return a rule that is not stored yet, after checking that it can be evaluated."""
    parameters_check(fields["kind"], fields)
    rule = AlertRule(owner_id=user_id, created_at=now(), market_time=market_present(), **fields)
    parameters_clear(rule)
    rule_check(rule, user_id)
    return rule


def _imply_in_app(rule: AlertRule) -> None:
    """Name the list on the screen among the channels: it gets every event, asked or not."""
    if _IN_APP["type"] not in {channel["type"] for channel in rule.channels}:
        rule.channels = [_IN_APP, *rule.channels]
