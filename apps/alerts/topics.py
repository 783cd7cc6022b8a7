"""The socket's view of alerts: a person's newest events."""

from dataclasses import dataclass

from apps.alerts.mappers import alert_state
from apps.alerts.selectors import event_rows
from apps.realtime.events import AlertState
from apps.realtime.topics import Parts

NEWEST = 50


@dataclass(frozen=True)
class RecentAlerts:
    """The newest events, the newest first."""

    events: tuple[AlertState, ...]


def authorize(user_id: int, parts: Parts) -> bool:
    """Allow everyone their own list, and nothing below it."""
    return bool(user_id) and not parts


def snapshot(user_id: int, parts: Parts) -> RecentAlerts:
    """Return the newest events."""
    del parts
    return RecentAlerts(tuple(alert_state(row) for row in event_rows(user_id=user_id)[:NEWEST]))
