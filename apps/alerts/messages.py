"""One sentence for each kind of firing."""

from typing import Final

from apps.alerts.models import AlertRule
from apps.alerts.types import Observation
from ml.pairs.methods import Signal
from ml.pairs.signal import spread_signal
from ml.series.price_text import price_text

_SIDES: Final[dict[Signal, str]] = {
    "LONG_SPREAD": "long the spread",
    "SHORT_SPREAD": "short the spread",
    "FLAT": "no position",
}
MINUS: Final = "\N{MINUS SIGN}"


def signal_of(rule: AlertRule, seen: Observation) -> Signal:
    """Return which side of the spread a z-score calls for, by the rule's own level."""
    return spread_signal(seen.value, threshold=rule.threshold or 0.0)


def number(value: float, form: str) -> str:
    """Return a number in words' company: with a true minus."""
    return format(value, form).replace("-", MINUS)


def sentence(rule: AlertRule, seen: Observation) -> str:
    """Say what happened, with the value and the level."""
    level = rule.threshold if rule.threshold is not None else 0.0
    side = "at or below" if rule.direction == "below" else "at or above"
    if seen.kind == "price":
        return f"{seen.symbol} is {side} {price_text(level)}: {price_text(seen.value)}"
    if seen.kind == "change":
        return f"{seen.symbol} moved {number(seen.value, '+.2%')} since the previous close"
    if seen.kind == "volatility":
        measure = (seen.measure or "realised").capitalize()
        value = number(seen.value, ".1%")
        return f"{measure} volatility of {seen.symbol} is {value} a year ({side} {level:.1%})"
    if seen.kind == "z_score":
        z_score = number(seen.value, "+.2f")
        side = _SIDES[signal_of(rule, seen)]
        return f"{seen.symbol} ~ {seen.symbol_x}: z {z_score}, {side}"
    if seen.kind == "var_breach":
        return _loss(seen)
    return str(seen.details.get("sentence") or f"{seen.symbol}: {seen.kind.replace('_', ' ')}")


def _loss(seen: Observation) -> str:
    limit = seen.details.get("value_at_risk")
    than = "its value at risk" if limit is None else f"its 95% value at risk of {limit:.2%}"
    since = " since the last close" if seen.details.get("live") else ""
    return f"{seen.symbol} lost {number(seen.value, '.2%')}{since}, more than {than}"
