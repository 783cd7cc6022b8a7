"""Query strings of `/history` and `/price`, read the same way by every door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from apps.market.errors import BadChoiceError, BadParameterError
from apps.market.intervals import PERIODS, interval_parse
from apps.market.types import Interval

DEFAULT_PERIOD = "1y"
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """What a person asked of a history; `start_us` is included, `end_us` is not."""

    symbol: str
    period: str
    interval: Interval | None
    start_us: int | None
    end_us: int | None
    adjusted: bool


def symbol_parse(params: Mapping[str, str]) -> str:
    """Return the symbol in upper case."""
    symbol = params.get("symbol", "").strip().upper()
    if not symbol:
        raise BadParameterError("symbol", "is needed, for example symbol=AAPL.")
    return symbol


def moment_us(text: str, *, whole_day: bool) -> int:
    """Return the microseconds of a date or a time with a zone; `whole_day` means a date's end.

    Raises
    ------
    ValueError
        Saying what the text must be.
    """
    try:
        if len(text) == len("2020-01-31"):
            day = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
            moment = day + timedelta(days=1) if whole_day else day
        else:
            moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise ValueError("must be a date (2020-01-31) or a time (2020-01-31T14:30:00Z).") from error
    if moment.tzinfo is None:
        raise ValueError("must say its zone, for example 2020-01-31T14:30:00Z.")
    return (moment - _EPOCH) // timedelta(microseconds=1)


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
    period = params.get("period") or DEFAULT_PERIOD
    if period not in PERIODS:
        raise BadChoiceError("period", period, PERIODS)
    adjusted = params.get("adjusted", "true").lower()
    if adjusted not in _TRUTH:
        raise BadChoiceError("adjusted", adjusted, ("true", "false"))
    start, end = params.get("start"), params.get("end")
    query = HistoryQuery(
        symbol=symbol,
        period=period,
        interval=interval_parse(params["interval"]) if params.get("interval") else None,
        start_us=_moment("start", start, whole_day=False) if start else None,
        end_us=_moment("end", end, whole_day=True) if end else None,
        adjusted=_TRUTH[adjusted],
    )
    if query.start_us is not None and query.end_us is not None and query.end_us <= query.start_us:
        raise BadParameterError("end", "must be after start.")
    return query
