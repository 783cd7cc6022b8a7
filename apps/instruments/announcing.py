"""Prices and daily bars of providers to the sockets, as the stream does for its own."""

from datetime import UTC, datetime
from math import isnan

from apps.instruments.errors import InsufficientHistoryError
from apps.instruments.selectors import latest_bars, price_quote
from apps.instruments.types import MICROSECOND, Bars, Instrument, Quote
from apps.realtime.events import BarUpdated, Event, PriceUpdated
from apps.realtime.publish import publish_many


def announce_daily(instrument: Instrument) -> None:
    """Publish the newest daily bar, and the price unless a stream sends it."""
    bars = latest_bars(instrument=instrument, interval="1d")
    if not len(bars):
        return
    events: list[Event] = [_bar(instrument.symbol, bars)]
    if not instrument.intraday_source:
        events.append(_price(price_quote(instrument=instrument)))
    publish_many(events)


def announce_price(instrument: Instrument) -> None:
    """Publish the present price."""
    try:
        publish_many([_price(price_quote(instrument=instrument))])
    except InsufficientHistoryError:
        return  # nothing to publish yet


def _price(quote: Quote) -> PriceUpdated:
    return PriceUpdated(
        symbol=quote.symbol,
        price=quote.price,
        change=quote.change,
        change_percent=quote.change_percent,
        timestamp=_moment(quote.timestamp_us),
        simulated=quote.simulated,
        source=quote.source,
        freshness=quote.freshness,
    )


def _bar(symbol: str, bars: Bars) -> BarUpdated:
    close = float(bars.close[-1])
    vwap = float(bars.vwap[-1])

    def number(name: str, otherwise: float) -> float:
        value = float(getattr(bars, name)[-1])
        return otherwise if isnan(value) else value

    return BarUpdated(
        symbol=symbol,
        interval="1d",
        timestamp=_moment(int(bars.timestamps[-1])),
        open=number("open", close),
        high=number("high", close),
        low=number("low", close),
        close=close,
        volume=number("volume", 0.0),
        vwap=None if isnan(vwap) else vwap,
        settled=bool(bars.settled[-1]),
    )


def _moment(microseconds: int) -> datetime:
    seconds, rest = divmod(microseconds, MICROSECOND)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)
