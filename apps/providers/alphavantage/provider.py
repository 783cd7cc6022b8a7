"""Alpha Vantage as a provider: shares of many exchanges; a key is needed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from typing_extensions import override

from apps.core.clock import now
from apps.instruments.calendars import session_close
from apps.instruments.types import MICROSECOND, Interval
from apps.providers.alphavantage import parse
from apps.providers.alphavantage.notes import PremiumOnlyError, note_error
from apps.providers.alphavantage.terms import CAPABILITIES, NAME
from apps.providers.shared.actions import merged
from apps.providers.shared.base import (
    HistoryProvider,
    ProviderAction,
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
from apps.providers.shared.closing import daily_closed, expects_bars
from apps.providers.shared.columns import columns, with_closed, within
from apps.providers.shared.rest import TIMEOUT_S, ProviderRest
from apps.providers.shared.symbols import to_alphavantage
from apps.providers.shared.units import provider_unit

PATH: Final = "query"
_SHAPE_ERRORS: Final = (KeyError, TypeError, ValueError, AttributeError)
# The short answer holds the last 100 sessions; these days are surely among them.
_COMPACT: Final = timedelta(days=130)


class AlphaVantage(HistoryProvider, QuoteProvider, SearchProvider):
    """Daily bars as they traded, quotes and search.

    Parameters
    ----------
    key : str
        Part of each call; cut out of whatever the provider says.
    timeout_s : float, optional
        Of each call.
    """

    name = NAME
    capabilities = CAPABILITIES

    def __init__(self, key: str, timeout_s: float = TIMEOUT_S) -> None:
        self._key = key
        self._rest = ProviderRest(
            NAME, budget=Budget(NAME, CAPABILITIES.limits), key=key, timeout_s=timeout_s
        )

    @override
    def daily(self, symbol: str, start: date, end: date) -> ProviderHistory:
        place = parse.place_of(symbol)
        unit = provider_unit(NAME, place.currency)
        size = "compact" if start > now().date() - _COMPACT else "full"
        try:
            series, actions = self._adjusted(symbol, size)
        except PremiumOnlyError:
            series, actions = self._plain(symbol, size)
        try:
            bars = within(columns(parse.bar_rows(series), unit), start, end)
        except _SHAPE_ERRORS as error:
            raise self._rest.unexpected(PATH, series) from error
        if not len(bars) and expects_bars(place, start, end):
            raise ProviderUnknownSymbolError(NAME, symbol)
        bars = with_closed(bars, daily_closed(bars.timestamps, place))
        cash = [
            ProviderAction(one.ex_date, one.kind, unit.main(one.value))
            if one.kind == "dividend"
            else one
            for one in merged(actions)
            if start <= one.ex_date <= end
        ]
        held = ProviderBars(bars, "1d", unit.currency, place.timezone, place.calendar)
        return ProviderHistory(held, tuple(cash), NAME, now())

    @override
    def intraday(
        self, symbol: str, interval: Interval, start: datetime, end: datetime
    ) -> ProviderHistory:
        raise ProviderRefusedError(
            NAME,
            f"It has bars of {interval} in paid plans only.",
            fix="Ask another provider.",
            retryable=False,
        )

    @override
    def quote(self, symbol: str) -> ProviderQuote:
        content = self._ask(symbol, function="GLOBAL_QUOTE")
        place = parse.place_of(symbol)
        unit = provider_unit(NAME, place.currency)
        if content.get("Global Quote") == {}:
            raise ProviderUnknownSymbolError(NAME, symbol)
        try:
            found = content["Global Quote"]
            day = date.fromisoformat(found["07. latest trading day"])
            close = session_close(place.calendar, day)
            moment = min(close, now()) if close else now()
            return ProviderQuote(
                symbol=symbol,
                price=unit.main(float(found["05. price"])),
                previous_close=unit.main(float(found["08. previous close"])),
                timestamp_us=int(moment.timestamp() * MICROSECOND),
                currency=unit.currency,
                provider=NAME,
            )
        except _SHAPE_ERRORS as error:
            raise self._rest.unexpected(PATH, content) from error

    @override
    def search(self, text: str) -> tuple[ProviderMatch, ...]:
        content = self._ask(text, function="SYMBOL_SEARCH", keywords=text)
        try:
            return tuple(parse.match(row) for row in content["bestMatches"])
        except _SHAPE_ERRORS as error:
            raise self._rest.unexpected(PATH, content) from error

    def _adjusted(self, symbol: str, size: str) -> tuple[parse.Series, list[ProviderAction]]:
        """Return days with their splits and dividends in one call, of a paid plan."""
        content = self._ask(symbol, function="TIME_SERIES_DAILY_ADJUSTED", outputsize=size)
        try:
            series: parse.Series = content[parse.SERIES]
            return series, list(parse.adjusted_actions(series))
        except _SHAPE_ERRORS as error:
            raise self._rest.unexpected(PATH, content) from error

    def _plain(self, symbol: str, size: str) -> tuple[parse.Series, list[ProviderAction]]:
        """Return the same by the three functions of a free key."""
        content = self._ask(symbol, function="TIME_SERIES_DAILY", outputsize=size)
        split_rows = self._ask(symbol, function="SPLITS")
        dividend_rows = self._ask(symbol, function="DIVIDENDS")
        try:
            actions = [
                *parse.splits(split_rows["data"]),
                *parse.dividends(dividend_rows["data"]),
            ]
            return content[parse.SERIES], actions
        except _SHAPE_ERRORS as error:
            raise self._rest.unexpected(PATH, [content, split_rows, dividend_rows]) from error

    def _ask(self, symbol: str, **params: str) -> Mapping[str, Any]:
        asked = {"symbol": to_alphavantage(symbol), **params, "apikey": self._key}
        if "keywords" in params:
            del asked["symbol"]
        content = self._rest.json(PATH, asked)
        if not isinstance(content, dict):
            raise self._rest.unexpected(PATH, content)
        if error := note_error(
            content, symbol, self._rest.excerpt(next(iter(content.values()), ""))
        ):
            raise error
        return content
