"""One sentence for each kind of firing."""

from apps.alerts.models import AlertRule
from apps.alerts.types import Observation
from ml.pairs.signal import Signal, spread_signal


def signal_of(rule: AlertRule, seen: Observation) -> Signal:
    """Tell which side of the spread a z-score calls for, by the rule's own level."""
    return spread_signal(seen.value, threshold=rule.threshold or 0.0)


def sentence(rule: AlertRule, seen: Observation) -> str:
    """Say what happened, with the value and the level."""
    level = rule.threshold if rule.threshold is not None else 0.0
    side = "below" if seen.value < 0 or rule.direction == "below" else "above"
    if seen.kind == "price":
        return f"{seen.symbol} is {side} {level:,.6g}: {seen.value:,.6g}"
    if seen.kind == "change":
        return f"{seen.symbol} moved {seen.value:+.2%} since the previous close"
    if seen.kind == "volatility":
        return f"Volatility of {seen.symbol} is {seen.value:.1%} a year ({side} {level:.1%})"
    if seen.kind == "z_score":
        return f"{seen.symbol}~{seen.symbol_x}: z {seen.value:+.2f} {signal_of(rule, seen)}"
    if seen.kind == "var_breach":
        return f"{seen.symbol} lost {seen.value:.2%}, more than its value at risk"
    return str(seen.details.get("sentence") or f"{seen.symbol}: {seen.kind.replace('_', ' ')}")
