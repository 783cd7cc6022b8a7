"""The venue's REST: `/fapi/v1/{ping,time,exchangeInfo,aggTrades,klines,ticker/24hr}`."""

import asyncio
import re
from collections.abc import Callable, Mapping
from itertools import islice, takewhile
from typing import Any, Final

from apps.streaming.exchange_simulator.sums import Minutes, Sum, merge, nothing
from apps.streaming.exchange_simulator.tape import DAY_MS, MINUTE_MS, Tape, Trade
from apps.streaming.exchange_simulator.universe import Listing
from apps.streaming.exchange_simulator.wire import bar_row, exchange_info, ticker_row, trade_row

MAX_TRADES: Final = 1_000
MAX_BARS: Final = 1_500
BAR_MS: Final = {
    "1m": MINUTE_MS,
    "5m": 5 * MINUTE_MS,
    "15m": 15 * MINUTE_MS,
    "1h": 60 * MINUTE_MS,
    "1d": DAY_MS,
}
YIELD_EVERY: Final = 20
_NUMBER: Final = re.compile(r"[0-9]{1,20}", re.ASCII)


class RestError(Exception):
    """A refusal in Binance's shape."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.body = {"code": code, "msg": message}


class SimulatorRest:
    """Answers of the venue.

    Parameters
    ----------
    listings : mapping of str to Listing
        What trades.
    tape : Tape
        All trades.
    now_ms : callable
        The venue's clock; later trades have not happened yet.
    """

    def __init__(
        self, listings: Mapping[str, Listing], tape: Tape, now_ms: Callable[[], int]
    ) -> None:
        self._listings = listings
        self._tape = tape
        self._minutes = Minutes(tape)
        self._now_ms = now_ms

    async def answer(self, path: str, query: Mapping[str, str]) -> Any:
        """Return the answer's content.

        Raises
        ------
        RestError
            The request is wrong.
        LookupError
            There is no such route.
        """
        match path:
            case "/fapi/v1/ping":
                return {}
            case "/fapi/v1/time":
                return {"serverTime": self._now_ms()}
            case "/fapi/v1/exchangeInfo":
                opened_ms = self._tape.opening.time_ms
                return exchange_info(self._listings.values(), self._now_ms(), opened_ms)
            case "/fapi/v1/aggTrades":
                return self._trades(query)
            case "/fapi/v1/klines":
                return await self._bars(query)
            case "/fapi/v1/ticker/24hr":
                return await self._tickers(query)
            case _:
                raise LookupError(path)

    def _trades(self, query: Mapping[str, str]) -> list[dict[str, Any]]:
        listing, limit = self._listing(query), min(_number(query, "limit", 500), MAX_TRADES)
        now_ms = self._now_ms()
        if "fromId" in query:
            first_id = _number(query, "fromId", 0)
            if first_id // listing.trades_per_day > now_ms // DAY_MS:
                return []  # ids follow from the time: this one is of a day to come
            source = self._tape.from_id(listing, first_id)
        elif "startTime" in query:
            start_ms = _number(query, "startTime", 0)
            if start_ms > now_ms:
                return []
            source = self._tape.from_time(listing, start_ms)
        else:
            return [trade_row(listing, one) for one in self._recent(listing, now_ms, limit)]
        end_ms = min(now_ms, _number(query, "endTime", now_ms))
        past = takewhile(lambda trade: trade.time_ms <= end_ms, source)
        return [trade_row(listing, trade) for trade in islice(past, limit)]

    def _recent(self, listing: Listing, now_ms: int, limit: int) -> list[Trade]:
        minute, found = now_ms // MINUTE_MS, list[Trade]()
        while len(found) < limit and minute * MINUTE_MS >= self._tape.opening.time_ms:
            past = [one for one in self._tape.minute(listing, minute) if one.time_ms <= now_ms]
            found = past + found
            minute -= 1
        return found[-limit:]

    async def _bars(self, query: Mapping[str, str]) -> list[list[Any]]:
        listing, limit = self._listing(query), min(_number(query, "limit", 500), MAX_BARS)
        step = BAR_MS.get(query.get("interval", ""))
        if step is None:
            raise RestError(-1120, "Invalid interval.")
        now_ms = self._now_ms()
        end_ms = min(now_ms, _number(query, "endTime", now_ms))
        start_ms = _number(query, "startTime", end_ms - limit * step)
        # The bar in which trading began is there, with what there was of it, as at Binance.
        first = max(-(-start_ms // step), self._tape.opening.time_ms // step)
        rows: list[list[Any]] = []
        for start in range(first * step, end_ms + 1, step):
            if len(rows) >= limit:
                break
            found = await self._sum(listing, start, min(start + step, now_ms + 1))
            if found is not None:
                rows.append(bar_row(listing, start, start + step, found))
        return rows

    async def _tickers(self, query: Mapping[str, str]) -> Any:
        if "symbol" in query:
            return await self._ticker(self._listing(query))
        return [await self._ticker(one) for one in self._listings.values()]

    async def _ticker(self, listing: Listing) -> dict[str, Any]:
        """Return what the last 24 hours add up to; they begin with a minute, as at Binance."""
        now_ms = self._now_ms()
        start_ms = (now_ms - DAY_MS) // MINUTE_MS * MINUTE_MS
        found = await self._sum(listing, start_ms, now_ms + 1)
        if found is None:  # nothing has traded yet: the last price is that of the opening
            found = nothing(listing.anchor)
        return ticker_row(listing, start_ms, now_ms, found)

    async def _sum(self, listing: Listing, start_ms: int, end_ms: int) -> Sum | None:
        """Return the sum of the trades in [start, end)."""
        first = max(start_ms, self._tape.opening.time_ms) // MINUTE_MS
        parts = list[Sum | None]()
        for minute in range(first, -(-end_ms // MINUTE_MS)):
            parts.append(self._minutes.within(listing, minute, start_ms, end_ms))
            if minute % YIELD_EVERY == 0:
                await asyncio.sleep(0)  # live trades go out between the parts of a long answer
        return merge(parts)

    def _listing(self, query: Mapping[str, str]) -> Listing:
        symbol = query.get("symbol", "").upper()
        if not symbol:
            raise RestError(-1102, "Mandatory parameter 'symbol' was not sent.")
        if symbol not in self._listings:
            raise RestError(-1121, "Invalid symbol.")
        return self._listings[symbol]


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    if not _NUMBER.fullmatch(text):
        raise RestError(
            -1100,
            f"Illegal characters found in parameter '{name}'; legal range is '^[0-9]{{1,20}}$'.",
        )
    if name == "limit" and int(text) == 0:
        raise RestError(-1130, "Data sent for parameter 'limit' is not valid.")
    return int(text)
