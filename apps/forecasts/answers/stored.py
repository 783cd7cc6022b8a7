"""The parts of forecasts and scores as their rows hold them, in JSON; answers carry them on."""

from collections.abc import Mapping
from typing import Annotated, NotRequired, TypedDict

from typing_extensions import Doc

from apps.core.typed.hints import Schema
from apps.forecasts.types import ForecastInterval
from ml.evaluation.names import Direction, IntervalMethod, Verdict


class Step(TypedDict):
    """One bar ahead."""

    step: int
    target_time: Annotated[str, Schema(format="date-time")]
    predicted_price: float
    predicted_return: Annotated[float, Doc("Log return from the last price.")]
    predicted_volatility: Annotated[
        float, Doc("Standard deviation of that log return, not annualised.")
    ]
    value_at_risk_95: Annotated[
        float,
        Doc("Loss that is exceeded one time in twenty, a positive fraction of the last price."),
    ]
    direction: Annotated[
        Direction,
        Doc(
            "Up or down where P(up) clears its standard error from the base rate and the verdict "
            "at this horizon is `beats`."
        ),
    ]
    probability_up: float | None
    probability_error: Annotated[
        float | None, Doc("Standard error of the distance to the base rate.")
    ]
    base_rate_up: float | None
    lower_50: float
    upper_50: float
    lower_80: float
    upper_80: float
    lower_90: float
    upper_90: float
    lower_95: float
    upper_95: float


class Skill(TypedDict):
    """Against the random walk, out of sample; a positive statistic is better than it."""

    r2_vs_random_walk: float | None
    mae_ratio: Annotated[float | None, Doc("Below 1 is better than the random walk.")]
    dm_statistic: Annotated[
        float | None, Doc("Diebold-Mariano, robust to autocorrelation, clustered by day.")
    ]
    p_value: Annotated[float | None, Doc("Two-sided.")]
    verdict: Verdict
    observations: int
    days: int


class DirectionScore(TypedDict):
    """Of the sign of the prediction, always beside the share of rises."""

    accuracy: float | None
    base_rate: float | None
    edge_t: Annotated[float | None, Doc("t value of accuracy minus always-up.")]
    pt_statistic: Annotated[float | None, Doc("Pesaran-Timmermann.")]
    pt_p_value: float | None
    brier: float | None
    brier_base_rate: float | None
    calls: Annotated[int, Doc("How often P(up) cleared its standard error from the base rate.")]
    calls_accuracy: float | None
    observations: int


class Feature(TypedDict):
    """What one feature adds."""

    name: str
    title: Annotated[str, Doc("The name in words.")]
    value: float | None
    contribution: Annotated[float, Doc("In log return over the horizon.")]


class Explanation(TypedDict):
    """Base value plus contributions is the prediction, in log return over the horizon."""

    base_value: float
    prediction: float
    features: tuple[Feature, ...]
    additivity_error: float
    sentence: str


# No names that a class takes.
_Levels = TypedDict(
    "_Levels",
    {"50": float | None, "80": float | None, "90": float | None, "95": float | None},
)


class Coverage(_Levels):
    """Measured share of outcomes inside, by nominal level in per cent."""

    observations: int


class MeasuredCoverage(TypedDict):
    """Shares of outcomes inside, by level in per cent, and what the average hides."""

    levels: Mapping[str, float | None]
    observations: int
    by_year: Mapping[str, tuple[float, int]]
    by_volatility: Mapping[str, tuple[float, int]]
    worst_60_days: float | None
    winkler_95: float | None


class Card(TypedDict):
    """The scores of a model at one horizon; `first` and `last` are dates or empty."""

    first: str
    last: str
    skill: Skill
    direction: DirectionScore
    coverage: MeasuredCoverage


class Content(TypedDict):
    """What a forecast consists of; those of older versions have no notices."""

    scores: int
    steps: list[Step]
    explanations: list[Explanation]
    notices: NotRequired[list[str]]


class Outlook(TypedDict):
    """What a minute forecast says of one step."""

    predicted_price: float
    predicted_return: float
    predicted_volatility: float
    value_at_risk_95: float
    direction: Direction
    probability_up: float | None
    probability_error: float | None
    base_rate_up: float | None


class MinuteHead(Outlook):
    """What of an answer depends on its horizon."""

    skill: Skill
    coverage: Coverage
    explanation: Explanation


class MinuteDocument(TypedDict):
    """A minute forecast: what all horizons share, its steps, and the heads by horizon."""

    symbol: str
    as_of: str
    issued_at: str
    interval: ForecastInterval
    simulated: bool
    last_price: float
    model: str
    interval_method: IntervalMethod
    interval_scores: int
    pooled_skill: None
    direction_score: None
    coverage_detail: None
    trained_at: None
    forecast_hash: None
    notices: list[str]
    steps: list[Step]
    by_horizon: list[MinuteHead]


def bounds_by_name(bounds: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """Return the bounds of intervals by their names in a step, such as lower_95."""
    return {
        f"{side}_{level}": value
        for level, pair in bounds.items()
        for side, value in zip(("lower", "upper"), pair, strict=True)
    }
