"""The live client against the simulator: the same protocol, so the same stored result."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest
from pytest_django import Settings
from websockets.asyncio.client import connect

from apps.instruments.selectors import instrument_get
from apps.instruments.store import bars_columns, ticks_columns
from apps.providers.binance.venue import BinanceVenue
from apps.providers.shared.base import ProviderRefusedError
from apps.streaming.exchange_simulator.server import Simulator
from apps.streaming.exchange_simulator.tape import Opening, Tape
from apps.streaming.exchange_simulator.universe import PAIR, stock
from apps.streaming.ticks.intake import now_us
from launcher.testing.ports import reserved_port
from ml.series.bars import INTERVALS_US
from ml.series.bars_fold import fold
from tests.apps.streaming.running import in_database, streaming, until, venue_at

LISTINGS = (*PAIR, stock("AAPL", 128.41))
HOUR_MS = 3_600_000


def _now_ms() -> int:
    return now_us() // 1_000


@asynccontextmanager
async def simulator(opened_ms: int) -> AsyncIterator[int]:
    port = reserved_port()
    stop = asyncio.Event()
    tape = Tape(3, Opening(opened_ms))
    task = asyncio.create_task(Simulator(LISTINGS, tape, _now_ms).run("127.0.0.1", port, stop))
    await until(lambda: task.done() or _listens(port), within_s=30)
    try:
        yield port
    finally:
        stop.set()
        await asyncio.wait_for(task, 60)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def opened_ms() -> int:
    return (_now_ms() - HOUR_MS) // 60_000 * 60_000


async def test_rest_speaks_binance(settings: Settings, opened_ms: int) -> None:
    async with simulator(opened_ms) as port:
        venue = venue_at(settings, port)
        assert await venue.symbols() == ("BTCUSDT", "ETHUSDT", "AAPL")
        since = await venue.trades_since("AAPL", start_us=opened_ms * 1_000, limit=50)
        ids = [tick.trade_id for tick in since.ticks]
        assert ids == list(range(ids[0], ids[0] + 50))
        page = await venue.trades("AAPL", from_id=ids[10], limit=20)
        assert page.ticks == since.ticks[10:30]
        newest = await venue.newest("BTCUSDT")
        assert newest is not None
        assert abs(newest.timestamp_us - now_us()) < 10_000_000
        start_us = (opened_ms + 600_000) * 1_000
        bars = await venue.bars("BTCUSDT", "1m", start_us=start_us, end_us=start_us + 300_000_000)
        assert [bar.timestamp_us for bar in bars] == [start_us + n * 60_000_000 for n in range(5)]
        with pytest.raises(ProviderRefusedError, match="Invalid symbol"):
            await venue.trades("NONE", from_id=1, limit=1)
        await venue.close()


async def test_the_venues_bars_equal_a_fold_of_its_trades(
    settings: Settings, opened_ms: int
) -> None:
    async with simulator(opened_ms) as port:
        venue = venue_at(settings, port)
        start_us = (opened_ms + 300_000) * 1_000
        (bar,) = await venue.bars("AAPL", "1m", start_us=start_us, end_us=start_us + 60_000_000)
        ticks = (await venue.trades_since("AAPL", start_us=start_us, limit=1_000)).ticks
        inside = [tick for tick in ticks if tick.timestamp_us < start_us + 60_000_000]
        assert bar.trades == len(inside)
        assert bar.open == inside[0].price
        assert bar.close == inside[-1].price
        assert bar.high == max(tick.price for tick in inside)
        assert bar.volume == sum(tick.quantity for tick in inside)
        await venue.close()


async def test_sockets_plain_and_enveloped_and_by_subscription(opened_ms: int) -> None:
    async with simulator(opened_ms) as port:
        base = f"ws://127.0.0.1:{port}"
        async with connect(f"{base}/stream?streams=btcusdt@aggTrade") as enveloped:
            assert orjson.loads(await enveloped.recv())["stream"] == "btcusdt@aggTrade"
        async with connect(f"{base}/ws/btcusdt@aggTrade") as plain:
            assert orjson.loads(await plain.recv())["e"] == "aggTrade"
        async with connect(f"{base}/market/ws") as later:
            await later.send('{"method":"SUBSCRIBE","params":["ethusdt@aggTrade"],"id":9}')
            assert orjson.loads(await later.recv()) == {"result": None, "id": 9}
            assert orjson.loads(await later.recv())["s"] == "ETHUSDT"
            await later.send('{"method":"LIST_SUBSCRIPTIONS","id":10}')
            answers = [orjson.loads(await later.recv()) for _ in range(20)]
            assert {"result": ["ethusdt@aggTrade"], "id": 10} in answers
            await later.send("{")
            answers = [orjson.loads(await later.recv()) for _ in range(20)]
            assert any("error" in answer for answer in answers)


@pytest.mark.django_db(transaction=True)
async def test_a_first_start_fills_the_charts_and_streams_on(
    settings: Settings, opened_ms: int
) -> None:
    symbols = ("BTCUSDT", "ETHUSDT")
    async with simulator(opened_ms) as port:
        async with streaming(_simulated(settings, port), symbols) as first:
            await until(lambda: first.stats.received >= 40, within_s=60)
        async with streaming(_simulated(settings, port), symbols) as second:
            await until(lambda: second.stats.received >= 20, within_s=60)
    assert first.announced
    await in_database(_check_bars, opened_ms)


def _simulated(settings: Settings, port: int) -> BinanceVenue:
    venue = venue_at(settings, port, name="simulator")
    venue.simulated = True
    return venue


def _check_bars(opened_ms: int) -> None:
    for symbol in ("BTCUSDT", "ETHUSDT"):
        instrument = instrument_get(symbol=symbol)
        assert instrument.simulated
        assert instrument.intraday_source == "simulator"
        ticks = ticks_columns(venue="simulator", symbol=symbol, start_us=0, end_us=2**62)
        for step in INTERVALS_US.values():
            bars = bars_columns(instrument_id=instrument.id, interval_s=step // 1_000_000)
            expected = fold(*ticks, step)
            folded = bars.where(bars.timestamps >= expected.start_us[0])
            assert folded.timestamps.tolist() == expected.start_us.tolist()
            assert folded.volume.tolist() == expected.volume.tolist()
            assert folded.vwap.tolist() == expected.vwap.tolist()
            if step > 1_000_000:
                # The venue's own bars come before, back to its opening, without a hole.
                assert bars.timestamps[0] - opened_ms * 1_000 < step
                assert set(bars.timestamps[1:] - bars.timestamps[:-1]) == {step}


async def _ask(port: int, path: str) -> tuple[int, Any]:
    """Ask the venue as any client does, over a plain socket."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), orjson.loads(body)


