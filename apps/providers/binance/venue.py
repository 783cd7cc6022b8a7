"""The USD-M venue, real or simulated: trades over the socket, their repetition over REST."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from typing import Final

import orjson
from typing_extensions import override
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from apps.instruments.types import BarRow, Tick
from apps.providers.binance.address import later_streams, stream_names, stream_url
from apps.providers.binance.parse import parse_bars, parse_frame, parse_trades
from apps.providers.binance.rest import NAME, BinanceRest
from apps.providers.shared.base import (
    Parsed,
    ProviderAnswerError,
    ProviderUnavailableError,
    TickVenue,
)
from apps.providers.shared.sockets import provider_socket

SUBSCRIBE_PAUSE_S: Final = 0.25
BARS_LIMIT: Final = 1_500


class BinanceVenue(TickVenue):
    """Binance USD-M over its public market streams.

    Parameters
    ----------
    name : str
        Part of each tick's key; the simulator speaks the same protocol under its own name.
    ws_url : str
        Base of the streams: a bare host, or ending in `/stream` or `/ws`.
    simulated : bool
        Whether its trades are made up.
    """

    def __init__(self, *, name: str, ws_url: str, simulated: bool) -> None:
        self.name = name
        self.simulated = simulated
        self._ws_url = ws_url
        self._rest = BinanceRest()

    @override
    async def frames(
        self, symbols: Iterable[str], *, stall_s: float
    ) -> AsyncGenerator[Parsed, None]:
        streams = stream_names(symbols)
        subscriber: asyncio.Task[None] | None = None
        try:
            async with provider_socket(stream_url(self._ws_url, streams)) as socket:
                subscriber = asyncio.create_task(_subscribe(socket, streams))
                yield Parsed()
                while True:
                    async with asyncio.timeout(stall_s):
                        frame = await socket.recv()
                    yield parse_frame(frame, self.name)
        except TimeoutError as error:
            raise ProviderUnavailableError(NAME, f"No data for {stall_s:.0f} s.") from error
        except (OSError, WebSocketException) as error:
            raise ProviderUnavailableError(NAME, f"The socket ended: {error!r}.") from error
        finally:
            if subscriber is not None:
                subscriber.cancel()

    @override
    async def trades(self, symbol: str, *, from_id: int, limit: int) -> Parsed:
        return await self._trades(symbol, limit=limit, fromId=from_id)

    @override
    async def trades_since(self, symbol: str, *, start_us: int, limit: int) -> Parsed:
        return await self._trades(symbol, limit=limit, startTime=start_us // 1_000)

    @override
    async def newest(self, symbol: str) -> Tick | None:
        ticks = (await self._trades(symbol, limit=1)).ticks
        return max(ticks, key=lambda tick: tick.trade_id, default=None)

    @override
    async def bars(self, symbol: str, interval: str, *, start_us: int, end_us: int) -> list[BarRow]:
        if end_us <= start_us:
            return []
        rows = await self._rest.rows(
            "/fapi/v1/klines",
            symbol=symbol,
            interval=interval,
            startTime=start_us // 1_000,
            endTime=end_us // 1_000 - 1,
            limit=BARS_LIMIT,
        )
        try:
            bars = parse_bars(rows, symbol, interval)
        except (ValueError, TypeError, IndexError) as error:
            raise ProviderAnswerError(NAME, f"A bar of another shape: {error}.") from error
        return [bar for bar in bars if start_us <= bar.timestamp_us < end_us]

    @override
    async def symbols(self) -> tuple[str, ...]:
        return await self._rest.symbols()

    @override
    async def close(self) -> None:
        """Close what is kept open between calls."""
        await self._rest.close()

    async def _trades(self, symbol: str, **params: int) -> Parsed:
        rows = await self._rest.rows("/fapi/v1/aggTrades", symbol=symbol, **params)
        return parse_trades(rows, symbol, self.name)


async def _subscribe(socket: ClientConnection, streams: list[str]) -> None:
    """Ask for the streams that the URL could not hold; the venue takes 10 messages a second."""
    for number, portion in enumerate(later_streams(streams), start=1):
        await socket.send(
            orjson.dumps({"method": "SUBSCRIBE", "params": portion, "id": number}).decode()
        )
        await asyncio.sleep(SUBSCRIBE_PAUSE_S)
