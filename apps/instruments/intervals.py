"""Which bars are stored, which are folded on read, and how far each period reaches."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, cast, get_args

from apps.instruments.errors import BadChoiceError
from apps.instruments.types import Interval, Period, StoredInterval

INTERVALS: Final[tuple[Interval, ...]] = get_args(Interval)
DAILY: Final[frozenset[Interval]] = frozenset({"1d", "1wk", "1mo"})
SECONDS: Final[Mapping[StoredInterval, int]] = MappingProxyType(
    {"1s": 1, "1m": 60, "5m": 300, "1d": 86_400}
)
# Folded on read from the stored interval beside it.
DERIVED: Final[Mapping[Interval, StoredInterval]] = MappingProxyType(
    {"15m": "5m", "1h": "5m", "1wk": "1d", "1mo": "1d"}
)
FOLD_SECONDS: Final[Mapping[Interval, int]] = MappingProxyType({"15m": 900, "1h": 3_600})

_PERIODS: Final[tuple[Period, ...]] = get_args(Period)
# Each range chip opens at an interval that gives some 50 to 400 bars.
PERIODS: Final[Mapping[Period, Interval]] = MappingProxyType(
    {
        "1d": "1m",
        "5d": "5m",
        "1mo": "1d",
        "3mo": "1d",
        "6mo": "1d",
        "ytd": "1d",
        "1y": "1d",
        "5y": "1d",
        "max": "1d",
    }
)
_DAYS: Final = {"1d": 1, "5d": 5}
_MONTHS: Final = {"1mo": 1, "3mo": 3, "6mo": 6, "1y": 12, "5y": 60}


def interval_parse(text: str) -> Interval:
    """Return the interval of that name or say which exist."""
    if text not in INTERVALS:
        raise BadChoiceError("interval", text, INTERVALS)
    return text


def period_parse(text: str) -> Period:
    """Return the period of that name or say which exist."""
    if text not in _PERIODS:
        raise BadChoiceError("period", text, _PERIODS)
    return text


def stored_interval(interval: Interval) -> StoredInterval:
    """Return the interval whose rows an interval is read from."""
    return DERIVED.get(interval) or cast("StoredInterval", interval)


def interval_seconds(interval: Interval) -> int:
    """Return the length of an interval's bars; weeks and months count as days."""
    if interval in DAILY:
        return SECONDS["1d"]
    return FOLD_SECONDS.get(interval) or SECONDS[stored_interval(interval)]


def finest_interval(resolution_s: int) -> Interval | None:
    """Return the name of the shortest bars that a person brought; None for the system's."""
    if not resolution_s:
        return None
    return next(name for name in INTERVALS if interval_seconds(name) == resolution_s)


def _months_back(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (following - first).days) - 1)


def period_start(period: str, last: date) -> date | None:
    """Return the first date of a period that ends on `last`; None for all there is.

    The period counts from the last real bar, not from today: daily demo data end years ago.
    A bar that falls on the first date belongs to the period. `1d` and `5d` are sessions and
    are counted in bars by their readers; here they are calendar days.
    """
    if period not in PERIODS:
        raise BadChoiceError("period", period, PERIODS)
    if period == "max":
        return None
    if period == "ytd":
        return date(last.year, 1, 1)
    if period in _DAYS:
        return last - timedelta(days=_DAYS[period])
    return _months_back(last, _MONTHS[period])
