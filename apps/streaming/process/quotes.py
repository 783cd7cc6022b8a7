"""Prices of providers' instruments: over a socket as they change, else asked for in turn."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from datetime import timedelta
from time import monotonic
from typing import Final

import structlog
from django.db import DatabaseError

from apps.core.backoff import Backoff
from apps.core.errors import ProblemError
from apps.instruments.selectors import instrument_get
from apps.instruments.selectors.latest_quotes import quoted_symbols, unasked_symbols
from apps.providers.asking import quote_fetch
from apps.providers.shared.base import ProviderError, ProviderQuote, QuoteStream
from apps.streaming.database import in_thread
from apps.streaming.process.latest_quotes import quotes_store

log = structlog.get_logger(__name__)
FLUSH_S: Final = 1.0
FOLLOW_S: Final = 5.0
ASK_S: Final = 2.0
SILENT: Final = timedelta(minutes=15)
"""A price that no socket sent for so long is asked for."""
RETRY: Final = Backoff(1.0, 60.0)


class QuoteFeed:
    """Keep the newest price of every instrument that a provider keeps.

    Parameters
    ----------
    streams : callable
        Gives the sockets in the order to try them; asked before each connection, in a thread.
    """

    def __init__(self, streams: Callable[[], tuple[QuoteStream, ...]]) -> None:
        self._streams = streams
        self._waiting: dict[str, ProviderQuote] = {}
        self._asked_s: dict[str, float] = {}
        self._failures = 0

    async def run(self) -> None:
        """Listen, ask and store until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(_again(self._listen, FOLLOW_S), name="quotes-listen")
            group.create_task(_again(self._flush, FLUSH_S), name="quotes-flush")
            group.create_task(_again(self._ask, ASK_S), name="quotes-ask")

    async def _listen(self) -> None:
        """Hold one connection until the symbols change or it ends; then try the next provider."""
        symbols = await asyncio.to_thread(in_thread, quoted_symbols)
        streams = await asyncio.to_thread(in_thread, self._streams)
        if not symbols or not streams:
            return
        stream = streams[self._failures % len(streams)]
        reader = asyncio.create_task(self._read(stream, symbols))
        try:
            while not (await asyncio.wait({reader}, timeout=FOLLOW_S))[0]:
                if await asyncio.to_thread(in_thread, quoted_symbols) != symbols:
                    return
            await reader
        except ProviderError:
            self._failures += 1
            raise
        finally:
            reader.cancel()
            with suppress(asyncio.CancelledError, ProviderError):
                await reader

    async def _read(self, stream: QuoteStream, symbols: tuple[str, ...]) -> None:
        async with aclosing(stream.frames(symbols)) as frames:
            async for frame in frames:
                self._waiting.update({quote.symbol: quote for quote in frame.quotes})

    async def _flush(self) -> None:
        """Store what waits: the newest price of each symbol, once a second."""
        quotes, self._waiting = self._waiting, {}
        if quotes:
            await asyncio.to_thread(in_thread, quotes_store, list(quotes.values()))

    async def _ask(self) -> None:
        """Ask for the price that was silent the longest."""
        silent = await asyncio.to_thread(in_thread, unasked_symbols, within=SILENT)
        limit_s = monotonic() - SILENT.total_seconds()
        due = [one for one in silent if self._asked_s.get(one, limit_s) <= limit_s]
        if due:
            # Noted before the request: a symbol that fails waits for its next turn like the others.
            self._asked_s[due[0]] = monotonic()
            quote = await asyncio.to_thread(in_thread, _fetched, due[0])
            # What the socket sent meanwhile is newer than this response.
            self._waiting.setdefault(quote.symbol, quote)


def _fetched(symbol: str) -> ProviderQuote:
    return quote_fetch(instrument=instrument_get(symbol=symbol)).value


async def _again(work: Callable[[], Awaitable[None]], rest_s: float) -> None:
    """Do something for ever; what fails soon again is tried later and later."""
    failures = 0
    while True:
        started_s = monotonic()
        try:
            await work()
            failures = 0
            await asyncio.sleep(rest_s)
        except (ProviderError, ProblemError, DatabaseError) as error:
            failures = 0 if monotonic() - started_s > RETRY.max_s else failures
            log.info("quotes_interrupted", cause=str(error))
            failures += 1
            await asyncio.sleep(RETRY.wait_s(failures))
