"""Rows as what travels."""

from typing import TYPE_CHECKING, cast

from apps.alerts import answers
from apps.alerts.models import AlertDelivery, AlertEvent, AlertRule
from apps.core.redact import address_outline
from apps.core.typed.decoding import decode
from apps.core.typed.hints import shallow
from apps.instruments.market_clock import past_moment
from apps.realtime.events import AlertFired, AlertState

if TYPE_CHECKING:
    from apps.alerts.types import Direction, Kind, Measure, Repeat
    from apps.instruments.types import Interval
    from ml.pairs.methods import HedgeMethod


def alert_fired(event: AlertEvent) -> AlertFired:
    """Return an event as the socket pushes it."""
    return AlertFired(**shallow(alert_state(event)), owner_id=event.owner_id)


def alert_state(event: AlertEvent) -> AlertState:
    """Return an event as the list that the socket begins with has it."""
    return AlertState(
        id=event.pk,
        rule_id=event.rule_id,
        kind=event.kind,
        symbol=event.symbol,
        symbol_x=event.symbol_x,
        value=event.value,
        threshold=event.threshold,
        message=event.message,
        occurred_at=event.occurred_at,
        acknowledged_at=event.acknowledged_at,
    )


def rule_answer(row: AlertRule, *, outline: bool = False) -> answers.Rule:
    """Return a rule as a route sends it; `outline` hides what an address keeps secret."""
    channels = decode(tuple[answers.Channel, ...], row.channels)
    return answers.Rule(
        id=row.pk,
        name=row.name,
        kind=cast("Kind", row.kind),
        symbol=row.symbol,
        symbol_x=row.symbol_x,
        interval=cast("Interval", row.interval),
        window=row.window,
        method=cast("HedgeMethod", row.method),
        log=row.log,
        intercept=row.intercept,
        measure=cast("Measure", row.measure),
        direction=cast("Direction", row.direction),
        threshold=row.threshold,
        min_correlation=row.min_correlation,
        repeat=cast("Repeat", row.repeat),
        cooldown_s=row.cooldown_s,
        quiet_start=row.quiet_start,
        quiet_end=row.quiet_end,
        channels=tuple(
            answers.Channel(one.type, _target(one.target, outline=outline)) for one in channels
        ),
        active=row.active,
        armed=row.armed,
        last_fired_at=row.last_fired_at,
        created_at=row.created_at,
    )


def event_answer(row: AlertEvent, *, outline: bool = False) -> answers.Event:
    """Return an event with its deliveries as a route sends it.

    As of a past moment it is open if it was acknowledged later, and has no deliveries: how far they
    had come by then is not kept.
    """
    past = past_moment()
    seen = row.acknowledged_market
    acknowledged = past is None or (seen is not None and seen <= past)
    return answers.Event(
        id=row.pk,
        rule_id=row.rule_id if past is None else row.rule_number,
        kind=row.kind,
        symbol=row.symbol,
        symbol_x=row.symbol_x,
        value=row.value,
        threshold=row.threshold,
        message=row.message,
        details=row.details,
        occurred_at=row.occurred_at,
        created_at=row.created_at,
        acknowledged_at=row.acknowledged_at if acknowledged else None,
        deliveries=tuple(
            _delivery(one, outline=outline)
            for one in (row.deliveries.all() if past is None else ())
        ),
    )


def _delivery(row: AlertDelivery, *, outline: bool) -> answers.Delivery:
    return answers.Delivery(
        channel=row.channel,
        target=_target(row.target, outline=outline),
        state=row.state,
        attempts=row.attempts,
        error=row.error,
        delivered_at=row.delivered_at,
    )


def webhook_news(row: AlertDelivery) -> answers.WebhookNews:
    """Return what a webhook gets."""
    event = row.event
    return answers.WebhookNews(
        delivery=row.pk,
        event=event.pk,
        kind=event.kind,
        symbol=event.symbol,
        symbol_x=event.symbol_x or None,
        value=event.value,
        threshold=event.threshold,
        message=event.message,
        details=event.details,
        occurred_at=event.occurred_at,
    )


def _target(address: str, *, outline: bool) -> str:
    return address_outline(address) if outline else address
