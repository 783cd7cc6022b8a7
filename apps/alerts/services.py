"""Changes to rules and events."""

from typing import Any, Final

from apps.alerts.channels import channel_check
from apps.alerts.mappers import alert_fired
from apps.alerts.models import AlertEvent, AlertRule
from apps.alerts.selectors import event_row, rule_row, rule_rows
from apps.alerts.types import OCCURRENCES
from apps.core.clock import now
from apps.core.errors import BadRequestError, ConflictError, FieldProblem
from apps.market.selectors import instruments_by_symbol
from apps.realtime.publish import publish

MAX_RULES: Final = 200
LEAST_WINDOW: Final = 10
# What a change of a rule makes a new question of: it may then fire at once again.
_QUESTION: Final = frozenset(
    {"kind", "symbol", "symbol_x", "interval", "window", "direction", "threshold"}
)


def rule_create(*, user_id: int, fields: dict[str, Any]) -> AlertRule:
    """Store a rule of a person after checking that it can ever be evaluated."""
    if rule_rows(user_id=user_id).count() >= MAX_RULES:
        raise ConflictError(f"There are {MAX_RULES} rules already. Delete one first.")
    rule = AlertRule(owner_id=user_id, created_at=now(), **fields)
    _check(rule, user_id)
    rule.save()
    return rule


def rule_update(*, rule_id: int, user_id: int, fields: dict[str, Any]) -> AlertRule:
    """Change the named fields; a new question is armed again."""
    rule = rule_row(rule_id=rule_id, user_id=user_id)
    for name, value in fields.items():
        setattr(rule, name, value)
    if _QUESTION & fields.keys() or fields.get("active"):
        rule.armed, rule.last_fired_at = True, None
    _check(rule, user_id)
    rule.save()
    return rule


def rule_delete(*, rule_id: int, user_id: int) -> None:
    """Delete a rule; its events stay in the log."""
    rule_row(rule_id=rule_id, user_id=user_id).delete()


def event_acknowledge(*, event_id: int, user_id: int) -> AlertEvent:
    """Mark an event as seen; a second time changes nothing."""
    event = event_row(event_id=event_id, user_id=user_id)
    if event.acknowledged_at is None:
        event.acknowledged_at = now()
        event.save(update_fields=["acknowledged_at"])
        publish(alert_fired(event))
    return event


def _check(rule: AlertRule, user_id: int) -> None:
    """Refuse a rule that lacks what its kind needs, with the field's name."""
    symbols = [rule.symbol, rule.symbol_x] if rule.kind == "z_score" else [rule.symbol]
    for field, symbol in zip(("symbol", "symbol_x"), symbols, strict=False):
        if not symbol:
            raise _missing(field)
    if len(set(symbols)) < len(symbols):
        raise _invalid("symbol_x", "A pair needs two different symbols.")
    instruments_by_symbol(symbols=symbols, user_id=user_id)
    if rule.kind not in OCCURRENCES and rule.threshold is None:
        raise _missing("threshold")
    if rule.kind == "z_score":
        _check_pair(rule)
    for channel in rule.channels:
        channel_check(channel["type"], channel.get("target", ""))


def _check_pair(rule: AlertRule) -> None:
    if not rule.interval or not rule.window:
        raise _missing("interval" if not rule.interval else "window")
    if rule.window < LEAST_WINDOW:
        raise _invalid("window", f"A pair's window is at least {LEAST_WINDOW} bars.")
    if rule.threshold is not None and rule.threshold <= 0.0:
        raise _invalid("threshold", "A z-score level is a positive distance from zero.")
    rule.direction = "either"


def _missing(field: str) -> BadRequestError:
    return _invalid(field, "This kind of rule needs it.")


def _invalid(field: str, message: str) -> BadRequestError:
    return BadRequestError(
        f"{field}: {message}", code="invalid_input", errors=[FieldProblem(field, message)]
    )
