"""From when on changes are news to a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from apps.core.clock import day_start
from apps.home.answers import Reason
from apps.home.models import HomeVisit
from apps.instruments.errors import BadParameterError
from apps.instruments.market_clock import market_now, past_asked
from apps.instruments.types import Instrument

SINCE: Final = "since"
_OLDEST: Final = datetime(1800, 1, 1, tzinfo=UTC)
"""No price is older; years can be counted back from here."""


@dataclass(frozen=True, slots=True)
class Window:
    """What is after `since`, a moment of the market, is new."""

    since: datetime
    reason: Reason


def window_of(*, user_id: int, asked: datetime | None, watched: Iterable[Instrument]) -> Window:
    """Return the window asked for, else since the last visit, else the day of the newest close.

    A visit before a replayed market was set back lies in its future, and one after which nothing
    has closed has no news: the newest close counts then. A visit is of the present, so a question
    about the past is never answered by it.

    Raises
    ------
    BadParameterError
        The moment asked for lies in the market's future.
    """
    present = market_now()
    if asked is not None:
        if asked > present:
            raise BadParameterError(SINCE, "lies in the market's future.")
        return Window(max(asked, _OLDEST), "asked")
    day = newest_day(watched)
    newest = None if day is None else day_start(day)
    before = None if past_asked() else _visit_before(user_id)
    if before is not None and before <= present and (newest is None or before < newest):
        return Window(before, "visit")
    return Window(newest or max(present, _OLDEST), "close")


def _visit_before(user_id: int) -> datetime | None:
    rows = HomeVisit.objects.filter(user_id=user_id)
    return rows.values_list("before_market", flat=True).first()


def newest_day(watched: Iterable[Instrument]) -> date | None:
    """Return the day of the newest daily bar of shared instruments that are watched."""
    days = [one.last_bar for one in watched if one.last_bar is not None and not one.private]
    return max(days, default=None)
