"""The venue's REST: `/fapi/v1/{ping,time,exchangeInfo,aggTrades,klines}`, read only."""

import asyncio
import re
from collections.abc import Callable, Mapping
from itertools import islice, takewhile
from typing import Any, Final

from apps.market.exchange_simulator.tape import DAY_MS, MINUTE_MS, Tape, Trade
from apps.market.exchange_simulator.universe import Listing
from apps.market.exchange_simulator.wire import bar_row, exchange_info, trade_row

MAX_TRADES: Final = 1_000
MAX_BARS: Final = 1_500
BAR_MS: Final = {"1m": MINUTE_MS, "5m": 5 * MINUTE_MS, "15m": 15 * MINUTE_MS, "1h": 60 * MINUTE_MS}
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
        earliest = self._tape.opening.time_ms
        start_ms = max(_number(query, "startTime", end_ms - limit * step), earliest)
        rows: list[list[Any]] = []
        for start in range(-(-start_ms // step) * step, end_ms + 1, step):
            if len(rows) >= limit:
                break
            if trades := self._between(listing, start, min(start + step, now_ms + 1)):
                rows.append(bar_row(listing, start, start + step, trades))
            if len(rows) % YIELD_EVERY == 0:
                await asyncio.sleep(0)  # live trades go out between the parts of a long answer
        return rows

    def _between(self, listing: Listing, start_ms: int, end_ms: int) -> list[Trade]:
        minutes = range(start_ms // MINUTE_MS, -(-end_ms // MINUTE_MS))
        return [
            trade
            for minute in minutes
            for trade in self._tape.minute(listing, minute)
            if start_ms <= trade.time_ms < end_ms
        ]

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
