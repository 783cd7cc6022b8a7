"""What alerts speak of: observed values, rules and what fired."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

Kind = Literal[
    "price", "change", "z_score", "volatility", "var_breach", "forecast_flip", "data_fault"
]
KINDS: Final = (
    "price",
    "change",
    "z_score",
    "volatility",
    "var_breach",
    "forecast_flip",
    "data_fault",
)
# Kinds whose observation is itself the event: there is no level to cross.
OCCURRENCES: Final = frozenset({"var_breach", "forecast_flip", "data_fault"})
DIRECTIONS: Final = ("above", "below", "either")
CHANNELS: Final = ("in_app", "email", "webhook", "apprise")
DELIVER_JOB: Final = "alerts.deliver"


@dataclass(frozen=True, slots=True)
class Observation:
    """A value as it was seen.

    Parameters
    ----------
    kind : Kind
        What was measured: price in its currency, change as a fraction of the previous close,
        z-score in standard deviations, volatility as an annual fraction; for occurrences the size
        of what happened.
    symbol : str
        Whose value; y of a pair.
    value : float
        The value; NaN is never evaluated.
    moment : datetime
        When it was true.
    key : str
        Names this observation among those of its kind and symbol, the same when it is repeated
        after a crash: an event is made once for each rule and key.
    symbol_x : str
        x of a pair.
    interval, window : str, int
        How a pair was measured.
    correlation : float or None
        Rolling correlation of a pair.
    details : dict
        Shown with the event, such as the signal of a spread.
    """

    kind: Kind
    symbol: str
    value: float
    moment: datetime
    key: str
    symbol_x: str = ""
    interval: str = ""
    window: int = 0
    correlation: float | None = None
    details: dict[str, Any] = field(default_factory=dict)
