"""Yahoo's streaming socket: delayed or live prices of whatever it lists, without a key."""

import asyncio
import base64
import binascii
from collections.abc import AsyncGenerator, Iterable, Mapping
from typing import Any, Final

import orjson
from django.conf import settings
from typing_extensions import override
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from apps.core.currencies import UnknownCurrencyError, unit_parse
from apps.providers.shared.base import (
    ProviderQuote,
    ProviderUnavailableError,
    QuoteFrame,
    QuoteStream,
)
from apps.providers.shared.rest import LATER
from apps.providers.shared.sockets import provider_socket
from apps.providers.shared.symbols import to_yahoo
from apps.providers.yahoo.terms import NAME

BEAT_S: Final = 15.0
"""Yahoo forgets who does not ask again."""
_MS: Final = 1_000
_LATEST_MS: Final = 2**53


class YahooStream(QuoteStream):
    """One socket; messages are base64 of the library's own protobuf type."""

    name = NAME

    @override
    async def frames(self, symbols: Iterable[str]) -> AsyncGenerator[QuoteFrame, None]:
        names: dict[str, list[str]] = {}
        for one in symbols:
            names.setdefault(to_yahoo(one), []).append(one)
        beat: asyncio.Task[None] | None = None
        try:
            async with provider_socket(f"{settings.YAHOO_WS_URL}/?version=2") as socket:
                beat = asyncio.create_task(_subscribe(socket, sorted(names)))
                yield QuoteFrame()
                while True:
                    yield parse_message(await socket.recv(), names)
        except (OSError, TimeoutError, WebSocketException) as error:
            raise ProviderUnavailableError(
                NAME, f"The socket ended: {error!r}.", fix=LATER
            ) from error
        finally:
            if beat is not None:
                beat.cancel()


def parse_message(frame: str | bytes, names: Mapping[str, list[str]]) -> QuoteFrame:
    """Read one message; one price may belong to several symbols of ours."""
    # The protobuf runtime comes with it: only who listens pays for it.
    from google.protobuf.message import DecodeError  # noqa: PLC0415
    from yfinance.pricing_pb2 import PricingData  # noqa: PLC0415

    pricing = PricingData()
    try:
        pricing.ParseFromString(base64.b64decode(orjson.loads(frame)["message"], validate=True))
    except (orjson.JSONDecodeError, KeyError, TypeError, binascii.Error, DecodeError):
        return QuoteFrame(malformed=1)
    ours = names.get(pricing.id)
    if ours is None:
        return QuoteFrame(other=1)
    quotes = tuple(one for symbol in ours if (one := _quote(pricing, symbol)) is not None)
    return QuoteFrame(quotes, malformed=0 if quotes else 1)


def _quote(pricing: Any, symbol: str) -> ProviderQuote | None:
    try:
        unit = unit_parse(str(pricing.currency))
    except UnknownCurrencyError:
        return None
    # Prices are single precision: seven digits are what was sent, the rest is noise.
    price, before = float(f"{pricing.price:.7g}"), float(f"{pricing.previous_close:.7g}")
    if not (0 < price < float("inf")) or not (0 < pricing.time < _LATEST_MS):
        return None
    return ProviderQuote(
        symbol=symbol,
        price=unit.main(price),
        previous_close=unit.main(before) if before > 0 else None,
        timestamp_us=int(pricing.time) * _MS,
        currency=unit.currency,
        provider=NAME,
    )


async def _subscribe(socket: ClientConnection, names: list[str]) -> None:
    """Ask again and again, as Yahoo's own page does."""
    while True:
        await socket.send(orjson.dumps({"subscribe": names}).decode())
        await asyncio.sleep(BEAT_S)
