"""Sessions of exchanges against published ones."""

from datetime import UTC, date, datetime

from apps.instruments.calendars import ALWAYS_OPEN, next_sessions, session_close, session_days
from apps.instruments.selectors import instrument_get, periods_per_year
from apps.instruments.types import Instrument
from tests.apps.instruments.conftest import MakeInstrument


def session_dates(instrument: Instrument, after: date, n: int) -> list[date]:
    return [close.date() for close in next_sessions(instrument, after, n)]


def test_new_york_skips_weekend_and_new_year(make_instrument: MakeInstrument) -> None:
    # NYSE holidays 2023: closed on Monday 2 January and Monday 16 January (nyse.com).
    make_instrument("AAA")
    stock = instrument_get(symbol="AAA")
    assert session_dates(stock, date(2022, 12, 28), 3) == [
        date(2022, 12, 29), date(2022, 12, 30), date(2023, 1, 3),
    ]  # fmt: skip
    assert session_dates(stock, date(2023, 1, 13), 1) == [date(2023, 1, 17)]
    assert periods_per_year(stock) == 252


def test_the_close_moves_with_the_clock_and_before_holidays(
    make_instrument: MakeInstrument,
) -> None:
    make_instrument("AAA")
    stock = instrument_get(symbol="AAA")
    # 16:00 in New York is 21:00 UTC in winter and 20:00 in summer; 13:00 after Thanksgiving.
    assert next_sessions(stock, date(2022, 12, 28), 1) == [datetime(2022, 12, 29, 21, tzinfo=UTC)]
    assert next_sessions(stock, date(2022, 7, 5), 1) == [datetime(2022, 7, 6, 20, tzinfo=UTC)]
    assert next_sessions(stock, date(2022, 11, 24), 1) == [datetime(2022, 11, 25, 18, tzinfo=UTC)]


def test_five_sessions_after_the_year_2001_closure(make_instrument: MakeInstrument) -> None:
    make_instrument("AAA")
    # The exchange stayed shut from 11 to 14 September 2001.
    found = session_dates(instrument_get(symbol="AAA"), date(2001, 9, 10), 1)
    assert found == [date(2001, 9, 17)]


def test_crypto_never_closes(make_instrument: MakeInstrument) -> None:
    make_instrument("BTC", calendar="24/7")
    coin = instrument_get(symbol="BTC")
    assert next_sessions(coin, date(2022, 12, 30), 2) == [
        datetime(2023, 1, 1, tzinfo=UTC), datetime(2023, 1, 2, tzinfo=UTC),
    ]  # fmt: skip
    assert periods_per_year(coin) == 365


def test_session_days_and_their_close() -> None:
    # London kept Friday 29 March (Good Friday) and Monday 1 April 2024 as holidays.
    assert session_days("XLON", date(2024, 3, 28), date(2024, 4, 2)) == [
        date(2024, 3, 28), date(2024, 4, 2),
    ]  # fmt: skip
    # 16:30 in London: UTC in winter time, 15:30 UTC from 31 March 2024 on.
    assert session_close("XLON", date(2024, 3, 28)) == datetime(2024, 3, 28, 16, 30, tzinfo=UTC)
    assert session_close("XLON", date(2024, 4, 2)) == datetime(2024, 4, 2, 15, 30, tzinfo=UTC)
    assert session_close("XLON", date(2024, 3, 29)) is None
    assert session_close(ALWAYS_OPEN, date(2024, 3, 30)) == datetime(2024, 3, 31, tzinfo=UTC)
    assert len(session_days(ALWAYS_OPEN, date(2024, 2, 28), date(2024, 3, 1))) == 3
