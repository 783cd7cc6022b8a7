"""A person's own folder of CSV files as a provider; nothing leaves the machine."""

from datetime import date, datetime
from pathlib import Path
from typing import Final

from typing_extensions import override

from apps.core import clock
from apps.imports.csv_folder import parse
from apps.imports.csv_folder.errors import bad_file
from apps.imports.csv_folder.folder import Folder
from apps.imports.csv_folder.listing import Listed, listed_of, listing
from apps.imports.csv_folder.terms import CAPABILITIES, NAME
from apps.instruments.calendars import session_close
from apps.instruments.types import MICROSECOND, Bars, Interval
from apps.providers.shared.base import (
    HistoryProvider,
    ProviderAction,
    ProviderAnswerError,
    ProviderBars,
    ProviderHistory,
    ProviderMatch,
    ProviderQuote,
    ProviderRefusedError,
    QuoteProvider,
    SearchProvider,
)
from apps.providers.shared.closing import daily_closed, expects_bars
from apps.providers.shared.columns import with_closed, within

MATCHES: Final = 10


class CsvFiles(HistoryProvider, QuoteProvider, SearchProvider):
    """Daily bars as they traded, splits and dividends, from files.

    Parameters
    ----------
    path : Path or None
        The folder; without one every call is refused.
    """

    name = NAME
    capabilities = CAPABILITIES

    def __init__(self, path: Path | None) -> None:
        self._folder = Folder(path)

    @override
    def daily(self, symbol: str, start: date, end: date) -> ProviderHistory:
        listed = listed_of(self._folder, symbol)
        held = self._bars(listed)
        bars = within(held, start, end)
        if not len(bars) and expects_bars(listed.place, start, end):
            raise _outside(listed, held, start)
        place = listed.place
        return ProviderHistory(
            ProviderBars(bars, "1d", listed.unit.currency, place.timezone, place.calendar),
            self._actions(listed, start, end),
            NAME,
            clock.now(),
        )

    @override
    def intraday(
        self, symbol: str, interval: Interval, start: datetime, end: datetime
    ) -> ProviderHistory:
        raise ProviderRefusedError(
            NAME,
            f"It has no bars of {interval}.",
            fix="Ask for one of 1d, or bring a file under Your data.",
            retryable=False,
        )

    @override
    def quote(self, symbol: str) -> ProviderQuote:
        listed = listed_of(self._folder, symbol)
        bars = self._bars(listed)
        if not len(bars):
            raise bad_file(listed.bars.label, "it has no bar")
        close = session_close(listed.place.calendar, bars.dates[-1].item())
        moment = min(close, clock.now()) if close else clock.now()
        return ProviderQuote(
            symbol=symbol,
            price=float(bars.close[-1]),
            previous_close=float(bars.close[-2]) if len(bars) > 1 else None,
            timestamp_us=int(moment.timestamp() * MICROSECOND),
            currency=listed.unit.currency,
            provider=NAME,
        )

    @override
    def search(self, text: str) -> tuple[ProviderMatch, ...]:
        words = text.strip().lower()
        ranked = ((_rank(one, words), one) for one in listing(self._folder).values())
        found = sorted((rank, one.symbol, one) for rank, one in ranked if rank is not None)
        return tuple(_match(one) for _, _, one in found[:MATCHES])

    def _bars(self, listed: Listed) -> Bars:
        bars = parse.bars_of(listed.bars, listed.unit, clock.now())
        return with_closed(bars, daily_closed(bars.timestamps, listed.place))

    def _actions(self, listed: Listed, start: date, end: date) -> tuple[ProviderAction, ...]:
        found = self._folder.actions(listed.symbol)
        if found is None:
            return ()
        read = parse.actions_of(found, listed.unit)
        return tuple(one for one in read if start <= one.ex_date <= end)


def _outside(listed: Listed, held: Bars, start: date) -> ProviderAnswerError:
    """Return the error of a file that was not kept up to date."""
    span = f"from {held.dates[0]} to {held.dates[-1]}" if len(held) else "of no day"
    return bad_file(
        listed.bars.label,
        f"it holds bars {span}; they were asked from {start} on",
        fix="Add the newer days to the file; other providers are asked meanwhile.",
    )


def _rank(listed: Listed, words: str) -> int | None:
    """Return how well a search fits, the best being 0; None when it does not."""
    symbol = listed.symbol.lower()
    if words == symbol:
        return 0
    if symbol.startswith(words):
        return 1
    return 2 if words in listed.name.lower() else None


def _match(listed: Listed) -> ProviderMatch:
    return ProviderMatch(
        symbol=listed.symbol,
        name=listed.name,
        asset_class=listed.asset_class,
        exchange=listed.place.mic,
        currency=listed.unit.currency,
        calendar=listed.place.calendar,
        provider=NAME,
    )
