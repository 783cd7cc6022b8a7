"""Whether a rule can ever be evaluated, and whether it could ever be true."""

from typing import Final

from apps.alerts.errors import invalid, missing
from apps.alerts.models import AlertRule
from apps.alerts.types import MEASURES, METHODS, OCCURRENCES
from apps.instruments.selectors import instruments_by_symbol, one_currency
from apps.instruments.types import Instrument

LEAST_WINDOW: Final = 10
PAIR_INTERVALS: Final = ("1s", "1m", "5m", "15m", "1h", "1d")
# Measured on daily bars alone.
_DAILY_KINDS: Final = {
    "volatility": "volatility",
    "var_breach": "value at risk",
    "forecast_flip": "forecast",
}
# Never below zero, so that a distance either way from zero would be the level above alone.
_ONE_SIDED: Final = frozenset({"price", "volatility"})


def rule_check(rule: AlertRule, user_id: int) -> None:
    """Refuse a rule that lacks what its kind needs, with the field's name."""
    symbols = [rule.symbol, rule.symbol_x] if rule.kind == "z_score" else [rule.symbol]
    for field, symbol in zip(("symbol", "symbol_x"), symbols, strict=False):
        if not symbol:
            raise missing(field)
    if len(set(symbols)) < len(symbols):
        raise invalid("symbol_x", "A pair needs two different symbols.")
    found = instruments_by_symbol(symbols=symbols, user_id=user_id)
    _check_history(rule, found[rule.symbol.upper()])
    if rule.kind not in OCCURRENCES and rule.threshold is None:
        raise missing("threshold")
    if rule.kind == "z_score":
        one_currency(instruments=list(found.values()), convertible=False)
        _check_pair(rule)
    if rule.kind == "volatility":
        rule.measure = rule.measure or MEASURES[0]
    _check_level(rule)
    _check_quiet(rule)


def _check_history(rule: AlertRule, instrument: Instrument) -> None:
    """Refuse a rule on what is measured on daily bars where there are none."""
    measured = _DAILY_KINDS.get(rule.kind)
    if measured and (instrument.last_bar is None or instrument.simulated):
        raise invalid(
            "symbol",
            f"{instrument.symbol} has no real daily history, so it has no {measured}. "
            "Choose a symbol with daily bars.",
        )


def _check_pair(rule: AlertRule) -> None:
    if not rule.interval or not rule.window:
        raise missing("interval" if not rule.interval else "window")
    if rule.interval not in PAIR_INTERVALS:
        raise invalid("interval", f"A pair is followed at {', '.join(PAIR_INTERVALS)}.")
    if rule.window < LEAST_WINDOW:
        raise invalid("window", f"A pair's window is at least {LEAST_WINDOW} bars.")
    rule.direction, rule.method = "either", rule.method or METHODS[0]
    rule.log, rule.intercept = rule.log is not False, rule.intercept is not False


def _check_level(rule: AlertRule) -> None:
    """Refuse a level at which the rule could never fire, or always would."""
    level = rule.threshold
    if level is None:
        return
    wrong = {
        "price": level <= 0.0 and "A price level is above zero.",
        "change": level <= -1.0
        and "A fall of more than 100% cannot happen: the level is a fraction, -0.05 is -5%.",
        "z_score": level <= 0.0 and "A z-score level is a positive distance from zero.",
        "volatility": level <= 0.0 and "A volatility level is above zero: 0.25 is 25% a year.",
        "var_breach": not 0.0 <= level < 1.0
        and "A loss is a fraction from 0 to below 1: 0.05 is 5%.",
        "forecast_flip": not 0.0 <= level <= 1.0 and "A probability lies between 0 and 1.",
        "data_fault": not 0.0 <= level <= 3.0 and "A severity lies between 0 and 3.",
    }.get(rule.kind)
    if wrong:
        raise invalid("threshold", wrong)
    if rule.direction == "either" and rule.kind in _ONE_SIDED:
        raise invalid(
            "direction",
            f"A {rule.kind} has one side: above or below the level. Make a rule for each side.",
        )
    if rule.kind == "change" and rule.direction == "either" and level <= 0.0:
        raise invalid("threshold", "A change either way has a level above zero: 0.05 is 5%.")


def _check_quiet(rule: AlertRule) -> None:
    start, end = rule.quiet_start, rule.quiet_end
    if (start is None) != (end is None):
        raise invalid("quiet_start" if start is None else "quiet_end", "Give both hours, or none.")
    if start is not None and start == end:
        raise invalid("quiet_end", "Give two different hours, or none.")
