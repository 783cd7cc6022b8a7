"""Risk as it goes out: fractions, losses positive, null where there is no number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from typing_extensions import Doc

from apps.core.typed.skipped import Skipped
from apps.risk.answers.backtests import MethodBacktest
from apps.risk.answers.measured import measured
from ml.measures.measure import Unit
from ml.risk.methods import Method


@dataclass(frozen=True)
class ShownMeasure:
    """How a measure of this answer is shown.

    A text in braces names another value of the response and its format: {volatility|percent}.
    """

    id: Annotated[str, Doc("In the catalogue: GET /quality/measures explains it.")]
    field: Annotated[str, Doc("Name of the value in this response.")]
    label: str
    unit: Unit
    digits: Annotated[int, Doc("Decimals, of a fraction as per cent.")]
    note: Annotated[str, Doc("One line below the value.")]
    note_without: Annotated[str, Doc("Instead of the note where a value that it names is null.")]
    headline: Annotated[bool, Doc("Whether a short list has it too.")]


@dataclass(frozen=True)
class NewViolation:
    """The newest day whose loss exceeded the value at risk that the days before it had."""

    symbol: str
    day: date
    loss: Annotated[float, Doc("Of that day, a decimal fraction, positive.")]
    value_at_risk: Annotated[float, Doc("What the loss was compared with, made the day before.")]
    confidence: float
    method: Method
    count: Annotated[int, Doc("Violations since then, this one included.")]


@dataclass(frozen=True, kw_only=True, eq=False)
class Measures:
    """Measures of a return series; fractions, losses positive, null when there is none."""

    as_of: datetime
    period: str
    period_start: datetime
    calendar_factor: Annotated[int, Doc("Periods a year: 252 or 365.")]
    source: str
    simulated: bool
    currency: Annotated[str, Doc("Of the prices that returns are taken of.")]
    benchmark: str | None
    confidence: float
    method: Method
    volatility_model: str
    drawdown_start: Annotated[datetime, Doc("Close of the peak.")]
    drawdown_trough: datetime
    drawdown_end: Annotated[datetime | None, Doc("Null while below it.")]
    rolling_window: int
    measures: Annotated[
        tuple[ShownMeasure, ...], Doc("The measures that screens show, in reading order.")
    ]
    backtest: Annotated[MethodBacktest | None, Doc("Null with too little history.")]


@measured
@dataclass(frozen=True, kw_only=True, eq=False)
class Risk(Measures):
    """Risk of one instrument."""

    symbol: str


@dataclass(frozen=True, kw_only=True)
class Correlation:
    """A correlation matrix."""

    symbols: tuple[str, ...]
    matrix: tuple[tuple[float | None, ...], ...]
    observations: Annotated[int, Doc("Returns of the pair that shares fewest.")]
    overlap: tuple[tuple[int, ...], ...]
    min_overlap: int
    currency: Annotated[
        str | None, Doc("Null where each return is in its instrument's own currency.")
    ]
    alignment: Annotated[
        str,
        Doc(
            "Returns run from one session to the next of those that both of a pair have "
            "(sessions_of_each_pair), or that all symbols have (sessions_of_all)."
        ),
    ]
    skipped: Annotated[
        tuple[Skipped, ...], Doc("Symbols without a correlation, which leave the others theirs.")
    ]
    period: str
    period_start: datetime
    as_of: datetime
    simulated: bool


@dataclass(frozen=True)
class Component:
    """One asset's part."""

    symbol: str
    weight: float
    value_at_risk: Annotated[
        float | None, Doc("Parts sum to the portfolio's; null where that is unknown.")
    ]
    share: float | None


@dataclass(frozen=True)
class Stress:
    """One scenario's loss."""

    name: str
    start: datetime | None
    end: datetime | None
    loss: float
    market_return: float | None = None


@dataclass(frozen=True)
class StressList:
    """Scenarios by kind."""

    episodes: tuple[Stress, ...]
    worst: tuple[Stress, ...]
    shocks: tuple[Stress, ...]


@measured
@dataclass(frozen=True, kw_only=True, eq=False)
class PortfolioRisk(Measures):
    """Risk of fixed weights."""

    symbols: tuple[str, ...]
    weights: Mapping[str, float]
    horizon: Annotated[int, Doc("Days that value at risk is about.")]
    horizon_rule: str
    components: tuple[Component, ...]
    correlation: Correlation
    stress: StressList
