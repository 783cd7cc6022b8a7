"""What trades add up to: bars and the 24 hours' statistics, from whole minutes that are kept."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from apps.streaming.exchange_simulator.tape import MINUTE_MS, Tape, Trade
from apps.streaming.exchange_simulator.universe import Listing

_KEPT_MINUTES = 12_000


class Sum(NamedTuple):
    """Some consecutive trades as one."""

    open: float
    high: float
    low: float
    close: float
    volume: float
    quote: float
    taken: float
    taken_quote: float
    trades: int
    first_id: int
    last_id: int
    last_quantity: float


def fold(trades: Iterable[Trade]) -> Sum | None:
    """Return the sum of trades in their order; None of none."""
    found = list(trades)
    if not found:
        return None
    prices = [one.price for one in found]
    taken = [one for one in found if not one.buyer_is_maker]
    return Sum(
        open=prices[0],
        high=max(prices),
        low=min(prices),
        close=prices[-1],
        volume=sum(one.quantity for one in found),
        quote=sum(one.price * one.quantity for one in found),
        taken=sum(one.quantity for one in taken),
        taken_quote=sum(one.price * one.quantity for one in taken),
        trades=len(found),
        first_id=found[0].id,
        last_id=found[-1].id,
        last_quantity=found[-1].quantity,
    )


def merge(parts: Iterable[Sum | None]) -> Sum | None:
    """Return the sum of consecutive sums; None of none."""
    found = [one for one in parts if one is not None]
    if not found:
        return None
    return Sum(
        open=found[0].open,
        high=max(one.high for one in found),
        low=min(one.low for one in found),
        close=found[-1].close,
        volume=sum(one.volume for one in found),
        quote=sum(one.quote for one in found),
        taken=sum(one.taken for one in found),
        taken_quote=sum(one.taken_quote for one in found),
        trades=sum(one.trades for one in found),
        first_id=found[0].first_id,
        last_id=found[-1].last_id,
        last_quantity=found[-1].last_quantity,
    )


def nothing(price: float) -> Sum:
    """Return the sum of no trades at a price."""
    return Sum(price, price, price, price, 0.0, 0.0, 0.0, 0.0, 0, 0, 0, 0.0)


class Minutes:
    """Sums of the minutes of a tape; a day of three busy markets fits into what is kept."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._whole = lru_cache(maxsize=_KEPT_MINUTES)(self._sum)

    def within(self, listing: Listing, minute: int, start_ms: int, end_ms: int) -> Sum | None:
        """Return the sum of a minute's trades in [start, end)."""
        if start_ms <= minute * MINUTE_MS and end_ms >= (minute + 1) * MINUTE_MS:
            return self._whole(listing, minute)
        trades = self._tape.minute(listing, minute)
        return fold(one for one in trades if start_ms <= one.time_ms < end_ms)

    def _sum(self, listing: Listing, minute: int) -> Sum | None:
        return fold(self._tape.minute(listing, minute))
