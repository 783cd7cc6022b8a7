"""Series as the checks see them: raw bars, the calendar's sessions and the recorded events."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.core.clock import now
from apps.data_quality.snapshots import splits_of
from apps.data_quality.types import CheckedInterval
from apps.instruments.calendars import ALWAYS_OPEN, session_close, session_days
from apps.instruments.intervals import SECONDS
from apps.instruments.selectors import bars_read, latest_bars, series_version
from apps.instruments.types import DAY_US, MICROSECOND, Bars, Instrument
from apps.refresh.selectors import second_opinion
from apps.streaming.state import stream_state
from ml.anomalies.checks.provider_disagreement import OtherSource
from ml.anomalies.series import PriceSeries, Split

MINUTE_US: Final = 60 * MICROSECOND
INTRADAY_SPAN_US: Final = 7 * DAY_US
_CATCH_UP_US: Final = 15 * MINUTE_US
SPLITTABLE: Final = frozenset({"stock", "etf", "other"})
_FIRST_CALENDAR_DAY: Final = date(1990, 1, 1)
# Late trades are added for a while after the close, and free sources deliver hours later.
_GRACE: Final = timedelta(hours=12)
_FORTNIGHT: Final = timedelta(days=14)  # longer than any closure of an exchange


def moment_us(moment: datetime) -> int:
    """Return microseconds since 1970."""
    return int(moment.timestamp()) * MICROSECOND


def day_us(day: date) -> int:
    """Return microseconds since 1970 of a date's midnight, UTC."""
    return moment_us(datetime.combine(day, time(), UTC))


def checked_intervals(instrument: Instrument) -> tuple[CheckedInterval, ...]:
    """Return which stored series of an instrument are checked."""
    return ("1d", "1m") if instrument.intraday_source else ("1d",)


def is_refreshed(instrument: Instrument) -> bool:
    """Return whether a provider keeps its daily bars up to date; demo data and uploads end."""
    return bool(instrument.provider) and instrument.active and instrument.owner_id is None


def series_read(instrument: Instrument, interval: CheckedInterval) -> PriceSeries:
    """Return a series for the checks: all days, or the minutes of the last week there is."""
    return _minutes(instrument) if interval == "1m" else _days(instrument)


def other_read(instrument: Instrument, interval: CheckedInterval) -> OtherSource | None:
    """Return an instrument's last days as another provider reports them, None when none did."""
    opinion = second_opinion(instrument=instrument) if interval == "1d" else None
    if opinion is None:
        return None
    bars = opinion.bars
    return OtherSource(
        opinion.provider, bars.timestamps, bars.open, bars.high, bars.low, bars.close, bars.volume
    )


def rows_version(instrument: Instrument, interval: CheckedInterval) -> int:
    """Return the version of a series' rows."""
    return series_version(instrument_id=instrument.id, interval_s=SECONDS[interval])


def _minutes(instrument: Instrument) -> PriceSeries:
    """Venues of minutes trade around the clock; the bar that still grows is left out."""
    newest = latest_bars(instrument=instrument, interval="1m")
    start = int(newest.timestamps[-1]) - INTRADAY_SPAN_US if len(newest) else 0
    bars = bars_read(instrument=instrument, interval="1m", start_us=start)
    present = moment_us(now())
    # While the feed is off, or fills what it missed, nothing can be behind it.
    last_whole = present // MINUTE_US * MINUTE_US - 2 * MINUTE_US if _feed_stands(present) else 0
    return replace(_series(instrument, bars.where(bars.settled), MINUTE_US), expected_us=last_whole)


def _feed_stands(present: int) -> bool:
    feed = stream_state()
    started_us = 0 if feed.started_at is None else moment_us(feed.started_at)
    return feed.connected and present - started_us > _CATCH_UP_US


def _days(instrument: Instrument) -> PriceSeries:
    bars = bars_read(instrument=instrument, interval="1d", adjusted=False)
    return replace(
        _series(instrument, bars, DAY_US),
        sessions=_sessions(instrument, bars),
        open_until_us=_close_of(instrument, int(bars.timestamps[-1])) if len(bars) else 0,
        expected_us=_expected(instrument) if is_refreshed(instrument) else 0,
        refetchable=is_refreshed(instrument),
        splits=tuple(
            Split(day_us(split.ex_date), split.price_factor) for split in splits_of(instrument)
        ),
    )


def _series(instrument: Instrument, bars: Bars, step_us: int) -> PriceSeries:
    return PriceSeries(
        bars.timestamps, bars.open, bars.high, bars.low, bars.close, bars.volume, bars.settled,
        step_us=step_us, now_us=moment_us(now()), can_split=instrument.asset_class in SPLITTABLE,
    )  # fmt: skip


def _sessions(instrument: Instrument, bars: Bars) -> NDArray[np.int64] | None:
    """Return the calendar's days from the first bar to today, within what the calendar knows."""
    if instrument.calendar == ALWAYS_OPEN:
        return None
    first = today = now().date()
    if len(bars):
        first = max(_day(int(bars.timestamps[0])) or today, _FIRST_CALENDAR_DAY)
    found = session_days(instrument.calendar, first, today)
    return np.array([day_us(day) for day in found], dtype=np.int64)


def _day(value_us: int) -> date | None:
    """Return the date of a timestamp; None outside of what dates can say."""
    try:
        return datetime.fromtimestamp(value_us // MICROSECOND, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _close_of(instrument: Instrument, value_us: int) -> int:
    """Return when the session of a daily bar ends, 0 when its calendar cannot say."""
    day = _day(value_us)
    if day is None or not _FIRST_CALENDAR_DAY < day <= now().date() + timedelta(days=7):
        return 0
    close = session_close(instrument.calendar, day)
    return 0 if close is None else moment_us(close)


def _expected(instrument: Instrument) -> int:
    """Return the daily bar that a fresh series has: of the last session over for some hours."""
    limit = now() - _GRACE
    for day in reversed(session_days(instrument.calendar, limit.date() - _FORTNIGHT, limit.date())):
        close = session_close(instrument.calendar, day)
        if close is not None and close <= limit:
            return day_us(day)
    return 0
