"""The first screen as it goes out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from typing_extensions import Doc

from apps.data_quality.types import FindingState
from apps.forecasts.answers import NewOutcome
from apps.instruments.answers import NewExtreme, QuoteShown
from apps.risk.answers import NewViolation
from ml.anomalies.finding import FindingKind, Severity
from ml.evaluation.names import Direction, Verdict

Reason: TypeAlias = Literal["asked", "visit", "close"]


@dataclass(frozen=True)
class NewAlert:
    """A rule of yours that fired."""

    id: int
    symbol: str
    at: datetime
    message: str
    acknowledged: bool


@dataclass(frozen=True)
class NewFinding:
    """What the checks found in the data of a watched symbol."""

    id: int
    symbol: str
    at: Annotated[datetime, Doc("When it was found.")]
    kind: FindingKind
    severity: Severity
    state: FindingState
    sentence: str


@dataclass(frozen=True)
class Changes:
    """What changed for the watched symbols, each list newest first."""

    outcomes: Annotated[tuple[NewOutcome, ...], Doc("Forecasts that came true or missed.")]
    violations: Annotated[tuple[NewViolation, ...], Doc("Losses beyond the value at risk.")]
    extremes: tuple[NewExtreme, ...]
    alerts: tuple[NewAlert, ...]
    findings: tuple[NewFinding, ...]
    more_alerts: Annotated[int, Doc("How many alerts are not listed here.")]
    more_findings: Annotated[int, Doc("How many findings are not listed here.")]


@dataclass(frozen=True)
class HomeForecast:
    """The newest daily forecast of a watched symbol, five sessions ahead, beside its skill."""

    symbol: str
    model: str
    as_of: datetime
    target_time: datetime
    last_price: float
    predicted_price: float
    lower_90: float
    upper_90: float
    currency: str
    direction: Direction
    probability_up: float | None
    base_rate_up: float | None
    verdict: Verdict
    r2_vs_random_walk: float | None
    coverage_90: float | None
    observations: Annotated[int, Doc("Outcomes behind the coverage.")]


@dataclass(frozen=True)
class Home:
    """What a person asks first: prices, alerts, forecasts and what changed."""

    market_time: Annotated[datetime, Doc("Until when the market is known.")]
    last_close: Annotated[
        date | None, Doc("Day of the newest daily bar of your watched symbols; null without any.")
    ]
    since: Annotated[datetime, Doc("From when on changes count, a moment of the market.")]
    since_reason: Annotated[
        Reason,
        Doc(
            "Whether that was asked for, is the end of your last visit, or the day of the newest "
            "close where there was no visit before or nothing has closed since."
        ),
    ]
    watchlist: Annotated[tuple[QuoteShown, ...], Doc("Watched symbols that have a price.")]
    without_price: Annotated[tuple[str, ...], Doc("Watched symbols that have none.")]
    forecasts: tuple[HomeForecast, ...]
    open_alerts: int
    changes: Changes
