"""Forecasts, scores and trainings as they go out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from typing_extensions import Doc

from apps.core.typed.skipped import Skipped
from apps.forecasts.answers.stored import Coverage, DirectionScore, Explanation, Skill, Step
from apps.forecasts.types import ForecastInterval
from ml.evaluation.names import Direction, IntervalMethod


@dataclass(frozen=True)
class CoverageGroup:
    """Coverage of the 95 % interval in a group."""

    group: str
    coverage: float
    observations: int


@dataclass(frozen=True)
class CoverageDetail:
    """What an average hides."""

    by_year: tuple[CoverageGroup, ...]
    by_volatility: tuple[CoverageGroup, ...]
    worst_60_days: float | None
    winkler_95: Annotated[
        float | None, Doc("Mean Winkler score of the 95 % interval, in log return.")
    ]


@dataclass(frozen=True)
class Prediction:
    """A forecast with its skill, its intervals' record and its reasons."""

    symbol: str
    as_of: datetime
    issued_at: datetime
    interval: ForecastInterval
    expired_at: Annotated[
        datetime | None,
        Doc("When the last minute that was forecast was over; null while it is to come."),
    ]
    simulated: bool
    last_price: float
    model: str
    horizon: int
    predicted_price: float
    predicted_return: float
    predicted_volatility: float
    value_at_risk_95: float
    direction: Direction
    probability_up: float | None
    probability_error: float | None
    base_rate_up: float | None
    steps: tuple[Step, ...]
    skill: Skill
    pooled_skill: Annotated[Skill | None, Doc("Over all symbols of the pool.")]
    direction_score: DirectionScore | None
    coverage: Coverage
    coverage_detail: CoverageDetail | None
    interval_method: IntervalMethod
    interval_scores: Annotated[int, Doc("Known outcomes behind the intervals.")]
    explanation: Explanation | None
    trained_at: datetime | None
    forecast_hash: str | None
    notices: Annotated[
        tuple[str, ...], Doc("What to know about the data before the skill is believed.")
    ] = ()


@dataclass(frozen=True)
class NoPrediction:
    """A symbol that nobody has forecast yet, with nulls in place of a forecast's head."""

    symbol: str
    model: None = None
    as_of: None = None
    interval: None = None


@dataclass(frozen=True)
class NewOutcome:
    """How the newest forecast of one session ahead came out, and how many before it did."""

    symbol: str
    model: str
    as_of: Annotated[datetime, Doc("The session that the forecast was made after.")]
    at: Annotated[datetime, Doc("When its target closed.")]
    last_price: float
    predicted_price: float
    lower_90: float
    upper_90: float
    price: Annotated[float, Doc("The close, in the forecast's terms: splits since are undone.")]
    currency: str
    inside_90: Annotated[bool, Doc("Whether the close lay in the 90 % range.")]
    closer_than_random_walk: Annotated[
        bool, Doc("Whether the median was closer to the close than the last price was.")
    ]
    scored: Annotated[int, Doc("Forecasts of one session ahead that were scored since then.")]
    inside_90_count: Annotated[int, Doc("Of them, those with the close in the 90 % range.")]
    closer_count: Annotated[int, Doc("Of them, those closer than the random walk.")]


@dataclass(frozen=True)
class TrainedModel:
    """One model of a finished training."""

    model: str
    forecasts: int
    skill: Skill


@dataclass(frozen=True)
class TrainResult:
    """What a finished training answers."""

    data_version: str
    symbols: tuple[str, ...]
    horizon: int
    models: tuple[TrainedModel, ...]
    skipped: Annotated[
        tuple[Skipped, ...], Doc("Symbols that were not learnt from or have no forecast.")
    ]
    notices: tuple[str, ...]


@dataclass(frozen=True)
class LeaderboardRow:
    """One model with all its scores."""

    model: str
    symbol: str | None
    horizon: int
    trained_at: datetime
    data_version: str
    first: date | None
    last: date | None
    skill: Skill
    direction_score: DirectionScore
    coverage: Coverage
    coverage_detail: CoverageDetail


@dataclass(frozen=True)
class Leaderboard:
    """All models in one page."""

    results: tuple[LeaderboardRow, ...]
    next: str | None = None


@dataclass(frozen=True)
class StepOutcome:
    """What became of one step; numbers are null where the target's session has no close."""

    step: int
    known_at: Annotated[datetime, Doc("When the target's bar closed, in the market's time.")]
    price: Annotated[float | None, Doc("In the forecast's terms: splits since are taken out.")]
    realised_return: Annotated[float | None, Doc("Log return from the forecast's last price.")]
    error: Annotated[float | None, Doc("Realised minus predicted log return.")]
    inside_50: bool | None
    inside_80: bool | None
    inside_90: bool | None
    inside_95: bool | None


@dataclass(frozen=True)
class ForecastOutcome:
    """How a forecast came out so far."""

    complete: Annotated[bool, Doc("Whether every step has its outcome.")]
    steps: tuple[StepOutcome, ...]


@dataclass(frozen=True)
class RecordRow:
    """How the forecasts that one model issued came out at a horizon."""

    model: str
    symbol: str | None
    horizon: int
    issued: int
    replayed: Annotated[
        int, Doc("Of these, written down later for a market replayed as it was then.")
    ]
    scored: int
    unknown: Annotated[int, Doc("Whose target's session has no close.")]
    first: datetime | None
    last: datetime | None
    r2_vs_random_walk: Annotated[
        float | None, Doc("1 - sum of squared errors / sum of squared log returns.")
    ]
    mae_ratio: Annotated[float | None, Doc("Below 1 is better than the random walk.")]
    coverage: Coverage
    brier: Annotated[float | None, Doc("Mean squared error of P(up).")]
    brier_base_rate: Annotated[float | None, Doc("Of the base rate on the same forecasts.")]


@dataclass(frozen=True)
class Record:
    """All models in one page."""

    results: tuple[RecordRow, ...]
    next: str | None = None


@dataclass(frozen=True)
class LedgerRow:
    """One issued forecast; `outcome` is null until its first step is known."""

    id: int
    symbol: str
    model: str
    interval: str
    as_of: datetime
    issued_at: Annotated[datetime, Doc("When it was written down, on the wall.")]
    market_time: Annotated[datetime, Doc("Until when the market was known to the model.")]
    replayed: Annotated[bool, Doc("Issued in a replay: the market's time lies in the past.")]
    last_price: float
    steps: tuple[Step, ...]
    forecast_hash: str
    outcome: ForecastOutcome | None
