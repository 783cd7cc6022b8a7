"""What changed for the watched symbols."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeVar

from apps.alerts.selectors import event_rows
from apps.data_quality.selectors import findings_since
from apps.forecasts.selectors import outcomes_since
from apps.home.answers import Changes, NewAlert, NewFinding
from apps.instruments.selectors import newest_extreme
from apps.instruments.types import Instrument
from apps.risk.selectors import newest_violation

MOST: Final = 20
"""Alerts and findings that are listed one by one."""

Found = TypeVar("Found")


def changes_since(*, user_id: int, watched: Sequence[Instrument], since: datetime) -> Changes:
    """Return what changed after a moment of the market, up to its present."""
    daily = [one for one in watched if one.last_bar is not None and not one.simulated]
    violations = _each(
        daily, lambda one: newest_violation(symbol=one.symbol, user_id=user_id, since=since)
    )
    extremes = _each(daily, lambda one: newest_extreme(instrument=one, since=since))
    alerts, more_alerts = _alerts(user_id, since)
    findings, more_findings = _findings(user_id, watched, since)
    outcomes = outcomes_since(
        instrument_ids=[one.id for one in daily], user_id=user_id, since=since
    )
    return Changes(
        outcomes=tuple(sorted(outcomes, key=lambda one: one.at, reverse=True)),
        violations=tuple(sorted(violations, key=lambda one: one.day, reverse=True)),
        extremes=tuple(sorted(extremes, key=lambda one: one.day, reverse=True)),
        alerts=alerts,
        findings=findings,
        more_alerts=more_alerts,
        more_findings=more_findings,
    )


def _each(watched: Sequence[Instrument], ask: Callable[[Instrument], Found | None]) -> list[Found]:
    return [found for one in watched if (found := ask(one)) is not None]


def _alerts(user_id: int, since: datetime) -> tuple[tuple[NewAlert, ...], int]:
    rows = event_rows(user_id=user_id).filter(market_time__gt=since)
    newest = list(rows.order_by("-market_time", "-pk")[:MOST])
    ids = [row.pk for row in newest]
    unseen = event_rows(user_id=user_id, open_only=True).filter(pk__in=ids)
    still_open = set(unseen.order_by().values_list("pk", flat=True))
    shown = tuple(
        NewAlert(
            id=row.pk,
            symbol=row.symbol,
            at=row.market_time,
            message=row.message,
            acknowledged=row.pk not in still_open,
        )
        for row in newest
    )
    return shown, max(0, rows.count() - len(shown))


def _findings(
    user_id: int, watched: Sequence[Instrument], since: datetime
) -> tuple[tuple[NewFinding, ...], int]:
    ids = [one.id for one in watched]
    found = findings_since(user_id=user_id, instrument_ids=ids, since=since)
    shown = tuple(
        NewFinding(
            id=one.id,
            symbol=one.symbol,
            at=at,
            kind=one.kind,
            severity=one.severity,
            state=one.state,
            sentence=one.sentence,
        )
        for at, one in found[:MOST]
    )
    return shown, len(found) - len(shown)
