"""Which bars can still change, by the calendar of their place."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from apps.providers.shared.closing import daily_closed, expects_bars, intraday_closed
from apps.providers.shared.columns import midnight_us
from apps.providers.shared.exchanges import CRYPTO, UNITED_STATES, Exchange, by_name
from apps.providers.yahoo.provider import Yahoo
from tests.apps.providers.conftest import Clock
from tests.apps.providers.kit import TIMEOUT_S
from tests.servers.providers.server import ProviderServer

# Friday 22 November 2024: New York closes at 21:00 UTC, London at 16:30.
FRIDAY = date(2024, 11, 22)


@pytest.mark.parametrize(
    ("place", "hour", "minute", "settled"),
    [
        (UNITED_STATES, 15, 0, False),
        (UNITED_STATES, 21, 0, False),
        (UNITED_STATES, 21, 29, False),
        (UNITED_STATES, 21, 30, True),
        (by_name("XLON"), 16, 59, False),
        (by_name("XLON"), 17, 0, True),
        (CRYPTO, 23, 59, False),
    ],
)
def test_todays_session(
    still: Clock, place: Exchange, hour: int, minute: int, *, settled: bool
) -> None:
    still.moment = datetime(2024, 11, 22, hour, minute, tzinfo=UTC)
    stamps = np.array([midnight_us(FRIDAY - timedelta(days=1)), midnight_us(FRIDAY)])
    assert daily_closed(stamps, place).tolist() == [True, settled]


def test_a_coin_s_day_ends_at_midnight(still: Clock) -> None:
    still.moment = datetime(2024, 11, 23, 0, 30, tzinfo=UTC)
    assert daily_closed(np.array([midnight_us(FRIDAY)]), CRYPTO).tolist() == [True]


def test_a_place_without_a_calendar_waits_a_day(still: Clock) -> None:
    place = Exchange("", "", "Asia/Karachi", "PKR", ())
    stamps = np.array([midnight_us(FRIDAY - timedelta(days=one)) for one in (2, 1, 0)])
    still.moment = datetime(2024, 11, 23, 5, 0, tzinfo=UTC)
    assert daily_closed(stamps, place).tolist() == [True, True, False]


def test_intraday(still: Clock) -> None:
    still.moment = datetime(2024, 11, 22, 15, 35, tzinfo=UTC)
    starts = [still.moment.replace(minute=one) for one in (0, 1, 5, 30)]
    stamps = np.array([int(one.timestamp() * 1e6) for one in starts])
    assert intraday_closed(stamps, timedelta(minutes=5)).tolist() == [True, False, False, False]


def test_when_bars_must_be_there(still: Clock) -> None:
    thursday = FRIDAY - timedelta(days=1)
    assert expects_bars(UNITED_STATES, date(2024, 11, 18), FRIDAY)
    # Saturday noon: yesterday's may come tonight.
    assert not expects_bars(UNITED_STATES, FRIDAY, FRIDAY + timedelta(days=1))
    assert expects_bars(UNITED_STATES, thursday, FRIDAY)
    assert not expects_bars(UNITED_STATES, date(2024, 11, 16), date(2024, 11, 17))
    assert not expects_bars(UNITED_STATES, FRIDAY, thursday)
    assert not expects_bars(Exchange("", "", "UTC", "", ()), date(2024, 1, 1), FRIDAY)


@pytest.mark.django_db
def test_the_open_session_is_marked_and_never_settled(
    providers: ProviderServer, still: Clock
) -> None:
    # Half an hour into Friday's session.
    still.moment = datetime(2024, 11, 22, 15, 0, tzinfo=UTC)
    history = Yahoo(TIMEOUT_S).daily("AAPL", date(2024, 11, 18), FRIDAY)
    assert history.bars.bars.settled.tolist() == [True, True, True, True, False]
    assert not history.bars.last_closed
    assert history.bars.settled.dates[-1] == np.datetime64("2024-11-21")
