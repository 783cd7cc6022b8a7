"""Query strings of `/history` and `/price`, read the same way by every door."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apps.core.wire_kinds import FLAGS
from apps.instruments.errors import BadChoiceError, BadParameterError
from apps.instruments.intervals import interval_parse, period_parse
from apps.instruments.types import Interval, Period

DEFAULT_PERIOD = "1y"
MAX_SYMBOL = 32
"""Characters of a symbol in a query."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_US = timedelta(days=1) // timedelta(microseconds=1)
# RFC 3339, as the API document says. The language reads more: 2020-W05-5, 20200131, 2020-01-31T14.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"([Zz]|[-+][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """What a person asked of a history; `start_us` is included, `end_us` is not."""

    symbol: str
    period: Period
    interval: Interval | None
    start_us: int | None
    end_us: int | None
    adjusted: bool


def symbol_parse(params: Mapping[str, str]) -> str:
    """Return the symbol in upper case."""
    symbol = params.get("symbol", "").strip().upper()
    if not symbol:
        raise BadParameterError("symbol", "is needed, for example symbol=AAPL.")
    if len(symbol) > MAX_SYMBOL:
        raise BadParameterError("symbol", f"has at most {MAX_SYMBOL} characters.")
    return symbol


def moment_us(text: str, *, whole_day: bool) -> int:
    """Return the microseconds of a date or a time with a zone; `whole_day` means a date's end.

    Raises
    ------
    ValueError
        Saying what the text must be.
    """
    is_date = bool(_DATE.fullmatch(text))
    moment = _read(text) if is_date or _TIME.fullmatch(text) else None
    if moment is None:
        raise ValueError("must be a date (2020-01-31) or a time (2020-01-31T14:30:00Z).")
    if is_date:
        moment = moment.replace(tzinfo=UTC)
    if moment.tzinfo is None:
        raise ValueError("must say its zone, for example 2020-01-31T14:30:00Z.")
    # Added as a number: the calendar ends with the year 9999.
    return (moment - _EPOCH) // timedelta(microseconds=1) + _DAY_US * (is_date and whole_day)


def _read(text: str) -> datetime | None:
    """Return a moment that is written as RFC 3339 says; None when no calendar has it."""
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


def _moment(field: str, text: str, *, whole_day: bool) -> int:
    try:
        return moment_us(text, whole_day=whole_day)
    except ValueError as error:
        raise BadParameterError(field, str(error)) from error


def history_query_parse(params: Mapping[str, str]) -> HistoryQuery:
    """Read a history's parameters.

    `start` and `end` are dates (both included) or times with a zone (`end` excluded); when either
    is given the period does not count.

    Raises
    ------
    BadChoiceError, BadParameterError
        Naming the parameter and its allowed values.
    """
    symbol = symbol_parse(params)
    adjusted = params.get("adjusted", "true").lower()
    if adjusted not in FLAGS:
        raise BadChoiceError("adjusted", adjusted, ("true", "false"))
    start, end = params.get("start"), params.get("end")
    query = HistoryQuery(
        symbol=symbol,
        period=period_parse(params.get("period", DEFAULT_PERIOD)),
        interval=interval_parse(params["interval"]) if "interval" in params else None,
        start_us=_moment("start", start, whole_day=False) if start is not None else None,
        end_us=_moment("end", end, whole_day=True) if end is not None else None,
        adjusted=FLAGS[adjusted],
    )
    if query.start_us is not None and query.end_us is not None and query.end_us <= query.start_us:
        raise BadParameterError("end", "must be after start.")
    return query
