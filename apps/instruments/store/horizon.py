"""Which rows of a series were known at the market's present: those of bars that had closed.

A bar is known when it has closed, since its high, low, close and volume are not known before. A
split or dividend is known together with the daily bar of its date, whose prices show it.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from apps.instruments.calendars import session_close
from apps.instruments.intervals import SECONDS
from apps.instruments.market_clock import Past, past_asked
from apps.instruments.models import InstrumentRow
from apps.instruments.types import MICROSECOND

_DAILY_S: Final = SECONDS["1d"]
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_US: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1)


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
        _us(datetime.combine(days_before(instrument_id, past), time(), UTC))
        if interval_s == _DAILY_S
        else _us(past.moment) - interval_s * MICROSECOND + 1
    )
    return limit if end_us is None else min(end_us, limit)


def days_known(instrument_id: int) -> date | None:
    """Return the first date whose daily bar is not known; None when the present is asked about."""
    past = past_asked()
    return None if past is None else days_before(instrument_id, past)


def days_before(instrument_id: int, past: Past) -> date:
    """Return the first date whose daily bar had not closed at a past moment.

    Every market closes before the next midnight, UTC, or at it, so only the moment's own date is
    looked up. A date without a session has no bar that could be read too early.
    """
    today = past.moment.astimezone(UTC).date()
    close = session_close(_calendar(instrument_id, past), today)
    return today + _DAY if close is not None and close <= past.moment else today


def _calendar(instrument_id: int, past: Past) -> str:
    if instrument_id not in past.calendars:
        found = InstrumentRow.objects.filter(pk=instrument_id).values_list("calendar", flat=True)
        past.calendars[instrument_id] = found.first() or "24/7"
    return past.calendars[instrument_id]


def _us(moment: datetime) -> int:
    return (moment - _EPOCH) // _US
