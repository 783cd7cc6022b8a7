"""Polygon as a provider: United States' shares, indices and coins; a key is needed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final
from urllib.parse import quote as quoted
from zoneinfo import ZoneInfo

from typing_extensions import override

from apps.core.clock import now
from apps.instruments.calendars import session_close
from apps.instruments.types import MICROSECOND, Bars, Interval
from apps.providers.polygon import parse
from apps.providers.polygon.pages import results
from apps.providers.polygon.terms import CAPABILITIES, NAME
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
from apps.providers.shared.closing import daily_closed, expects_bars, intraday_closed
from apps.providers.shared.columns import columns, with_closed
from apps.providers.shared.rest import TIMEOUT_S, ProviderRest
from apps.providers.shared.symbols import to_polygon

PAGE: Final = 50_000
MATCHES: Final = 10
DAYS_A_YEAR: Final = 365.25
# How many years the plans that do not have all of them give; the first day is a session.
_PLAN_YEARS: Final = (2, 5, 10)
_CUT_DAYS: Final = 5
_SPANS: Final[Mapping[str, tuple[str, timedelta]]] = {
    "1m": ("1/minute", timedelta(minutes=1)),
    "5m": ("5/minute", timedelta(minutes=5)),
    "15m": ("15/minute", timedelta(minutes=15)),
    "1h": ("1/hour", timedelta(hours=1)),
}
_EVENTS: Final = (
    ("splits", "execution_date", parse.splits),
    ("dividends", "ex_dividend_date", parse.dividends),
)


class Polygon(HistoryProvider, QuoteProvider, SearchProvider):
    """Aggregates as they traded, splits and dividends, over REST.

    Parameters
    ----------
    key : str
        Sent as a header, never in an address.
    timeout_s : float, optional
        Of each call.
    """

    name = NAME
    capabilities = CAPABILITIES

    def __init__(self, key: str, timeout_s: float = TIMEOUT_S) -> None:
        self._rest = ProviderRest(
            NAME,
            budget=Budget(NAME, CAPABILITIES.limits),
            key=key,
            timeout_s=timeout_s,
            headers={"Authorization": f"Bearer {key}"},
        )

    @override
    def daily(self, symbol: str, start: date, end: date) -> ProviderHistory:
        place = parse.place_of(symbol)
        bars = self._bars(symbol, f"1/day/{start}/{end}", ZoneInfo(place.timezone))
        if not len(bars) and expects_bars(place, start, end):
            raise ProviderUnknownSymbolError(NAME, symbol)
        _check_plan(bars, start)
        bars = with_closed(bars, daily_closed(bars.timestamps, place))
        return _history(symbol, bars, "1d", self._actions(symbol, start, end))

    @override
    def intraday(
        self, symbol: str, interval: Interval, start: datetime, end: datetime
    ) -> ProviderHistory:
        if interval not in _SPANS:
            raise ProviderRefusedError(
                NAME,
                f"It has no bars of {interval}.",
                fix=f"Ask for one of {', '.join(_SPANS)}.",
                retryable=False,
            )
        span, length = _SPANS[interval]
        first, last = (int(one.timestamp() * 1_000) for one in (start, end))
        bars = self._bars(symbol, f"{span}/{first}/{last - 1}", None)
        bars = with_closed(bars, intraday_closed(bars.timestamps, length))
        actions = self._actions(symbol, start.date(), end.date())
        return _history(symbol, bars, interval, actions)

    @override
    def quote(self, symbol: str) -> ProviderQuote:
        # The newest daily bar: the only present price that every plan may read.
        place, today = parse.place_of(symbol), now().date()
        span = f"1/day/{today - timedelta(days=10)}/{today}"
        bars = self._bars(symbol, span, ZoneInfo(place.timezone))
        if not len(bars):
            raise ProviderUnknownSymbolError(NAME, symbol)
        close = session_close(place.calendar, bars.dates[-1].item())
        moment = min(close, now()) if close else now()
        return ProviderQuote(
            symbol=symbol,
            price=float(bars.close[-1]),
            previous_close=float(bars.close[-2]) if len(bars) > 1 else None,
            timestamp_us=int(moment.timestamp() * MICROSECOND),
            currency=parse.money_of(symbol).currency,
            provider=NAME,
        )

    @override
    def search(self, text: str) -> tuple[ProviderMatch, ...]:
        path = "/v3/reference/tickers"
        asked: dict[str, str | int] = {"search": text, "active": "true", "limit": MATCHES}
        rows = list(islice(results(self._rest, path, asked), MATCHES))
        try:
            found = [parse.match(row) for row in rows]
        except KeyError as error:
            raise self._rest.unexpected(path, rows) from error
        return tuple(one for one in found if one is not None)

    def _bars(self, symbol: str, span: str, zone: ZoneInfo | None) -> Bars:
        path = f"/v2/aggs/ticker/{quoted(to_polygon(symbol), safe=':')}/range/{span}"
        asked: dict[str, str | int] = {"adjusted": "false", "sort": "asc", "limit": PAGE}
        rows = list(results(self._rest, path, asked))
        try:
            return columns((parse.bar_row(row, zone) for row in rows), parse.money_of(symbol))
        except (KeyError, TypeError, ValueError) as error:
            raise self._rest.unexpected(path, rows[-1]) from error

    def _actions(self, symbol: str, start: date, end: date) -> tuple[ProviderAction, ...]:
        ticker = to_polygon(symbol)
        if ":" in ticker:
            # Indices and coins neither split nor pay.
            return ()
        found: list[ProviderAction] = []
        for kind, day, read in _EVENTS:
            path = f"/v3/reference/{kind}"
            asked: dict[str, str | int] = {
                "ticker": ticker, "limit": 1_000, f"{day}.gte": str(start), f"{day}.lte": str(end),
            }  # fmt: skip
            rows = list(results(self._rest, path, asked))
            try:
                found += [one for row in rows for one in read(row, parse.money_of(symbol))]
            except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
                raise self._rest.unexpected(path, rows) from error
        return tuple(one for one in merged(found) if start <= one.ex_date <= end)


def _check_plan(bars: Bars, start: date) -> None:
    """Refuse a past that is cut where a plan's ends: other providers have the years before.

    Raises
    ------
    ProviderRefusedError
        The bars begin well after `start`, just so many years ago.
    """
    if not len(bars):
        return
    first: date = bars.dates[0].item()
    age = (now().date() - first).days / DAYS_A_YEAR
    cut = any(abs(age - years) * DAYS_A_YEAR <= _CUT_DAYS for years in _PLAN_YEARS)
    if cut and (first - start).days > _CUT_DAYS:
        raise ProviderRefusedError(
            NAME,
            f"Its plan has bars from {first} on; they were asked from {start} on.",
            fix="Ask from then on, or use a key of a plan with more years.",
            retryable=False,
        )


def _history(
    symbol: str, bars: Bars, interval: Interval, actions: tuple[ProviderAction, ...]
) -> ProviderHistory:
    place, unit = parse.place_of(symbol), parse.money_of(symbol)
    held = ProviderBars(bars, interval, unit.currency, place.timezone, place.calendar)
    return ProviderHistory(held, actions, NAME, now())
