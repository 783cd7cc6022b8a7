"""Providers' prices between two daily bars: stored, compared, shown, followed and asked for."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings
from typing_extensions import override

from apps.core.backoff import Backoff
from apps.core.outbound import http
from apps.instruments.models import LatestQuote
from apps.instruments.selectors.latest_quotes import quoted_symbols, unasked_symbols
from apps.providers.registry import quote_streams
from apps.providers.shared.base import (
    ProviderQuote,
    ProviderUnavailableError,
    QuoteFrame,
    QuoteStream,
)
from apps.streaming.process import quotes as feed
from apps.streaming.process.latest_quotes import quotes_store
from apps.streaming.process.quotes import QuoteFeed
from tests.apps.instruments.conftest import MakeInstrument
from tests.apps.streaming.running import in_database
from tests.servers.providers.server import PROVIDERS, ProviderServer

# Tuesday 4 January 2022, two hours into New York's session; the bar before is Monday's.
NOW = datetime(2022, 1, 4, 16, 30, tzinfo=UTC)
NOW_US = int(NOW.timestamp()) * 1_000_000
MINUTE_US = 60_000_000
QUOTE = ProviderQuote("AAA", 103.0, 100.0, NOW_US, "USD", "yahoo")


@pytest.fixture
def at_that_time(time_machine: Any) -> Any:
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    events: list[Any] = []
    monkeypatch.setattr("apps.instruments.announcing.publish_many", events.extend)
    return events


@pytest.mark.usefixtures("at_that_time")
class TestStore:
    def test_the_price_is_the_provider_s(
        self,
        alice_api: Any,
        make_instrument: MakeInstrument,
        settings: Settings,
        sent: list[Any],
    ) -> None:
        settings.SIGHTLINE_MODE = "live"
        make_instrument("AAA", [100.0], provider="yahoo")
        assert quotes_store([QUOTE]) == 1
        body = alice_api.get("/api/v1/price", {"symbol": "AAA"}).json()
        assert body == {
            "symbol": "AAA",
            "price": 103.0,
            "previous_close": 100.0,
            "change": 3.0,
            "change_percent": pytest.approx(0.03),
            "timestamp": "2022-01-04T16:30:00Z",
            "source": "yahoo",
            "freshness": "live",
            "simulated": False,
            "currency": "USD",
        }
        assert [(one.symbol, one.price, one.source) for one in sent] == [("AAA", 103.0, "yahoo")]

    def test_without_a_close_of_theirs_ours_is_compared(
        self, alice_api: Any, make_instrument: MakeInstrument, sent: list[Any]
    ) -> None:
        make_instrument("AAA", [100.0, 101.0], provider="polygon")
        # Today's bar, not closed yet, is not what today is compared with.
        quotes_store([replace(QUOTE, previous_close=None, provider="polygon")])
        body = alice_api.get("/api/v1/price", {"symbol": "AAA"}).json()
        assert (body["price"], body["previous_close"]) == (103.0, 100.0)

    def test_an_older_price_never_replaces_a_newer_one(
        self, make_instrument: MakeInstrument, sent: list[Any]
    ) -> None:
        make_instrument("AAA", [100.0], provider="yahoo")
        late = replace(QUOTE, price=99.0, timestamp_us=NOW_US - MINUTE_US)
        assert quotes_store([QUOTE, late]) == 1
        assert quotes_store([late]) == 0
        row = LatestQuote.objects.get()
        assert (row.price, row.timestamp_us) == (103.0, NOW_US)

    def test_prices_of_something_else_are_not_taken(
        self, make_instrument: MakeInstrument, alice: Any, sent: list[Any]
    ) -> None:
        make_instrument("AAA", [100.0], provider="yahoo")
        make_instrument("BBB", [100.0])
        make_instrument("CCC", [100.0], owner=alice)
        other_money = replace(QUOTE, currency="EUR")
        others = [replace(QUOTE, symbol=one) for one in ("BBB", "CCC", "DDD")]
        assert quotes_store([other_money, *others]) == 0
        assert not LatestQuote.objects.exists()

    def test_a_daily_bar_of_a_later_session_goes_first(
        self, alice_api: Any, make_instrument: MakeInstrument, sent: list[Any]
    ) -> None:
        make_instrument("AAA", [100.0, 101.0], provider="yahoo")
        quotes_store([replace(QUOTE, timestamp_us=NOW_US - 24 * 60 * MINUTE_US)])
        assert alice_api.get("/api/v1/price", {"symbol": "AAA"}).json()["price"] == 101.0

    def test_a_closed_market_s_price_ages_slowly(
        self,
        alice_api: Any,
        make_instrument: MakeInstrument,
        settings: Settings,
        at_that_time: Any,
        sent: list[Any],
    ) -> None:
        settings.SIGHTLINE_MODE = "live"
        make_instrument("AAA", [100.0], provider="yahoo")
        quotes_store([QUOTE])
        for days, freshness in ((3, "delayed"), (6, "stale")):
            at_that_time.move_to(NOW + timedelta(days=days), tick=False)
            body = alice_api.get("/api/v1/price", {"symbol": "AAA"}).json()
            assert body["freshness"] == freshness

    def test_whose_prices_come_from_providers(
        self, make_instrument: MakeInstrument, alice: Any, sent: list[Any], at_that_time: Any
    ) -> None:
        make_instrument("AAA", [100.0], provider="yahoo")
        make_instrument("BBB", [100.0], provider="yahoo", active=False)
        make_instrument("CCC", [100.0], provider="binance", intraday_source="binance")
        make_instrument("DDD", [100.0], owner=alice, provider="yahoo")
        make_instrument("EEE", [100.0], provider="yahoo")
        assert quoted_symbols() == ("AAA", "EEE")
        quotes_store([QUOTE])
        within = timedelta(minutes=15)
        assert unasked_symbols(within=within) == ("EEE",)
        at_that_time.move_to(NOW + within, tick=False)
        assert unasked_symbols(within=within) == ("EEE", "AAA")


class FakeStream(QuoteStream):
    """Plays quotes once, then stays open or ends."""

    def __init__(self, name: str, *quotes: ProviderQuote, ends: bool = False) -> None:
        self.name = name
        self.asked: list[tuple[str, ...]] = []
        self._quotes = quotes
        self._ends = ends

    @override
    async def frames(self, symbols: Iterable[str]) -> AsyncGenerator[QuoteFrame, None]:
        self.asked.append(tuple(symbols))
        yield QuoteFrame()
        if self._ends:
            raise ProviderUnavailableError(self.name, "It hung up.")
        yield QuoteFrame(self._quotes)
        await asyncio.Event().wait()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FLUSH_S", "FOLLOW_S", "ASK_S"):
        monkeypatch.setattr(feed, name, 0.02)
    monkeypatch.setattr(feed, "RETRY", Backoff(0.02, 60.0))


async def run_until(quotes: QuoteFeed, count: int) -> list[LatestQuote]:
    """Run until so many prices are stored."""
    task = asyncio.create_task(quotes.run())
    try:
        async with asyncio.timeout(60):
            while True:
                rows = await in_database(
                    lambda: list(LatestQuote.objects.order_by("instrument__symbol"))
                )
                if len(rows) >= count:
                    return rows
                await asyncio.sleep(0.05)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("hurried", "sent")
async def test_a_socket_that_fails_gives_the_turn_to_the_next(
    make_instrument: MakeInstrument, settings: Settings
) -> None:
    await in_database(make_instrument, "AAA", [100.0], provider="yahoo")
    first = FakeStream("polygon", ends=True)
    second = FakeStream("yahoo", QUOTE)
    (row,) = await run_until(QuoteFeed(lambda: (first, second)), 1)
    assert (row.price, row.provider) == (103.0, "yahoo")
    assert first.asked == second.asked == [("AAA",)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("hurried", "sent")
async def test_a_new_symbol_is_listened_to(make_instrument: MakeInstrument) -> None:
    await in_database(make_instrument, "AAA", [100.0], provider="yahoo")
    stream = FakeStream("yahoo", QUOTE, replace(QUOTE, symbol="BBB"))
    quotes = QuoteFeed(lambda: (stream,))
    await run_until(quotes, 1)
    await in_database(make_instrument, "BBB", [100.0], provider="yahoo")
    assert len(await run_until(quotes, 2)) == 2
    assert stream.asked[-1] == ("AAA", "BBB")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("hurried", "sent")
async def test_without_a_socket_prices_are_asked_for(
    make_instrument: MakeInstrument, settings: Settings
) -> None:
    await in_database(make_instrument, "AAPL", [100.0], provider="yahoo")
    http.breaker.cache_clear()
    with ProviderServer(now=lambda: datetime(2024, 11, 23, 12, tzinfo=UTC)) as server:
        settings.OUTBOUND_SERVICES = {name: server.url(name) for name in PROVIDERS}
        settings.CHOSEN_PROVIDERS = frozenset({"yahoo"})
        (row,) = await run_until(QuoteFeed(tuple), 1)
        assert row.price == pytest.approx(server.listed["AAPL"].last.close)
    assert row.provider == "yahoo"
    assert datetime.fromtimestamp(row.timestamp_us / 1e6, UTC).date() == date(2024, 11, 22)


def test_which_sockets_there_are(settings: Settings) -> None:
    settings.YAHOO_WS_URL = settings.POLYGON_WS_URL = ""
    settings.PROVIDER_KEYS = {"polygon": "a-key"}
    assert quote_streams() == ()
    settings.YAHOO_WS_URL = settings.POLYGON_WS_URL = "wss://socket.example"
    assert [one.name for one in quote_streams()] == ["polygon", "yahoo"]
    settings.PROVIDER_KEYS = {}
    assert [one.name for one in quote_streams()] == ["yahoo"]
