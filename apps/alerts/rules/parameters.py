"""Which parameters each kind of rule has; what a kind does not look at is refused, not ignored."""

from collections.abc import Iterator, Mapping
from typing import Final

from apps.alerts.errors import invalid
from apps.alerts.models import AlertRule

_LEVEL: Final = frozenset({"direction", "threshold"})
_PAIR: Final = frozenset(
    {"symbol_x", "interval", "window", "min_correlation", "method", "log", "intercept"}
)
PARAMETERS: Final[Mapping[str, frozenset[str]]] = {
    "price": _LEVEL,
    "change": _LEVEL,
    "z_score": _PAIR | {"threshold"},
    "volatility": _LEVEL | {"measure"},
    "var_breach": frozenset({"threshold"}),
    "forecast_flip": frozenset({"threshold"}),
    "data_fault": frozenset({"threshold"}),
}
_BLANK: Final[Mapping[str, object]] = {
    "symbol_x": "",
    "interval": "",
    "window": 0,
    "method": "",
    "log": None,
    "intercept": None,
    "measure": "",
    "min_correlation": None,
    "threshold": None,
    "direction": "above",
}
"""What a parameter is where a kind has none; to send it says nothing."""


def _unused(kind: str) -> Iterator[str]:
    """Name the parameters that a kind does not look at."""
    return (name for name in _BLANK if name not in PARAMETERS[kind])


def parameters_check(kind: str, fields: Mapping[str, object]) -> None:
    """Refuse values for what a kind does not look at, with the field's name."""
    for name in _unused(kind):
        given = fields.get(name)
        both_ways = kind == "z_score" and name == "direction" and given == "either"
        if given not in (None, "", _BLANK[name]) and not both_ways:
            raise invalid(name, f"A {kind.replace('_', ' ')} rule does not use it. Leave it out.")


def parameters_clear(rule: AlertRule) -> None:
    """Forget what belonged to another kind, which the rule was of before."""
    for name in _unused(rule.kind):
        setattr(rule, name, _BLANK[name])