async def test_an_old_id_gives_the_oldest_trades(opened_ms: int) -> None:
    """Binance answers an id from before its retention with the oldest trades that it has."""
    async with simulator(opened_ms) as port:
        trades = "/fapi/v1/aggTrades?symbol=BTCUSDT&limit=3"
        status, oldest = await _ask(port, f"{trades}&startTime=0")
        assert (status, len(oldest)) == (200, 3)
        assert oldest[0]["T"] >= opened_ms
        for old in (0, 1, 1_000_000, oldest[0]["a"] - 1, oldest[0]["a"]):
            assert await _ask(port, f"{trades}&fromId={old}") == (200, oldest)
        for later in ("fromId=999999999999999999", "startTime=99999999999999999999"):
            assert await _ask(port, f"{trades}&{later}") == (200, [])


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("fromId=-1", -1100),
        ("fromId=abc", -1100),
        ("fromId=%D9%A3", -1100),
        ("startTime=999999999999999999999", -1100),
        ("limit=0", -1130),
        ("limit=x", -1100),
    ],
)
async def test_a_wrong_number_is_refused_as_binance_does(
    opened_ms: int, question: str, code: int
) -> None:
    async with simulator(opened_ms) as port:
        for route in ("aggTrades", "klines"):
            path = f"/fapi/v1/{route}?symbol=BTCUSDT&interval=1m&{question}"
            if route == "klines" and question.startswith("fromId"):
                continue
            status, body = await _ask(port, path)
            assert (status, body["code"]) == (400, code)


# What each market says; `ccxt.binanceusdm` 4.5 loads its markets from an answer with these keys.
_MARKET_KEYS = {
    "symbol", "contractType", "deliveryDate", "onboardDate", "status", "baseAsset", "quoteAsset",
    "marginAsset", "pricePrecision", "quantityPrecision", "baseAssetPrecision", "quotePrecision",
    "filters", "liquidationFee", "orderTypes", "timeInForce",
}  # fmt: skip


