"""Everything that is ever pushed, each a frozen type; the OpenAPI document shows them too."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from typing_extensions import override

from apps.core.json import JsonObject

Freshness = Literal["live", "delayed", "stale", "demo"]
JobState = Literal["queued", "running", "retrying", "done", "failed", "cancelled", "dead"]


@dataclass(frozen=True)
class Event:
    """Something that happened, as the newest state of one thing.

    An event is a state, not a difference: when many are offered, the newest of each `key` of a
    topic is sent and the others are not.
    """

    pattern: ClassVar[str]

    @property
    def topic(self) -> str:
        """Where subscribers find it."""
        return self.pattern.format_map(vars(self))

    @property
    def topics(self) -> tuple[str, ...]:
        """All the topics that carry it."""
        return (self.topic,)

    @property
    def key(self) -> str:
        """Which thing of the topic this is the state of; the newest of each is never lost."""
        return ""

    @property
    def audience(self) -> int | None:
        """The one user who may get it on a private topic, or None for every subscriber."""
        return None


@dataclass(frozen=True)
class PriceUpdated(Event):
    """The newest price of a symbol; changes are against the previous session's close."""

    pattern: ClassVar[str] = "prices:{symbol}"

    symbol: str
    price: float
    change: float | None
    change_percent: float | None
    timestamp: datetime
    simulated: bool
    source: str
    freshness: Freshness


@dataclass(frozen=True)
class ClockMoved(Event):
    """A replay of the market moved to another session, was paused or went on."""

    pattern: ClassVar[str] = "clock"

    now: datetime
    session: date | None
    playing: bool


@dataclass(frozen=True)
class BarUpdated(Event):
    """A bar as it stands; `settled` says that it is closed and will not change."""

    pattern: ClassVar[str] = "bars:{symbol}:{interval}"

    symbol: str
    interval: str
    timestamp: datetime
    open: float
    high: float
    low: float
    close: float
    volume: float
    vwap: float | None
    settled: bool

    @property
    @override
    def key(self) -> str:
        return self.timestamp.isoformat()


@dataclass(frozen=True)
class ForecastReady(Event):
    """A new forecast is stored; ask `GET /prediction` for it."""

    pattern: ClassVar[str] = "predictions:{symbol}"

    symbol: str
    model: str
    as_of: datetime
    interval: str
    job_id: UUID | None = None

    @property
    @override
    def key(self) -> str:
        return f"{self.model}:{self.interval}"


@dataclass(frozen=True)
class JobChanged(Event):
    """A job as it stands, without its result and timeline (`GET /jobs/{id}` has both)."""

    pattern: ClassVar[str] = "jobs"

    id: UUID
    kind: str
    title: str
    state: JobState
    progress: float
    step: str
    steps: tuple[str, ...]
    message: str
    attempt: int
    eta: datetime | None
    error: JsonObject | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    owner_id: int | None = field(default=None)

    @property
    @override
    def topics(self) -> tuple[str, ...]:
        return ("jobs", f"jobs:{self.id}")

    @property
    @override
    def key(self) -> str:
        return str(self.id)

    @property
    @override
    def audience(self) -> int | None:
        return self.owner_id


@dataclass(frozen=True)
class AlertState:
    """What an alert is about and whether it was acknowledged."""

    id: int
    rule_id: int | None
    kind: str
    symbol: str
    symbol_x: str
    value: float
    threshold: float | None
    message: str
    occurred_at: datetime
    acknowledged_at: datetime | None


@dataclass(frozen=True)
class AlertFired(AlertState, Event):
    """A rule of the person met its condition, or the event was acknowledged."""

    pattern: ClassVar[str] = "alerts"

    owner_id: int

    @property
    @override
    def key(self) -> str:
        return str(self.id)

    @property
    @override
    def audience(self) -> int | None:
        return self.owner_id


@dataclass(frozen=True)
class PairUpdated(Event):
    """A pair after a bar that is closed on both sides; missing numbers need more bars."""

    pattern: ClassVar[str] = "pairs:{y}:{x}:{interval}"

    y: str
    x: str
    interval: str
    timestamp: datetime
    window: int
    alpha: float | None
    beta: float | None
    spread: float | None
    z_score: float | None
    correlation: float | None
    signal: str

    @property
    @override
    def key(self) -> str:
        return self.timestamp.isoformat()


EVENTS: tuple[type[Event], ...] = (
    PriceUpdated,
    BarUpdated,
    ForecastReady,
    JobChanged,
    AlertFired,
    PairUpdated,
)
