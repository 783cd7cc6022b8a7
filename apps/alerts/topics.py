"""The socket's view of alerts: a person's newest events."""

from typing import Any

from apps.alerts.mappers import alert_fired
from apps.alerts.selectors import event_rows
from apps.realtime.topics import Parts

NEWEST = 50


def authorize(user_id: int, parts: Parts) -> bool:
    """Allow everyone their own list, and nothing below it."""
    return bool(user_id) and not parts


def snapshot(user_id: int, parts: Parts) -> dict[str, Any]:
    """Return the newest events."""
    del parts
    rows = event_rows(user_id=user_id)[:NEWEST]
    events = [vars(alert_fired(row)) for row in rows]
    return {"events": [{k: v for k, v in one.items() if k != "owner_id"} for one in events]}
