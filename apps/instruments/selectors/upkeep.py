"""How an instrument's daily bars are kept up to date."""

from datetime import timedelta
from typing import Final

from apps.core.typed.decoding import decode
from apps.instruments.market_clock import market_now, past_asked
from apps.instruments.models import DailyFeed
from apps.instruments.types import Attempt, FeedInfo, Instrument

LATE: Final = timedelta(hours=2)
"""So long after the time to ask, nobody is asking: the workers are away."""


def feed_info(*, instrument: Instrument) -> FeedInfo | None:
    """Return how an instrument is refreshed; None when no provider keeps it, and of the past."""
    row = DailyFeed.objects.filter(pk=instrument.id).first()
    if row is None or past_asked() is not None:
        return None
    return FeedInfo(
        row.provider,
        row.succeeded_at,
        row.failed_at,
        row.due_at,
        row.cause,
        tuple(decode(Attempt, one) for one in row.tried),
    )


def is_overdue(*, instrument_id: int) -> bool:
    """Return whether an instrument's providers failed the last time, or are no longer asked."""
    if past_asked() is not None:
        return False  # what is kept is the present state alone
    row = DailyFeed.objects.filter(pk=instrument_id).values_list("cause", "due_at").first()
    return row is not None and (bool(row[0]) or row[1] + LATE < market_now())
