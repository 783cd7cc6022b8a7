"""When providers are asked for an instrument again, and what they said the last time."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from apps.core import clock
from apps.core.redact import redacted
from apps.instruments.calendars import next_sessions
from apps.instruments.mappers import instrument_from_row
from apps.instruments.market_clock import market_now
from apps.instruments.models import DailyFeed, InstrumentRow
from apps.instruments.types import Attempt, Instrument
from apps.providers.fallback import AllProvidersFailedError

CLOSES_AFTER: Final = timedelta(minutes=20)
"""Providers need some time after the close until the day's bar is the official one."""
SOON: Final = timedelta(minutes=30)
SELDOM: Final = timedelta(hours=24)
AFTER_FAILURE: Final = timedelta(minutes=15)


def next_due(instrument: Instrument, moment: datetime) -> datetime:
    """Return when the next daily bar should be there.

    A bar that is late is asked for more and more seldom: a listing that ended is asked for daily.
    """
    if instrument.last_bar is None:
        return moment + SOON
    closes = next_sessions(instrument, instrument.last_bar, 1)
    expected = closes[0] + CLOSES_AFTER if closes else moment
    if expected > moment:
        return expected
    return moment + min(max((moment - expected) / 4, SOON), SELDOM)


def due_instruments(moment: datetime) -> Sequence[Instrument]:
    """Return the system's instruments whose providers should be asked now, the longest due first.

    Those of the demo have none: its prices and a provider's never share a series.
    """
    rows = InstrumentRow.objects.filter(owner__isnull=True, active=True).exclude(provider="")
    states = dict(DailyFeed.objects.values_list("instrument_id", "due_at"))
    due = [row for row in rows if states.get(row.pk, moment) <= moment]
    return [
        instrument_from_row(row) for row in sorted(due, key=lambda row: states.get(row.pk, moment))
    ]


def state_succeeded(*, instrument: Instrument, provider: str, tried: Sequence[Attempt]) -> None:
    """Note that a provider answered; `instrument` is as it is after its bars were stored."""
    moment = clock.now()
    DailyFeed.objects.update_or_create(
        instrument_id=instrument.id,
        defaults={
            "provider": provider,
            "succeeded_at": moment,
            "due_at": next_due(instrument, market_now()),
            "cause": "",
            "tried": _attempts(tried),
        },
    )


def state_failed(*, instrument: Instrument, error: AllProvidersFailedError) -> datetime:
    """Note that nobody answered; return when they are asked again."""
    moment = clock.now()
    wait = error.headers.get("Retry-After")
    pause = timedelta(seconds=int(wait)) if wait else AFTER_FAILURE
    due_at = moment + (SELDOM if error.unknown_symbol else pause)
    DailyFeed.objects.update_or_create(
        instrument_id=instrument.id,
        defaults={
            "failed_at": moment,
            "due_at": due_at,
            "cause": redacted(str(error.detail)),
            "tried": _attempts(error.tried),
        },
    )
    return due_at


def _attempts(tried: Sequence[Attempt]) -> list[dict[str, object]]:
    return [asdict(one) | {"cause": redacted(one.cause)} for one in tried]
