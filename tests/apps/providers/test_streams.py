"""The providers' sockets, against local ones that speak as they document it."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Any

import orjson
import pytest
from pytest_django import Settings
from websockets.asyncio.server import ServerConnection, serve

from apps.providers.polygon import stream as polygon
from apps.providers.polygon.stream import PolygonStream
from apps.providers.shared.base import (
    ProviderError,
    ProviderRefusedError,
    ProviderUnavailableError,
    QuoteFrame,
    QuoteStream,
)
from apps.providers.yahoo import stream as yahoo
from apps.providers.yahoo.stream import YahooStream

Behave = Callable[[ServerConnection], Awaitable[None]]
MOMENT_MS = 1_732_287_600_000


@asynccontextmanager
async def provider(behave: Behave) -> AsyncIterator[str]:
    async with serve(behave, "127.0.0.1", 0) as server:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def take(stream: QuoteStream, symbols: tuple[str, ...], count: int) -> list[QuoteFrame]:
    frames: list[QuoteFrame] = []
    async with asyncio.timeout(20), aclosing(stream.frames(symbols)) as coming:
        async for frame in coming:
            frames.append(frame)
            if len(frames) == count:
                break
    return frames


def priced(**fields: Any) -> str:
    from yfinance.pricing_pb2 import PricingData  # noqa: PLC0415  takes a second

    serialized = PricingData(**fields).SerializeToString()
    words = {"type": "pricing", "message": base64.b64encode(serialized).decode()}
    return orjson.dumps(words).decode()


async def test_yahoo_sends_prices_and_is_asked_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yahoo, "BEAT_S", 0.01)
    asked: list[Any] = []

    async def behave(socket: ServerConnection) -> None:
        asked.extend([orjson.loads(await socket.recv()), orjson.loads(await socket.recv())])
        await socket.send(
            priced(id="AAPL", price=229.87, time=MOMENT_MS, currency="USD", previous_close=228.52)
        )
        await socket.send(
            priced(id="VOD.L", price=70.1, time=MOMENT_MS, currency="GBp", previous_close=69.5)
        )
        await socket.send(priced(id="BTC-USD", price=98_997.66, time=MOMENT_MS, currency="USD"))
        await socket.wait_closed()

    async with provider(behave) as url:
        settings.YAHOO_WS_URL = url
        symbols = ("AAPL", "VOD.L", "BTCUSDT", "BTC-USD")
        opened, apple, vodafone, coin = await take(YahooStream(), symbols, 4)
    assert asked == [{"subscribe": ["AAPL", "BTC-USD", "VOD.L"]}] * 2
    assert opened == QuoteFrame()
    (quote,) = apple.quotes
    assert (quote.symbol, quote.price, quote.previous_close) == ("AAPL", 229.87, 228.52)
    assert (quote.timestamp_us, quote.currency, quote.provider) == (
        MOMENT_MS * 1_000, "USD", "yahoo",
    )  # fmt: skip
    assert vodafone.quotes[0].price == pytest.approx(0.701)
    assert vodafone.quotes[0].currency == "GBP"
    # One price, two symbols of ours that mean it; its currency says in what.
    assert [(one.symbol, one.currency, one.previous_close) for one in coin.quotes] == [
        ("BTCUSDT", "USD", None), ("BTC-USD", "USD", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("message", "frame"),
    [
        ("not json", QuoteFrame(malformed=1)),
        ("{}", QuoteFrame(malformed=1)),
        ('{"message": 7}', QuoteFrame(malformed=1)),
        ('{"message": "!!!"}', QuoteFrame(malformed=1)),
        ('{"message": "////"}', QuoteFrame(malformed=1)),
    ],
)
def test_yahoo_s_junk_is_counted(message: str, frame: QuoteFrame) -> None:
    assert yahoo.parse_message(message, {"AAPL": ["AAPL"]}) == frame


def test_yahoo_s_impossible_prices_are_no_quotes() -> None:
    names = {"AAPL": ["AAPL"]}
    for price, moment in ((0.0, MOMENT_MS), (float("nan"), MOMENT_MS), (float("inf"), 1), (1.0, 0)):
        frame = priced(id="AAPL", price=price, time=moment, currency="USD")
        assert yahoo.parse_message(frame, names) == QuoteFrame(malformed=1)
    other = priced(id="MSFT", price=1.0, time=MOMENT_MS)
    assert yahoo.parse_message(other, names) == QuoteFrame(other=1)


def polygon_venue(*frames: Any, key: str = "good") -> Behave:
    async def behave(socket: ServerConnection) -> None:
        async def say(**words: str) -> None:
            await socket.send(orjson.dumps([{"ev": "status", **words}]).decode())

        await say(status="connected", message="Connected Successfully")
        serialized = orjson.loads(await socket.recv())
        if serialized != {"action": "auth", "params": key}:
            await say(status="auth_failed", message="authentication failed")
            return
        await say(status="auth_success", message="authenticated")
        wanted = orjson.loads(await socket.recv())["params"]
        await say(status="success", message=f"subscribed to: {wanted}")
        for frame in frames:
            await socket.send(orjson.dumps(frame).decode())
        await socket.wait_closed()

    return behave


TRADE = {"ev": "T", "sym": "AAPL", "x": 4, "i": "1", "z": 3, "p": 229.87, "s": 100, "c": [14],
         "t": MOMENT_MS, "q": 1}  # fmt: skip
MINUTE = {"ev": "AM", "sym": "AAPL", "v": 4110, "av": 9, "op": 229.0, "vw": 229.5, "o": 229.6,
          "c": 229.9, "h": 230.0, "l": 229.5, "a": 229.4, "z": 685, "s": MOMENT_MS,
          "e": MOMENT_MS + 60_000}  # fmt: skip


async def test_polygon_sends_trades_and_minutes(settings: Settings) -> None:
    odd_lot = TRADE | {"p": 1.0, "c": [14, 37]}
    junk = TRADE | {"p": "x"}
    behave = polygon_venue([TRADE, odd_lot, junk], [MINUTE], [{"ev": "Q", "sym": "AAPL"}])
    async with provider(behave) as url:
        settings.POLYGON_WS_URL = url
        opened, serialized, trades, minute, quote = await take(PolygonStream("good"), ("AAPL",), 5)
    assert opened == QuoteFrame()
    assert serialized == QuoteFrame(other=1)
    assert [(one.symbol, one.price, one.timestamp_us) for one in trades.quotes] == [
        ("AAPL", 229.87, MOMENT_MS * 1_000)
    ]
    assert (trades.other, trades.malformed) == (1, 1)
    assert (minute.quotes[0].price, minute.quotes[0].timestamp_us) == (
        229.9, (MOMENT_MS + 60_000) * 1_000,
    )  # fmt: skip
    assert quote == QuoteFrame(other=1)


async def test_polygon_streams_coins_by_pairs(settings: Settings) -> None:
    coin = {"ev": "XT", "pair": "BTC-USD", "p": 98_997.66, "t": MOMENT_MS, "s": 0.1, "c": [2]}
    async with provider(polygon_venue([coin])) as url:
        settings.POLYGON_WS_URL = url
        frames = await take(PolygonStream("good"), ("BTC-USD",), 3)
    assert [(one.symbol, one.currency) for one in frames[2].quotes] == [("BTC-USD", "USD")]


async def test_polygon_refuses_a_wrong_key(settings: Settings) -> None:
    async with provider(polygon_venue()) as url:
        settings.POLYGON_WS_URL = url
        with pytest.raises(ProviderRefusedError) as caught:
            await take(PolygonStream("bad"), ("AAPL",), 1)
    assert not caught.value.retryable
    assert "paid plans" in caught.value.fix


def test_polygon_s_words_on_the_connection() -> None:
    def frame(status: str) -> bytes:
        return orjson.dumps([{"ev": "status", "status": status, "message": "m"}])

    with pytest.raises(ProviderUnavailableError):
        polygon.parse_frame(frame("max_connections"), {})
    assert polygon.parse_frame(b"[1]", {}) == QuoteFrame(malformed=1)
    assert polygon.parse_frame(b"{", {}) == QuoteFrame(malformed=1)


@pytest.mark.parametrize("stream", [YahooStream(), PolygonStream("good")])
async def test_a_socket_that_ends_or_never_opens(settings: Settings, stream: QuoteStream) -> None:
    async def hang_up(socket: ServerConnection) -> None:
        await socket.close(1001)

    async with provider(hang_up) as url:
        settings.YAHOO_WS_URL = settings.POLYGON_WS_URL = url
        with pytest.raises(ProviderUnavailableError, match="socket ended") as caught:
            await take(stream, ("AAPL",), 99)
    assert isinstance(caught.value, ProviderError)
    settings.YAHOO_WS_URL = settings.POLYGON_WS_URL = "ws://127.0.0.1:9"
    with pytest.raises(ProviderUnavailableError):
        await take(stream, ("AAPL",), 1)
