"""What alerts speak of: observed values, rules and what fired."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from typing_extensions import TypedDict

from apps.instruments.types import Interval
from ml.pairs.methods import HedgeMethod

Kind = Literal[
    "price", "change", "z_score", "volatility", "var_breach", "forecast_flip", "data_fault"
]
ChannelType = Literal["in_app", "email", "webhook", "apprise"]
Direction = Literal["above", "below", "either"]
Measure = Literal["realised", "predicted"]
"""Which volatility a rule is about."""
Repeat = Literal["once", "every"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
# Kinds whose observation is itself the event: there is no level to cross.
OCCURRENCES: Final = frozenset({"var_breach", "forecast_flip", "data_fault"})
METHODS: Final[tuple[HedgeMethod, ...]] = get_args(HedgeMethod)
"""How a pair is hedged; the first where nothing is said."""
MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)
DELIVER_JOB: Final = "alerts.deliver"
DAILY_JOB: Final = "alerts.observe_daily"


class StoredChannel(TypedDict):
    """A channel as a rule's row holds it."""

    type: ChannelType
    target: str


class RuleFields(TypedDict, total=False):
    """What a person says of a rule: all that is new, or only what changes."""

    name: str
    kind: Kind
    symbol: str
    symbol_x: str
    interval: Interval | Literal[""]
    window: int
    method: HedgeMethod | Literal[""]
    log: bool | None
    intercept: bool | None
    measure: Measure | Literal[""]
    direction: Direction
    threshold: float | None
    min_correlation: float | None
    repeat: Repeat
    cooldown_s: int
    quiet_start: time | None
    quiet_end: time | None
    channels: tuple[StoredChannel, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class Observation:
    """A value as it was seen.

    Parameters
    ----------
    kind : Kind
        What was measured: price in its currency, change as a fraction of the previous close,
        z-score in standard deviations, volatility as an annual fraction, var_breach the day's loss
        as a fraction; for other occurrences the size of what happened.
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
    measure : str
        Which volatility: realised or predicted.
    happened : bool
        Of an occurrence, whether it is one: a day within its value at risk is looked at too.
    owner_id : int or None
        Whose private data it is about; None for what everybody sees.
    late : bool
        Brought after its time: a rule that was made later looks away.
    method, log, intercept : str, bool, bool
        How a pair was hedged.
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
    measure: str = ""
    happened: bool = True
    owner_id: int | None = None
    late: bool = False
    method: str = METHODS[0]
    log: bool = True
    intercept: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """What a rule looks at, without its level: whose values, how measured, and for whom."""

    kind: Kind
    symbol: str
    user_id: int
    symbol_x: str = ""
    interval: str = ""
    window: int = 0
    measure: str = ""
    method: str = ""
    log: bool = True
    intercept: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class ValueSeries:
    """The values that a question had, oldest first: what a preview walks over.

    Parameters
    ----------
    interval : str
        How far apart they are; daily values are observed once a day, the others as they come.
    moments_us : ndarray of shape (n_values,)
        When each was true, int64 microseconds UTC.
    values : ndarray of shape (n_values,)
        As in :class:`Observation`; NaN was never shown to a rule.
    key : str
        With the moment behind it, names an observation of this series.
    correlation : ndarray of shape (n_values,), optional
        Of pairs.
    happened : ndarray of bool, shape (n_values,), optional
        Of occurrences.
    details : dict of columns
        What belongs to each value.
    owner_id : int or None
        Whose private data they are.
    """

    interval: str
    moments_us: NDArray[np.int64]
    values: NDArray[np.float64]
    key: str
    correlation: NDArray[np.float64] | None = None
    happened: NDArray[np.bool_] | None = None
    details: Mapping[str, Sequence[Any] | NDArray[Any]] = field(default_factory=dict)
    owner_id: int | None = None

    def __len__(self) -> int:
        return len(self.values)

    @property
    def daily(self) -> bool:
        """Whether they are of daily bars."""
        return self.interval == "1d"
