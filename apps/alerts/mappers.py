"""Rows as what travels."""

from apps.alerts.models import AlertEvent
from apps.realtime.events import AlertFired


def alert_fired(event: AlertEvent) -> AlertFired:
    """Return an event as the socket carries it."""
    return AlertFired(
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
        owner_id=event.owner_id,
    )
