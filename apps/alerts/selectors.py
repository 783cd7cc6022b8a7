"""Questions about rules and events."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from apps.alerts.models import AlertEvent, AlertRule
from apps.alerts.types import Kind
from apps.core.errors import NotFoundError
from apps.instruments.market_clock import known, past_moment


def rule_rows(*, user_id: int) -> QuerySet[AlertRule]:
    """Return a person's rules, newest first."""
    return AlertRule.objects.filter(owner_id=user_id)


def rule_row(*, rule_id: int, user_id: int, lock: bool = False) -> AlertRule:
    """Return one of a person's rules, locked to the end of the transaction if so asked."""
    rows = rule_rows(user_id=user_id).filter(pk=rule_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise NotFoundError("You have no alert rule with this id.")
    return row


def event_rows(*, user_id: int, open_only: bool = False) -> QuerySet[AlertEvent]:
    """Return a person's events with their deliveries, newest first.

    Asked about a past moment: those recorded by then, open if they were acknowledged later.
    """
    rows = known(AlertEvent.objects.filter(owner_id=user_id)).prefetch_related("deliveries")
    return rows.filter(_open()) if open_only else rows


def _open() -> Q:
    moment = past_moment()
    if moment is None:
        return Q(acknowledged_at__isnull=True)
    return Q(acknowledged_market__isnull=True) | Q(acknowledged_market__gt=moment)


def event_row(*, event_id: int, user_id: int) -> AlertEvent:
    """Return one of a person's events."""
    row = event_rows(user_id=user_id).filter(pk=event_id).first()
    if row is None:
        raise NotFoundError("You have no alert event with this id.")
    return row


def active_rules(*, kinds: Sequence[Kind], symbol: str = "") -> list[AlertRule]:
    """Return every active rule of some kinds, of one symbol or of all."""
    rows = AlertRule.objects.filter(active=True, kind__in=kinds)
    return list(rows.filter(symbol=symbol) if symbol else rows)


def ruled_symbols() -> list[str]:
    """Return the symbols of everyone's active rules, for the stream process alone."""
    rows = AlertRule.objects.filter(active=True).order_by().values_list("symbol", "symbol_x")
    return [symbol for pair in rows.distinct() for symbol in pair if symbol]
