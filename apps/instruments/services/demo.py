"""The demo universe: real daily history from `fixtures/demo/`, loaded once a version."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.instruments.models import CorporateAction, DemoMarker, InstrumentRow, Watchlist
from apps.instruments.services.watchlists import watchlist_create
from apps.instruments.store import bars_replace
from apps.instruments.types import SIMULATOR, BarRow

WATCHLIST = (
    "NVDA", "AAPL", "MSFT", "JPM", "XOM", "KO", "PEP", "BTCUSDT", "ETHUSDT", "SPX",
    "SPX.OHLC", "IBM",
)  # fmt: skip
_LOADER = 2  # raise it when the same fixture gives other rows
_FIELDS = ("open", "high", "low", "close", "volume")


class DemoFixturesError(Exception):
    """The demo's own files cannot be read."""


@dataclass(frozen=True, slots=True)
class _Fixtures:
    """What the files hold: instruments, bars by symbol, splits and dividends."""

    instruments: list[dict[str, Any]]
    rows: dict[str, list[BarRow]]
    actions: list[dict[str, Any]]


def _folder() -> Path:
    return Path(settings.DEMO_FIXTURES)


def demo_provenance() -> dict[str, Any]:
    """Return where the demo data come from, under which licences, and what was decided."""
    document: dict[str, Any] = json.loads((_folder() / "provenance.json").read_text())
    for dataset in document["datasets"]:
        dataset["licence_text"] = (_folder() / dataset["licence_file"]).read_text()
    return document


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


def _rows() -> dict[str, list[BarRow]]:
    import polars as pl  # noqa: PLC0415  20 MB that are needed once, at the first start

    frames = [pl.read_parquet(_folder() / f"{name}.parquet") for name in ("closes", "candles")]
    frame = pl.concat(frames, how="diagonal").select(
        "symbol", pl.col("date").cast(pl.Datetime("us")).cast(pl.Int64), *_FIELDS
    )
    rows: dict[str, list[BarRow]] = {}
    for symbol, stamp, open_, high, low, close, volume in frame.iter_rows():
        row = BarRow(
            symbol, "1d", stamp, open_, high, low, close, volume, vwap=None, trades=None,
            settled=True,
        )  # fmt: skip
        rows.setdefault(symbol, []).append(row)
    return rows


def _fixtures() -> _Fixtures:
    """Read all that is loaded before anything is written."""
    import polars as pl  # noqa: PLC0415  as above

    try:
        return _Fixtures(
            instruments=json.loads((_folder() / "instruments.json").read_text()),
            rows=_rows(),
            actions=pl.read_parquet(_folder() / "actions.parquet").rows(named=True),
        )
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        raise DemoFixturesError(f"The demo's files in {_folder()} are damaged: {error}") from error


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


def demo_load() -> bool:
    """Load the demo data unless this version of them is there; return whether anything was done.

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
    version = f"{demo_provenance()['version']}.{_LOADER}"
    if DemoMarker.objects.filter(fixture_version=version).exists():
        return False
    found = _fixtures()
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


def demo_watchlist(*, owner_id: int) -> bool:
    """Give a person the demo's watchlist unless they have a list; return whether it was made."""
    if Watchlist.objects.filter(owner_id=owner_id).exists():
        return False
    watchlist_create(owner_id=owner_id, name="Watchlist", symbols=WATCHLIST, is_default=True)
    return True
