"""Symbols and exchanges: our words for the providers', and back."""

import pytest
from exchange_calendars import get_calendar_names
from hypothesis import given
from hypothesis import strategies as st

from apps.providers.shared import exchanges, symbols
from apps.providers.shared.exchanges import UNKNOWN, by_long_suffix, by_name, by_suffix


@pytest.mark.parametrize(
    ("ours", "yahoo", "polygon", "alphavantage", "binance"),
    [
        ("AAPL", "AAPL", "AAPL", "AAPL", "AAPL"),
        ("BRK.B", "BRK-B", "BRK.B", "BRK-B", "BRK.B"),
        ("VOD.L", "VOD.L", "VOD.L", "VOD.LON", "VOD.L"),
        ("SHOP.TO", "SHOP.TO", "SHOP.TO", "SHOP.TRT", "SHOP.TO"),
        ("SPX", "^GSPC", "I:SPX", "SPX", "SPX"),
        ("IXIC", "^IXIC", "I:COMP", "IXIC", "IXIC"),
        ("BTCUSDT", "BTC-USD", "X:BTCUSD", "BTCUSDT", "BTCUSDT"),
        ("BTC-USD", "BTC-USD", "X:BTCUSD", "BTC-USD", "BTC-USD"),
        ("ETH-EUR", "ETH-EUR", "X:ETHEUR", "ETH-EUR", "ETH-EUR"),
        ("ETH-USDT", "ETH-USD", "X:ETHUSD", "ETH-USDT", "ETHUSDT"),
        ("GC=F", "GC=F", "GC=F", "GC=F", "GC=F"),
        # A share whose name ends as a coin's does.
        ("GBTC", "GBTC", "GBTC", "GBTC", "GBTC"),
    ],
)
def test_our_symbol_at_each_provider(
    ours: str, yahoo: str, polygon: str, alphavantage: str, binance: str
) -> None:
    assert symbols.to_yahoo(ours) == yahoo
    assert symbols.to_polygon(ours) == polygon
    assert symbols.to_alphavantage(ours) == alphavantage
    assert symbols.to_binance(ours) == binance


SHARES = st.from_regex(r"[A-Z]{1,5}", fullmatch=True)
CLASSES = st.sampled_from(["A", "B", "C", "K"])
PLACES = st.sampled_from([one.suffix for one in exchanges._PLACES if one.suffix])
LONG_PLACES = st.sampled_from([one.suffix for one in exchanges._PLACES if one.long_suffix])
NAMES = st.one_of(
    SHARES,
    st.builds("{}.{}".format, SHARES, CLASSES),
    st.sampled_from(sorted(symbols.INDICES)),
    st.builds("{}-USD".format, st.sampled_from(["BTC", "ETH", "SOL", "1INCH"])),
)


@given(st.one_of(NAMES, st.builds("{}.{}".format, SHARES, PLACES)))
def test_yahoo_and_back(symbol: str) -> None:
    assert symbols.from_yahoo(symbols.to_yahoo(symbol)) == symbol


@given(NAMES)
def test_polygon_and_back(symbol: str) -> None:
    assert symbols.from_polygon(symbols.to_polygon(symbol)) == symbol


@given(st.one_of(SHARES, st.builds("{}.{}".format, SHARES, CLASSES),
                 st.builds("{}.{}".format, SHARES, LONG_PLACES)))  # fmt: skip
def test_alphavantage_and_back(symbol: str) -> None:
    assert symbols.from_alphavantage(symbols.to_alphavantage(symbol)) == symbol


def test_every_place_has_a_calendar_of_the_library() -> None:
    known = set(get_calendar_names(include_aliases=True))
    assert {one.calendar for one in exchanges._PLACES} <= known
    # As long as an instrument's column allows.
    assert all(len(one.calendar) <= 8 for one in exchanges._PLACES)


def test_places_are_distinguished() -> None:
    names = [name for one in exchanges._PLACES for name in (one.mic, *one.names)]
    doubled = {one for one in names if names.count(one) > 1} - {
        one.mic for one in exchanges._PLACES
    }
    assert not doubled
    suffixes = [one.suffix for one in exchanges._PLACES if one.suffix]
    assert len(suffixes) == len(set(suffixes))
    assert by_name("NMS").mic == "XNAS"
    assert by_suffix("L") is by_long_suffix("LON") is by_name("LSE")
    assert by_name("NOWHERE") is by_suffix("") is UNKNOWN
