"""Polygon's sockets: trades and minute bars of shares, or trades of coins; a paid key is needed."""

from collections.abc import AsyncGenerator, Iterable, Mapping
from typing import Any, Final

import orjson
from django.conf import settings
from typing_extensions import override
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from apps.core.redact import redacted
from apps.providers.polygon.parse import money_of
from apps.providers.polygon.terms import NAME
from apps.providers.shared.base import (
    ProviderAnswerError,
    ProviderError,
    ProviderQuote,
    ProviderRefusedError,
    ProviderUnavailableError,
    QuoteFrame,
    QuoteStream,
)
from apps.providers.shared.rest import LATER
from apps.providers.shared.sockets import provider_socket
from apps.providers.shared.symbols import coins_of, to_polygon

_MS: Final = 1_000
_HELLO_FRAMES: Final = 5
# Trades that the consolidated tape does not take as the last price: averages, sales out of
# sequence or hours, odd lots, official opening and closing prints, contingent trades.
_NOT_LAST: Final = frozenset({2, 7, 10, 12, 13, 15, 16, 20, 21, 22, 29, 32, 37, 38, 52, 53})
_BAD_AUTH: Final = frozenset({"auth_failed", "auth_timeout", "not_authorized"})


class PolygonStream(QuoteStream):
    """One socket of shares; of coins when there are no shares.

    Parameters
    ----------
    key : str
        Sent once, after the greeting.
    """

    name = NAME

    def __init__(self, key: str) -> None:
        self._key = key

    @override
    async def frames(self, symbols: Iterable[str]) -> AsyncGenerator[QuoteFrame, None]:
        wished = sorted(symbols)
        coins = all(coins_of(one) for one in wished)
        names = {_streamed(one): one for one in wished if coins or not coins_of(one)}
        try:
            async with provider_socket(
                f"{settings.POLYGON_WS_URL}/{'crypto' if coins else 'stocks'}"
            ) as socket:
                await self._enter(socket)
                wanted = ("XT",) if coins else ("T", "AM")
                await _say(
                    socket,
                    "subscribe",
                    ",".join(f"{kind}.{one}" for one in names for kind in wanted),
                )
                yield QuoteFrame()
                while True:
                    yield parse_frame(await socket.recv(), names)
        except (OSError, TimeoutError, WebSocketException) as error:
            raise ProviderUnavailableError(
                NAME, f"The socket ended: {error!r}.", fix=LATER
            ) from error

    async def _enter(self, socket: ClientConnection) -> None:
        """Give the key once and wait until it is taken."""
        await _say(socket, "auth", self._key)
        for _ in range(_HELLO_FRAMES):
            for event in _events(await socket.recv()):
                if event.get("status") == "auth_success":
                    return
                if error := _status_error(event):
                    raise error
        raise ProviderAnswerError(NAME, "The socket does not take the key.", fix=LATER)


def parse_frame(frame: str | bytes, names: Mapping[str, str]) -> QuoteFrame:
    """Read one frame: a list of trades, minute bars and words on the connection.

    Raises
    ------
    ProviderError
        A word that refuses the connection, such as a plan without streams.
    """
    events = _events(frame)
    quotes: list[ProviderQuote] = []
    malformed = 0 if events else 1
    other = 0
    for event in events:
        if event.get("ev") == "status":
            if error := _status_error(event):
                raise error
            other += 1
        elif event.get("ev") not in _READERS:
            other += 1
        elif (quote := _quote(event, names)) is not None:
            quotes.append(quote)
        elif _is_no_last_price(event):
            other += 1
        else:
            malformed += 1
    return QuoteFrame(tuple(quotes), malformed, other)


# Of each kind of event: where the symbol, the price and the moment (ms) are.
_READERS: Final = {
    "T": ("sym", "p", "t"), "AM": ("sym", "c", "e"), "A": ("sym", "c", "e"),
    "XT": ("pair", "p", "t"),
}  # fmt: skip


def _quote(event: Mapping[str, Any], names: Mapping[str, str]) -> ProviderQuote | None:
    symbol, price, moment = (event.get(one) for one in _READERS[event["ev"]])
    ours = names.get(str(symbol))
    sound = isinstance(price, float | int) and 0 < price < float("inf") and type(moment) is int
    if ours is None or not sound or _is_no_last_price(event):
        return None
    return ProviderQuote(
        symbol=ours,
        price=float(price or 0),
        previous_close=None,
        timestamp_us=int(moment or 0) * _MS,
        currency=money_of(ours).currency,
        provider=NAME,
    )


def _is_no_last_price(event: Mapping[str, Any]) -> bool:
    conditions = event.get("c")
    return (
        event.get("ev") == "T"
        and isinstance(conditions, list)
        and bool(_NOT_LAST.intersection(one for one in conditions if isinstance(one, int)))
    )


def _status_error(event: Mapping[str, Any]) -> ProviderError | None:
    status, said = str(event.get("status")), redacted(str(event.get("message")))[:160]
    if status in _BAD_AUTH:
        return ProviderRefusedError(
            NAME,
            f"The socket says: {said}.",
            fix="Check the key in Settings; streams are part of paid plans.",
            retryable=False,
        )
    if status in {"error", "max_connections"}:
        return ProviderUnavailableError(NAME, f"The socket says: {said}.", fix=LATER)
    return None


def _events(frame: str | bytes) -> list[dict[str, Any]]:
    try:
        content = orjson.loads(frame)
    except orjson.JSONDecodeError:
        return []
    return [one for one in content if isinstance(one, dict)] if isinstance(content, list) else []


def _streamed(symbol: str) -> str:
    """Return the stream's name of a symbol: BTC-USD of X:BTCUSD, else the ticker."""
    pair = coins_of(symbol)
    return f"{pair[0]}-{money_of(symbol).currency}" if pair else to_polygon(symbol)


async def _say(socket: ClientConnection, action: str, params: str) -> None:
    await socket.send(orjson.dumps({"action": action, "params": params}).decode())
