"""The demo universe: real daily history from `fixtures/demo/`, loaded once a version."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.core.clock import day_start, microseconds_of
from apps.instruments.calendars import first_open_day
from apps.instruments.intervals import SECONDS
from apps.instruments.mappers import instrument_from_row
from apps.instruments.models import CorporateAction, DemoMarker, InstrumentRow, Watchlist
from apps.instruments.services.demo_files import demo_fixtures, demo_provenance
from apps.instruments.services.watchlists import watchlist_create
from apps.instruments.store import bars_amend, bars_replace, nth_last
from apps.instruments.types import SIMULATOR, BarRow, Instrument

WATCHLIST = (
    "NVDA", "AAPL", "MSFT", "JPM", "XOM", "KO", "PEP", "BTCUSDT", "ETHUSDT", "SPX",
    "SPX.OHLC", "IBM",
)  # fmt: skip
_LOADER = 2  # raise it when the same fixture gives other rows
_PART = ".replay"
_END_US = 2**62


def _instruments(entries: Sequence[dict[str, Any]]) -> dict[str, int]:
    ids = {}
    feed = SIMULATOR if settings.VENUE_IS_SIMULATED else ""
    for entry in entries:
        fields = dict(entry)
        symbol, streams = fields.pop("symbol"), fields.pop("streams")
        row, created = InstrumentRow.objects.update_or_create(
            symbol=symbol, owner=None, defaults=fields
        )
        if created and streams and feed:
            row.intraday_source = feed
            row.save(update_fields=["intraday_source"])
        ids[symbol] = row.pk
    return ids


def _actions(ids: dict[str, int], rows: Sequence[dict[str, Any]]) -> None:
    CorporateAction.objects.filter(instrument_id__in=ids.values()).delete()
    CorporateAction.objects.bulk_create(
        CorporateAction(
            instrument_id=ids[row["symbol"]],
            **{name: value for name, value in row.items() if name != "symbol"},
        )
        for row in rows
    )


def _span(instrument_id: int, rows: Sequence[BarRow]) -> None:
    stamps = [row.timestamp_us for row in rows]
    InstrumentRow.objects.filter(pk=instrument_id).update(
        first_bar=_date(min(stamps)) if stamps else None,
        last_bar=_date(max(stamps)) if stamps else None,
    )


def _date(timestamp_us: int) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + timestamp_us // 86_400_000_000)


def demo_load(moment: datetime | None = None) -> bool:
    """Load the demo data unless this version of them is there; return whether anything was done.

    In a replay only what had closed at its moment of the market.

    Daily bars of the demo's instruments are replaced as a whole, so that a bar that a new version
    no longer has does not stay behind. Files are read and rows encoded outside transactions, and
    each instrument has a short one of its own: a database with time limits on statements and open
    transactions would cut off one long one on a slow machine. The marker comes last, so an
    interrupted load is done again.

    Raises
    ------
    DemoFixturesError
        A file of the fixture is missing or damaged; nothing is written then.
    """
    version = f"{demo_provenance()['version']}.{_LOADER}{'' if moment is None else _PART}"
    if DemoMarker.objects.filter(fixture_version=version).exists():
        return False
    found = demo_fixtures(moment)
    with transaction.atomic():
        ids = _instruments(found.instruments)
    for symbol, instrument_id in ids.items():
        rows = found.rows.get(symbol, [])
        bars_replace(rows, instrument_id=instrument_id, interval="1d")
        _span(instrument_id, rows)
    with transaction.atomic():
        _actions(ids, found.actions)
        DemoMarker.objects.update_or_create(pk=1, defaults={"fixture_version": version})
    return True


def demo_was_whole() -> bool:
    """Return whether the history that is loaded reaches beyond any replay."""
    found = DemoMarker.objects.values_list("fixture_version", flat=True).first()
    return found is not None and not found.endswith(_PART)


def demo_rewind(moment: datetime) -> None:
    """Take back the bars, splits and dividends of the demo that close after a moment."""
    for instrument in demo_instruments():
        first = first_open_day(instrument.calendar, moment)
        bars_amend(
            instrument_id=instrument.id,
            symbol=instrument.symbol,
            interval="1d",
            start_us=microseconds_of(day_start(first)),
            end_us=_END_US,
            rows=(),
        )
        CorporateAction.objects.filter(instrument_id=instrument.id, ex_date__gte=first).delete()
        newest = nth_last(instrument_id=instrument.id, interval_s=SECONDS["1d"])
        last = None if newest is None else _date(newest)
        InstrumentRow.objects.filter(pk=instrument.id).update(last_bar=last)


def demo_instruments() -> list[Instrument]:
    """Return the instruments whose daily history came with the demo."""
    rows = InstrumentRow.objects.filter(owner__isnull=True, provider="", simulated=False)
    return [instrument_from_row(row) for row in rows.exclude(first_bar=None).order_by("symbol")]


def demo_watchlist(*, owner_id: int) -> bool:
    """Give a person the demo's watchlist unless they have a list; return whether it was made."""
    if Watchlist.objects.filter(owner_id=owner_id).exists():
        return False
    watchlist_create(owner_id=owner_id, name="Watchlist", symbols=WATCHLIST, is_default=True)
    return True
