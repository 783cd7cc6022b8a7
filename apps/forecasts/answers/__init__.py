"""Forecasts, scores and trainings as they go out."""

from collections.abc import Mapping
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
class LedgerRow:
    """One issued forecast; `outcome` is null until it is known."""

    id: int
    symbol: str
    model: str
    interval: str
    as_of: datetime
    issued_at: datetime
    last_price: float
    steps: tuple[Step, ...]
    forecast_hash: str
    outcome: Mapping[str, object] | None
