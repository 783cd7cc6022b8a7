"""What the alert routes send."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Annotated, Any, ClassVar, Literal

from typing_extensions import Doc

from apps.alerts.types import ChannelType, Direction, Kind, Measure, Repeat
from apps.instruments.types import Interval
from ml.pairs.methods import HedgeMethod


@dataclass(frozen=True)
class Channel:
    """One way out; in-app needs no target."""

    component: ClassVar[str] = "AlertChannel"

    type: ChannelType
    target: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule with its state."""

    component: ClassVar[str] = "AlertRule"

    id: int
    name: str
    kind: Kind
    symbol: str
    symbol_x: str
    interval: Interval | Literal[""]
    window: Annotated[int, Doc("Of pairs, at least 10; else 0.")]
    method: Annotated[
        HedgeMethod | Literal[""], Doc("Of pairs, how the hedge is estimated; else empty.")
    ]
    log: Annotated[bool | None, Doc("Of pairs, whether logs of prices are used; else null.")]
    intercept: Annotated[bool | None, Doc("Of pairs; else null.")]
    measure: Annotated[
        Measure | Literal[""],
        Doc("Of volatility: over the last 21 days, or predicted for the next; else empty."),
    ]
    direction: Direction
    threshold: float | None
    min_correlation: float | None
    repeat: Repeat
    cooldown_s: int
    quiet_start: Annotated[time | None, Doc("In your time zone.")]
    quiet_end: Annotated[time | None, Doc("In your time zone.")]
    channels: Annotated[
        tuple[Channel, ...], Doc("The list on the screen gets every event besides.")
    ]
    active: bool
    armed: bool
    last_fired_at: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class Firing:
    """One time that a rule would have fired."""

    component: ClassVar[str] = "AlertFiring"

    moment: datetime
    value: float
    message: str


@dataclass(frozen=True)
class Preview:
    """What a rule would have done over the last day of values, or the last year of daily ones.

    `interval` is how far apart the values are that the rule looks at.
    """

    component: ClassVar[str] = "AlertPreview"

    interval: str
    observed: int
    start: datetime | None
    end: datetime | None
    latest: float | None
    fired: int
    firings: Annotated[tuple[Firing, ...], Doc("The newest 50 at most, oldest first.")]


@dataclass(frozen=True)
class Delivery:
    """How the news went out through one channel."""

    component: ClassVar[str] = "AlertDelivery"

    channel: str
    target: str
    state: str
    attempts: int
    error: str
    delivered_at: datetime | None


@dataclass(frozen=True)
class Event:
    """One firing."""

    component: ClassVar[str] = "AlertEvent"

    id: int
    rule_id: int | None
    kind: str
    symbol: str
    symbol_x: str
    value: float
    threshold: float | None
    message: str
    details: Mapping[str, Any]
    occurred_at: datetime
    created_at: datetime
    acknowledged_at: datetime | None
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True)
class WebhookSecret:
    """What webhooks are signed with."""

    header: str
    algorithm: str
    secret: str


@dataclass(frozen=True)
class WebhookNews:
    """What a webhook gets; `delivery` names it, so that a repetition can be seen."""

    delivery: int
    event: int
    kind: str
    symbol: str
    symbol_x: str | None
    value: float
    threshold: float | None
    message: str
    details: Mapping[str, Any]
    occurred_at: datetime
