"""The demo universe: real daily history from `fixtures/demo/`, loaded once a version."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min

from apps.market.intervals import SECONDS
from apps.market.models import Bar, CorporateAction, DemoMarker, InstrumentRow, Watchlist
from apps.market.services.watchlists import watchlist_create
from apps.market.store import bars_delete, bars_upsert
from apps.market.types import SIMULATOR, BarRow

WATCHLIST = (
    "AAPL", "MSFT", "JPM", "XOM", "KO", "PEP", "BTCUSDT", "ETHUSDT", "SPX", "SPX.OHLC", "IBM",
)  # fmt: skip
_DAY = SECONDS["1d"]
_LOADER = 2  # raise it when the same fixture gives other rows
_FIELDS = ("open", "high", "low", "close", "volume")


def _folder() -> Path:
    return Path(settings.DEMO_FIXTURES)


def demo_provenance() -> dict[str, Any]:
    """Return where the demo data come from, under which licences, and what was decided."""
    document: dict[str, Any] = json.loads((_folder() / "provenance.json").read_text())
    for dataset in document["datasets"]:
        dataset["licence_text"] = (_folder() / dataset["licence_file"]).read_text()
    return document


def _instruments() -> dict[str, int]:
    ids = {}
    feed = SIMULATOR if settings.VENUE_IS_SIMULATED else ""
    for entry in json.loads((_folder() / "instruments.json").read_text()):
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


def _rows() -> Iterator[BarRow]:
    frames = [pl.read_parquet(_folder() / f"{name}.parquet") for name in ("closes", "candles")]
    frame = pl.concat(frames, how="diagonal").select(
        "symbol", pl.col("date").cast(pl.Datetime("us")).cast(pl.Int64), *_FIELDS
    )
    for symbol, stamp, open_, high, low, close, volume in frame.iter_rows():
        yield BarRow(
            symbol, "1d", stamp, open_, high, low, close, volume, vwap=None, trades=None,
            settled=True,
        )  # fmt: skip


def _actions(ids: dict[str, int]) -> None:
    CorporateAction.objects.filter(instrument_id__in=ids.values()).delete()
    frame = pl.read_parquet(_folder() / "actions.parquet")
    CorporateAction.objects.bulk_create(
        CorporateAction(instrument_id=ids[row.pop("symbol")], **row)
        for row in frame.iter_rows(named=True)
    )


def _spans(ids: dict[str, int]) -> None:
    spans = (
        Bar.objects.filter(instrument_id__in=ids.values(), interval_s=_DAY)
        .values("instrument_id")
        .annotate(first=Min("timestamp_us"), last=Max("timestamp_us"))
    )
    for span in spans:
        InstrumentRow.objects.filter(pk=span["instrument_id"]).update(
            first_bar=_date(span["first"]), last_bar=_date(span["last"])
        )


def _date(timestamp_us: int) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + timestamp_us // 86_400_000_000)


def demo_load() -> bool:
    """Load the demo data unless this version of them is there; return whether anything was done.

    Idempotent, in one transaction. Daily bars of the demo's instruments are replaced as a whole,
    so that a bar that a new version no longer has does not stay behind.
    """
    version = f"{demo_provenance()['version']}.{_LOADER}"
    if DemoMarker.objects.filter(fixture_version=version).exists():
        return False
    with transaction.atomic():
        ids = _instruments()
        bars_delete(instrument_ids=list(ids.values()), intervals_s=[_DAY])
        bars_upsert(list(_rows()), instrument_ids=ids)
        _actions(ids)
        _spans(ids)
        DemoMarker.objects.update_or_create(pk=1, defaults={"fixture_version": version})
    return True


def demo_watchlist(*, owner_id: int) -> bool:
    """Give a person the demo's watchlist unless they have a list; return whether it was made."""
    if Watchlist.objects.filter(owner_id=owner_id).exists():
        return False
    watchlist_create(owner_id=owner_id, name="Watchlist", symbols=WATCHLIST, is_default=True)
    return True
