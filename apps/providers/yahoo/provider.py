"""Yahoo as a provider: no key, most of the world's exchanges, unofficial limits."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

import numpy as np
from typing_extensions import override

from apps.core.clock import now
from apps.instruments.types import MICROSECOND, Bars, Interval
from apps.providers.shared.actions import raw_of_split_adjusted
from apps.providers.shared.base import (
    HistoryProvider,
    ProviderAnswerError,
    ProviderBars,
    ProviderHistory,
    ProviderMatch,
    ProviderQuote,
    ProviderRefusedError,
    ProviderUnknownSymbolError,
    QuoteProvider,
    SearchProvider,
)
from apps.providers.shared.closing import daily_closed, expects_bars, intraday_closed
from apps.providers.shared.columns import with_closed, within
from apps.providers.shared.exchanges import UNKNOWN, by_name
from apps.providers.shared.rest import LATER, TIMEOUT_S
from apps.providers.shared.symbols import from_yahoo, to_yahoo
from apps.providers.shared.units import currency_code
from apps.providers.yahoo import library
from apps.providers.yahoo.parse import ASSET_CLASSES, Chart, bars_of, chart_of, session_labels
from apps.providers.yahoo.terms import CAPABILITIES, NAME

MATCHES: Final = 10
_LENGTHS: Final[Mapping[str, timedelta]] = {
    "1m": timedelta(minutes=1),
    "5m": timedelta(minutes=5),
    "15m": timedelta(minutes=15),
    "1h": timedelta(hours=1),
}


class Yahoo(HistoryProvider, QuoteProvider, SearchProvider):
    """History, quotes and search by yfinance.

    Parameters
    ----------
    timeout_s : float, optional
        Of each call.
    """

    name = NAME
    capabilities = CAPABILITIES

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        self._timeout_s = timeout_s

    @override
    def daily(self, symbol: str, start: date, end: date) -> ProviderHistory:
        # Up to the present whatever the end: Yahoo's prices are divided by the later splits too,
        # which can be taken back only when they are known.
        frame, result = library.chart(to_yahoo(symbol), "1d", start, self._timeout_s)
        chart = chart_of(result)
        bars = raw_of_split_adjusted(bars_of(frame, chart, daily=True), chart.actions)
        raw = within(bars, start, end)
        if not len(raw) and expects_bars(chart.place, start, end):
            raise ProviderUnknownSymbolError(NAME, symbol)
        raw = with_closed(raw, daily_closed(raw.timestamps, chart.place))
        return _history(raw, "1d", chart, start, end)

    @override
    def intraday(
        self, symbol: str, interval: Interval, start: datetime, end: datetime
    ) -> ProviderHistory:
        if interval not in _LENGTHS:
            raise ProviderRefusedError(
                NAME,
                f"It has no bars of {interval}.",
                fix=f"Ask for one of {', '.join(_LENGTHS)}.",
                retryable=False,
            )
        frame, result = library.chart(to_yahoo(symbol), interval, start.date(), self._timeout_s)
        chart = chart_of(result)
        bars = bars_of(frame, chart, daily=False)
        labels = session_labels(bars.timestamps, chart.place.timezone)
        raw = raw_of_split_adjusted(bars, chart.actions, labels)
        first, last = (one.timestamp() * MICROSECOND for one in (start, end))
        raw = raw.where((raw.timestamps >= first) & (raw.timestamps < last))
        raw = with_closed(raw, intraday_closed(raw.timestamps, _LENGTHS[interval]))
        return _history(raw, interval, chart, start.date(), end.date())

    @override
    def quote(self, symbol: str) -> ProviderQuote:
        start = now().date() - timedelta(days=10)
        frame, result = library.chart(to_yahoo(symbol), "1d", start, self._timeout_s)
        chart = chart_of(result)
        try:
            price = chart.unit.main(float(result["meta"]["regularMarketPrice"]))
            moment_us = int(result["meta"]["regularMarketTime"]) * MICROSECOND
        except (KeyError, TypeError, ValueError) as error:
            raise ProviderAnswerError(NAME, f"It has no price of {symbol}.", fix=LATER) from error
        today = session_labels(np.array([moment_us]), chart.place.timezone)[0]
        bars = bars_of(frame, chart, daily=True)
        before = bars.close[bars.timestamps < today]
        return ProviderQuote(
            symbol=symbol,
            price=price,
            previous_close=float(before[-1]) if len(before) else None,
            timestamp_us=moment_us,
            currency=chart.unit.currency,
            provider=NAME,
        )

    @override
    def search(self, text: str) -> tuple[ProviderMatch, ...]:
        return tuple(_match(one) for one in library.search(text, MATCHES, self._timeout_s))


def _history(
    bars: Bars, interval: Interval, chart: Chart, start: date, end: date
) -> ProviderHistory:
    place = chart.place
    return ProviderHistory(
        ProviderBars(bars, interval, chart.unit.currency, place.timezone, place.calendar),
        tuple(one for one in chart.actions if start <= one.ex_date <= end),
        NAME,
        now(),
    )


def _match(one: Mapping[str, Any]) -> ProviderMatch:
    place = by_name(str(one.get("exchange", "")))
    return ProviderMatch(
        symbol=from_yahoo(str(one["symbol"])),
        name=str(one.get("longname") or one.get("shortname") or one["symbol"])[:120],
        asset_class=ASSET_CLASSES.get(str(one.get("quoteType", "")).upper(), "other"),
        exchange=place.mic if place is not UNKNOWN else str(one.get("exchDisp", ""))[:40],
        currency=currency_code(place.currency),
        calendar=place.calendar,
        provider=NAME,
    )
