"""Changes to rules and events."""

from typing import Any, Final

from apps.alerts.channels import channel_check
from apps.alerts.daily import rule_look
from apps.alerts.mappers import alert_fired
from apps.alerts.models import AlertEvent, AlertRule
from apps.alerts.previews import Preview, rule_preview
from apps.alerts.selectors import event_row, rule_row, rule_rows
from apps.alerts.types import MEASURES, OCCURRENCES
from apps.core.clock import now
from apps.core.errors import BadRequestError, ConflictError, FieldProblem
from apps.market.selectors import instruments_by_symbol
from apps.market.types import Instrument
from apps.realtime.publish import publish

MAX_RULES: Final = 200
LEAST_WINDOW: Final = 10
PAIR_INTERVALS: Final = ("1s", "1m", "5m", "15m", "1h", "1d")
# What a change of a rule makes a new question of: it may then fire at once again.
_QUESTION: Final = frozenset(
    {"kind", "symbol", "symbol_x", "interval", "window", "measure", "direction", "threshold"}
)
# Measured on daily bars alone.
_DAILY_KINDS: Final = {
    "volatility": "volatility",
    "var_breach": "value at risk",
    "forecast_flip": "forecast",
}


def rule_create(*, user_id: int, fields: dict[str, Any]) -> AlertRule:
    """Store a rule of a person after checking that it can ever be evaluated."""
    if rule_rows(user_id=user_id).count() >= MAX_RULES:
        raise ConflictError(f"There are {MAX_RULES} rules already. Delete one first.")
    rule = AlertRule(owner_id=user_id, created_at=now(), **fields)
    _check(rule, user_id)
    for channel in rule.channels:
        channel_check(channel["type"], channel.get("target", ""))
    rule.save()
    rule_look(rule)
    return rule


def rule_try(*, user_id: int, fields: dict[str, Any]) -> Preview:
    """Tell when a rule would have fired, without storing it."""
    rule = AlertRule(owner_id=user_id, created_at=now(), **fields)
    _check(rule, user_id)
    return rule_preview(rule)


def rule_update(*, rule_id: int, user_id: int, fields: dict[str, Any]) -> AlertRule:
    """Change the named fields; a new question is armed again."""
    rule = rule_row(rule_id=rule_id, user_id=user_id)
    for name, value in fields.items():
        setattr(rule, name, value)
    if _QUESTION & fields.keys() or fields.get("active"):
        rule.armed, rule.last_fired_at, rule.seen_until = True, None, None
    _check(rule, user_id)
    if "channels" in fields:
        for channel in rule.channels:
            channel_check(channel["type"], channel.get("target", ""))
    rule.save()
    rule_look(rule)
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
    found = instruments_by_symbol(symbols=symbols, user_id=user_id)
    _check_history(rule, found[rule.symbol.upper()])
    if rule.kind not in OCCURRENCES and rule.threshold is None:
        raise _missing("threshold")
    if rule.kind == "z_score":
        _check_pair(rule)
    if rule.kind == "volatility":
        _check_volatility(rule)


def _check_history(rule: AlertRule, instrument: Instrument) -> None:
    """Refuse a rule on what is measured on daily bars where there are none."""
    measured = _DAILY_KINDS.get(rule.kind)
    if measured and (instrument.last_bar is None or instrument.simulated):
        raise _invalid(
            "symbol",
            f"{instrument.symbol} has no real daily history, so it has no {measured}. "
            "Choose a symbol with daily bars.",
        )


def _check_volatility(rule: AlertRule) -> None:
    rule.measure = rule.measure or MEASURES[0]
    if rule.threshold is not None and rule.threshold <= 0.0:
        raise _invalid("threshold", "A volatility level is above zero: 0.25 is 25% a year.")


def _check_pair(rule: AlertRule) -> None:
    if not rule.interval or not rule.window:
        raise _missing("interval" if not rule.interval else "window")
    if rule.interval not in PAIR_INTERVALS:
        raise _invalid("interval", f"A pair is followed at {', '.join(PAIR_INTERVALS)}.")
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
