"""Which rows of a series were known at the market's present: those of bars that had closed.

A bar is known when it has closed, since its high, low, close and volume are not known before. A
split or dividend is known together with the daily bar of its date, whose prices show it.
"""

from datetime import UTC, date, datetime, time
from typing import Final

from apps.core.clock import microseconds_of
from apps.instruments.calendars import first_open_day
from apps.instruments.intervals import SECONDS
from apps.instruments.market_clock import Past, past_asked
from apps.instruments.models import InstrumentRow
from apps.instruments.types import MICROSECOND

_DAILY_S: Final = SECONDS["1d"]


def known_before(*, instrument_id: int, interval_s: int, end_us: int | None) -> int | None:
    """Return the end, not included, of what may be read of a series.

    Parameters
    ----------
    instrument_id, interval_s : int
        The series.
    end_us : int, optional
        Where the reader ends by its own wish, microseconds since 1970.

    Returns
    -------
    int, optional
        The earlier of that and of what is not known yet; None for all there is.
    """
    past = past_asked()
    if past is None:
        return end_us
    limit = (
        microseconds_of(datetime.combine(days_before(instrument_id, past), time(), UTC))
        if interval_s == _DAILY_S
        else microseconds_of(past.moment) - interval_s * MICROSECOND + 1
    )
    return limit if end_us is None else min(end_us, limit)


def days_known(instrument_id: int) -> date | None:
    """Return the first date whose daily bar is not known; None when the present is asked about."""
    past = past_asked()
    return None if past is None else days_before(instrument_id, past)


def days_before(instrument_id: int, past: Past) -> date:
    """Return the first date whose daily bar had not closed at a past moment."""
    return first_open_day(_calendar(instrument_id, past), past.moment)


def _calendar(instrument_id: int, past: Past) -> str:
    if instrument_id not in past.calendars:
        found = InstrumentRow.objects.filter(pk=instrument_id).values_list("calendar", flat=True)
        past.calendars[instrument_id] = found.first() or "24/7"
    return past.calendars[instrument_id]
