"""A venue that speaks Binance and misbehaves by script: cuts, stalls, repeats, disorder, junk."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from apps.instruments.types import Tick

VENUE = "binance"
JUNK = (
    b"not json",
    b"[[[",
    b'{"e":"aggTrade"}',
    b'{"stream":"x","data":null}',
    b'{"result":null,"id":3}',
    b"\xff\xfe",
    b"{" * 1_000_000,
    b'"' + b"x" * 1_000_000 + b'"',
)


@dataclass(frozen=True)
class Faults:
    """How often what goes wrong; probabilities are per tick."""

    cuts: int = 0
    lost_at_cut: int = 40
    stalls: int = 0
    drop: float = 0.0
    duplicate: float = 0.0
    swap: float = 0.0
    junk: float = 0.0
    poison: float = 0.0
    rest_failure: float = 0.0
    plain_trades: bool = False
    pause_s: float = 0.0
    """Waited after each hundred ticks."""


def tape(symbols: Sequence[str], count: int, *, now_us: int, seed: int = 1) -> list[Tick]:
    """Return `count` trades of the last hour, symbols mixed, ids rising by one a symbol."""
    rng = random.Random(seed)
    ids = {symbol: rng.randrange(10**6, 10**9) for symbol in symbols}
    price = {symbol: 100.0 * (place + 1) for place, symbol in enumerate(symbols)}
    step = 3_600_000_000 // count
    ticks = []
    for number in range(count):
        symbol = symbols[rng.randrange(len(symbols))]
        ids[symbol] += 1
        price[symbol] = round(max(1.0, price[symbol] + rng.gauss(0, 0.05)), 2)
        moment = (now_us - (count - number) * step) // 1_000 * 1_000
        size = round(rng.expovariate(1.0) + 0.001, 3)
        ticks.append(
            Tick(VENUE, symbol, ids[symbol], price[symbol], size, moment, rng.random() < 0.5)
        )
    return ticks


class FaultyVenue:
    """Plays a tape to whoever is connected, and answers `aggTrades` from all that was played."""

    def __init__(self, ticks: Sequence[Tick], faults: Faults, *, seed: int = 2) -> None:
        self.ticks = ticks
        self.faults = faults
        self.finished = asyncio.Event()
        self.seen: Counter[str] = Counter()
        self._rng = random.Random(seed)
        self._place = 0
        self._rows: dict[str, list[dict[str, Any]]] = {tick.symbol: [] for tick in ticks}
        self._events = self._script()
        self._playing: ServerConnection | None = None

    @asynccontextmanager
    async def open(self, port: int = 0):
        async with serve(
            self._socket, "127.0.0.1", port, process_request=self._request, compression=None
        ) as server:
            self.port = server.sockets[0].getsockname()[1]
            yield self

    @property
    def played(self) -> int:
        """How many trades have happened."""
        return self._place

    # -- what is played

    def _script(self) -> list[tuple[int, str]]:
        """Choose where cuts and stalls happen; not in the last part, so that the end is seen."""
        places = self._rng.sample(
            range(50, max(len(self.ticks) - 200, 51 + self.faults.cuts + self.faults.stalls)),
            self.faults.cuts + self.faults.stalls,
        )
        kinds = ["cut"] * self.faults.cuts + ["stall"] * self.faults.stalls
        return sorted(zip(places, kinds, strict=True))

    async def _socket(self, socket: ServerConnection) -> None:
        self.seen["connections"] += 1
        self._playing = socket
        try:
            await self._play(socket)
            await socket.wait_closed()
        except ConnectionClosed:
            return

    async def _play(self, socket: ServerConnection) -> None:
        while self._place < len(self.ticks) and self._playing is socket:
            if self._events and self._place >= self._events[0][0]:
                _, kind = self._events.pop(0)
                self.seen[kind] += 1
                if kind == "cut":
                    self._skip(self._rng.randrange(self.faults.lost_at_cut))
                    await socket.close()
                return
            if self.faults.pause_s and self._place % 100 == 0:
                await asyncio.sleep(self.faults.pause_s)
            for frame in self._frames():
                await socket.send(frame, text=False if frame in JUNK else None)
        if self._place >= len(self.ticks):
            self.finished.set()

    def _skip(self, count: int) -> None:
        for _ in range(min(count, max(0, len(self.ticks) - 100 - self._place))):
            self._happen(self.ticks[self._place])

    def _happen(self, tick: Tick) -> dict[str, Any]:
        self._place += 1
        row = {
            "a": tick.trade_id,
            "p": repr(tick.price),
            "q": repr(tick.quantity),
            "f": tick.trade_id,
            "l": tick.trade_id,
            "T": tick.timestamp_us // 1_000,
            "m": tick.buyer_is_maker,
        }
        self._rows[tick.symbol].append(row)
        return row

    def _frames(self) -> Iterator[str | bytes]:
        """Yield the frames of the next tick or two, spoiled as the faults say."""
        rng, faults = self._rng, self.faults
        last = len(self.ticks) - 100
        group = [self._event()]
        if self._place < last:
            if rng.random() < faults.swap:
                group = [self._event(), *group]
            if rng.random() < faults.drop:
                self.seen["dropped"] += len(group)
                group = []
            if rng.random() < faults.poison:
                group.append(self._poison())
        for event in group:
            frame = orjson.dumps(event).decode()
            yield frame
            if rng.random() < faults.duplicate:
                self.seen["duplicates"] += 1
                yield frame
        if rng.random() < faults.junk:
            self.seen["junk"] += 1
            yield rng.choice(JUNK)

    def _event(self) -> dict[str, Any]:
        tick = self.ticks[self._place]
        row = self._happen(tick)
        data = {"e": "aggTrade", "E": row["T"] + 3, "s": tick.symbol, **row, "later": {"x": 1}}
        if self.faults.plain_trades:
            return {**data, "e": "trade", "t": data.pop("a")}
        return {"stream": f"{tick.symbol.lower()}@aggTrade", "data": data}

    def _poison(self) -> dict[str, Any]:
        """Return an event that must be refused: its id is far away, so it leaves no gap."""
        self.seen["poison"] += 1
        bad: dict[str, Any] = self._rng.choice(
            [{"p": "NaN"}, {"p": "Infinity"}, {"p": "-1"}, {"q": "0"}, {"T": 1}, {"s": "STRANGE"}]
        )
        tick = self.ticks[self._place]
        good = {"e": "aggTrade", "s": tick.symbol, "a": 5, "p": "1", "q": "1"}
        return {**good, "T": tick.timestamp_us // 1_000, "m": False, **bad}

    # -- what is asked

    async def _request(self, _: ServerConnection, request: Request) -> Response | None:
        parts = urlsplit(request.path)
        if parts.path.startswith(("/stream", "/ws")):
            return None
        query = dict(parse_qsl(parts.query))
        self.seen[f"rest{parts.path}"] += 1
        if self._rng.random() < self.faults.rest_failure:
            self.seen["rest_failures"] += 1
            return self._rng.choice(
                [
                    _answer(HTTPStatus.INTERNAL_SERVER_ERROR, b"{}"),
                    _answer(HTTPStatus.TOO_MANY_REQUESTS, b"{}", [("Retry-After", "0")]),
                    _answer(HTTPStatus.OK, b"<html>busy</html>"),
                    _answer(HTTPStatus.OK, b'{"Note": "limit"}'),
                    _answer(HTTPStatus.OK, b"[]"),
                ]
            )
        if parts.path == "/fapi/v1/exchangeInfo":
            listed = [{"symbol": symbol, "status": "TRADING"} for symbol in self._rows]
            return _answer(HTTPStatus.OK, orjson.dumps({"symbols": listed}))
        if parts.path != "/fapi/v1/aggTrades" or "fromId" not in query:
            return _answer(HTTPStatus.NOT_FOUND, b'{"code":-5000}')
        rows: list[dict[str, Any]] = self._rows.get(query["symbol"], [])
        first = int(query["fromId"])
        page = [row for row in rows if row["a"] >= first][: int(query.get("limit", 500))]
        return _answer(HTTPStatus.OK, orjson.dumps(page))


def _answer(status: HTTPStatus, body: bytes, extra: Sequence[tuple[str, str]] = ()) -> Response:
    headers = Headers(
        [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
            *extra,
        ]
    )
    return Response(status.value, status.phrase, headers, body)