async def test_client_libraries_find_what_they_build_markets_from(opened_ms: int) -> None:
    async with simulator(opened_ms) as port:
        status, info = await _ask(port, "/fapi/v1/exchangeInfo")
    assert status == 200
    assert [one["symbol"] for one in info["symbols"]] == ["BTCUSDT", "ETHUSDT", "AAPL"]
    for one in info["symbols"]:
        assert one.keys() >= _MARKET_KEYS
        filters = {found.pop("filterType"): found for found in one["filters"]}
        assert filters.keys() >= {"PRICE_FILTER", "LOT_SIZE", "MARKET_LOT_SIZE", "MIN_NOTIONAL"}
        assert filters["PRICE_FILTER"].keys() == {"minPrice", "maxPrice", "tickSize"}
        assert filters["LOT_SIZE"].keys() == {"minQty", "maxQty", "stepSize"}
    bitcoin = info["symbols"][0]
    assert (bitcoin["baseAsset"], bitcoin["quoteAsset"], bitcoin["marginAsset"]) == (
        "BTC", "USDT", "USDT",
    )  # fmt: skip
    assert bitcoin["pricePrecision"] == 1


# Binance's documentation of USD-M futures, "24hr Ticker Price Change Statistics".
_TICKER_TEXTS = {
    "symbol", "priceChange", "priceChangePercent", "weightedAvgPrice", "lastPrice", "lastQty",
    "openPrice", "highPrice", "lowPrice", "volume", "quoteVolume",
}  # fmt: skip
_TICKER_NUMBERS = {"openTime", "closeTime", "firstId", "lastId", "count"}


async def test_the_days_statistics_have_binances_form_and_agree_with_the_bars(
    opened_ms: int,
) -> None:
    async with simulator(opened_ms) as port:
        status, found = await _ask(port, "/fapi/v1/ticker/24hr?symbol=AAPL")
        _, minutes = await _ask(port, "/fapi/v1/klines?symbol=AAPL&interval=1m&limit=1500")
        _, trades = await _ask(port, f"/fapi/v1/aggTrades?symbol=AAPL&fromId={found['lastId']}")
    assert status == 200
    assert {name for name, value in found.items() if isinstance(value, str)} == _TICKER_TEXTS
    assert {name for name, value in found.items() if isinstance(value, int)} == _TICKER_NUMBERS
    closed = [row for row in minutes if row[6] < found["closeTime"]]
    assert found["openPrice"] == minutes[0][1]
    assert float(found["highPrice"]) >= max(float(row[2]) for row in closed)
    assert float(found["lowPrice"]) <= min(float(row[3]) for row in closed)
    assert float(found["volume"]) >= sum(float(row[5]) for row in closed)
    assert found["count"] == found["lastId"] - found["firstId"] + 1
    assert (found["lastPrice"], found["lastQty"]) == (trades[0]["p"], trades[0]["q"])
    assert found["closeTime"] - found["openTime"] == pytest.approx(86_400_000, abs=60_000)
    change = float(found["lastPrice"]) - float(found["openPrice"])
    assert float(found["priceChange"]) == pytest.approx(change, abs=1e-9)
    percent = 100 * change / float(found["openPrice"])
    assert float(found["priceChangePercent"]) == pytest.approx(percent, abs=5e-4)
    mean = float(found["quoteVolume"]) / float(found["volume"])
    assert float(found["weightedAvgPrice"]) == pytest.approx(mean, abs=0.01)


async def test_without_a_symbol_all_are_sent_and_a_wrong_one_is_refused(opened_ms: int) -> None:
    async with simulator(opened_ms) as port:
        status, found = await _ask(port, "/fapi/v1/ticker/24hr")
        refused = await _ask(port, "/fapi/v1/ticker/24hr?symbol=NONE")
    assert status == 200
    assert [one["symbol"] for one in found] == ["BTCUSDT", "ETHUSDT", "AAPL"]
    assert refused == (400, {"code": -1121, "msg": "Invalid symbol."})


async def test_longer_bars_are_made_of_the_shorter_ones(opened_ms: int) -> None:
    """The opening's own bar is there with what there was of it."""
    async with simulator(opened_ms) as port:
        path = "/fapi/v1/klines?symbol=AAPL&limit=1500"
        rows = {
            interval: (await _ask(port, f"{path}&interval={interval}"))[1]
            for interval in ("1m", "1h", "1d")
        }
    for interval, step in (("1h", 3_600_000), ("1d", 86_400_000)):
        for row in rows[interval]:
            assert row[0] % step == 0
            assert row[6] == row[0] + step - 1
            inside = [one for one in rows["1m"] if row[0] <= one[0] <= row[6]]
            assert row[1] == inside[0][1]
            if row[6] < rows["1m"][-1][0]:  # a closed one: nothing was traded between the answers
                assert row[4] == inside[-1][4]
                assert row[8] == sum(one[8] for one in inside)
        assert sum(row[8] for row in rows[interval]) >= sum(row[8] for row in rows["1m"])
