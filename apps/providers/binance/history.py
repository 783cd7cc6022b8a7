"""Binance USD-M as a provider of past bars, prices and symbols; no key is needed."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from typing_extensions import override

from apps.core.clock import now
from apps.instruments.types import Bars, Interval
from apps.providers.binance.rest import NAME
from apps.providers.shared.base import (
    CallLimit,
    Capabilities,
    HistoryProvider,
    ProviderBars,
    ProviderHistory,
    ProviderMatch,
    ProviderQuote,
    ProviderRefusedError,
    ProviderUnknownSymbolError,
    QuoteProvider,
    SearchProvider,
)
from apps.providers.shared.budget import Budget
from apps.providers.shared.closing import daily_closed, expects_bars, intraday_closed
from apps.providers.shared.columns import Row, columns, with_closed
from apps.providers.shared.exchanges import by_name
from apps.providers.shared.rest import TIMEOUT_S, ProviderRest
from apps.providers.shared.symbols import coins_of, to_binance
from apps.providers.shared.units import provider_unit

KLINES: Final = "/fapi/v1/klines"
PRICE: Final = "/fapi/v1/ticker/price"
SYMBOLS: Final = "/fapi/v1/exchangeInfo"
PAGE: Final = 1_500
MOST_PAGES: Final = 200
MATCHES: Final = 10
PLACE: Final = by_name("BINANCE")
_MS: Final = 1_000
_LENGTHS: Final[Mapping[str, timedelta]] = {
    "1m": timedelta(minutes=1),
    "5m": timedelta(minutes=5),
    "15m": timedelta(minutes=15),
    "1h": timedelta(hours=1),
    "1d": timedelta(days=1),
}
_SHAPE_ERRORS: Final = (KeyError, TypeError, ValueError, IndexError)
CAPABILITIES: Final = Capabilities(
    title="Binance",
    intervals=("1m", "5m", "15m", "1h", "1d"),
    asset_classes=("crypto",),
    needs_key=False,
    # A full page weighs 10 of the 2,400 a minute that an address has; the stream needs some too.
    limits=(CallLimit(100, 60),),
)


class BinanceHistory(HistoryProvider, QuoteProvider, SearchProvider):
    """Klines, prices and symbols of the venue.

    Parameters
    ----------
    timeout_s : float, optional
        Of each call.
    """

    name = NAME
    capabilities = CAPABILITIES

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        self._rest = ProviderRest(
            NAME, budget=Budget(NAME, CAPABILITIES.limits), timeout_s=timeout_s
        )

    @override
    def daily(self, symbol: str, start: date, end: date) -> ProviderHistory:
        first = datetime.combine(start, time(), UTC)
        last = datetime.combine(end, time(), UTC) + timedelta(days=1)
        bars = self._bars(symbol, "1d", first, last)
        if not len(bars) and expects_bars(PLACE, start, end):
            raise ProviderUnknownSymbolError(NAME, symbol)
        return _history(symbol, with_closed(bars, daily_closed(bars.timestamps, PLACE)), "1d")

    @override
    def intraday(
        self, symbol: str, interval: Interval, start: datetime, end: datetime
    ) -> ProviderHistory:
        bars = self._bars(symbol, interval, start, end)
        settled = intraday_closed(bars.timestamps, _LENGTHS[interval])
        return _history(symbol, with_closed(bars, settled), interval)

    @override
    def quote(self, symbol: str) -> ProviderQuote:
        theirs = _known_form(symbol)
        answered = self._ask(PRICE, {"symbol": theirs})
        days = self._ask(KLINES, {"symbol": theirs, "interval": "1d", "limit": 2})
        try:
            return ProviderQuote(
                symbol=symbol,
                price=float(answered["price"]),
                previous_close=float(days[0][4]) if len(days) == 2 else None,
                timestamp_us=int(answered["time"]) * _MS,
                currency=_currency(symbol),
                provider=NAME,
            )
        except _SHAPE_ERRORS as error:
            raise self._rest.unexpected(PRICE, [answered, days]) from error

    @override
    def search(self, text: str) -> tuple[ProviderMatch, ...]:
        content = self._rest.json(SYMBOLS, {})
        wanted = text.upper().replace("-", "").replace("/", "")
        try:
            found = [
                one
                for one in content["symbols"]
                if one["status"] == "TRADING" and wanted in one["symbol"]
            ]
            return tuple(_match(one) for one in found[:MATCHES])
        except _SHAPE_ERRORS as error:
            raise self._rest.unexpected(SYMBOLS, content) from error

    def _bars(self, symbol: str, interval: Interval, start: datetime, end: datetime) -> Bars:
        if interval not in _LENGTHS:
            raise ProviderRefusedError(
                NAME,
                f"It has no bars of {interval}.",
                fix=f"Ask for one of {', '.join(_LENGTHS)}.",
                retryable=False,
            )
        rows = list(self._rows(symbol, interval, start, end))
        try:
            return columns(map(_row, rows), provider_unit(NAME, _currency(symbol)))
        except _SHAPE_ERRORS as error:
            raise self._rest.unexpected(KLINES, rows[-1]) from error

    def _rows(
        self, symbol: str, interval: Interval, start: datetime, end: datetime
    ) -> Iterator[list[Any]]:
        """Yield all klines that start inside [start, end), page by page."""
        first, last = (int(one.timestamp() * 1_000) for one in (start, end))
        theirs = _known_form(symbol)
        for _ in range(MOST_PAGES):
            asked: dict[str, str | int] = {
                "symbol": theirs, "interval": interval,
                "startTime": first, "endTime": last - 1, "limit": PAGE,
            }  # fmt: skip
            page = self._ask(KLINES, asked)
            if not isinstance(page, list):
                raise self._rest.unexpected(KLINES, page)
            yield from page
            if len(page) < PAGE:
                return
            try:
                first = int(page[-1][0]) + 1
            except _SHAPE_ERRORS as error:
                raise self._rest.unexpected(KLINES, page[-1]) from error

    def _ask(self, path: str, asked: Mapping[str, str | int]) -> Any:
        try:
            return self._rest.json(path, asked)
        except ProviderRefusedError as error:
            if "Invalid symbol" in error.cause:
                raise ProviderUnknownSymbolError(NAME, str(asked["symbol"])) from error
            raise


def _known_form(symbol: str) -> str:
    """Return the venue's symbol of a pair; what is no pair of its form it cannot know."""
    theirs = to_binance(symbol)
    if "-" in theirs or not coins_of(theirs):
        raise ProviderUnknownSymbolError(NAME, symbol)
    return theirs


def _currency(symbol: str) -> str:
    pair = coins_of(symbol)
    return pair[1] if pair else ""


def _row(row: list[Any]) -> Row:
    volume = float(row[5])
    vwap = float(row[7]) / volume if volume > 0 else float("nan")
    opened, high, low, close = (float(one) for one in row[1:5])
    return Row(int(row[0]) * _MS, opened, high, low, close, volume, vwap)


def _history(symbol: str, bars: Bars, interval: Interval) -> ProviderHistory:
    held = ProviderBars(bars, interval, _currency(symbol), PLACE.timezone, PLACE.calendar)
    return ProviderHistory(held, (), NAME, now())


def _match(one: Mapping[str, Any]) -> ProviderMatch:
    return ProviderMatch(
        symbol=str(one["symbol"]),
        name=f"{one['baseAsset']} in {one['quoteAsset']}",
        asset_class="crypto",
        exchange=PLACE.mic,
        currency=str(one["quoteAsset"]),
        calendar=PLACE.calendar,
        provider=NAME,
    )
