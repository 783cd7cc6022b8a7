"""Questions about a person's own instruments and about files of bars."""

from os import SEEK_END
from typing import IO, Any, Final

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from apps.imports.answers import Uploaded, UploadPreview
from apps.imports.errors import FileProblemError
from apps.imports.reading.choice import choice_parse
from apps.imports.reading.plan import missing_roles
from apps.imports.reading.sniff import sniff
from apps.imports.types import FILE_SECONDS, Layout, LineNote
from apps.imports.values.money import stated_unit
from apps.instruments.models import Bar, InstrumentRow

BEGINNING: Final = 65_536  # bytes that a browser sends of a longer file
_SHOWN: Final = 12
_CELL: Final = 60
_NAMES: Final = {seconds: name for name, seconds in FILE_SECONDS.items()}
# Bars of 15 minutes and hours lie among those of 5 minutes.
_STORED: Final = Case(
    When(resolution_s__in=(900, 3_600), then=Value(300)),
    default=F("resolution_s"),
    output_field=IntegerField(),
)


def uploaded_rows(*, user_id: int) -> QuerySet[InstrumentRow]:
    """Return a person's own instruments with how many bars of the finest interval each has."""
    counted = (
        Bar.objects.filter(instrument_id=OuterRef("pk"), interval_s=OuterRef("stored_s"))
        .order_by()
        .values("instrument_id")
        .annotate(bars=Count("timestamp_us"))
        .values("bars")
    )
    return (
        InstrumentRow.objects.filter(owner_id=user_id)
        .annotate(stored_s=_STORED)
        .annotate(bars=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
        .order_by("symbol", "id")
    )


def uploaded_answer(row: Any) -> Uploaded:
    """Return one of `uploaded_rows` as it is answered."""
    return Uploaded(
        symbol=row.symbol,
        name=row.name,
        source=row.source,
        finest_interval=_NAMES.get(row.resolution_s),
        bars=row.bars,
        first_bar=row.first_bar,
        last_bar=row.last_bar,
        currency=row.currency,
    )


def upload_preview(*, file: IO[bytes], mapping: str, symbol: str, owner_id: int) -> UploadPreview:
    """Return how a file would be read, its first rows, and what is still to be said."""
    file.seek(0, SEEK_END)
    beginning = file.tell() >= BEGINNING
    file.seek(0)
    layout, rows = sniff(file, choice_parse(mapping), beginning=beginning)
    money = _money(layout, symbol, owner_id)
    return UploadPreview(
        encoding=layout.encoding,
        delimiter=layout.delimiter,
        decimal=layout.decimal,
        header_line=layout.header,
        columns=layout.names,
        mapping={str(role): place for role, place in layout.columns.items()},
        rows=tuple(tuple(cell[:_CELL] for cell in row) for row in rows[:_SHOWN]),
        date_order=layout.date_order,
        date_orders=layout.date_orders,
        two_ways=layout.two_ways,
        unread=None if layout.times else layout.unread,
        day_only=layout.day_only,
        zoned=layout.zoned,
        interval="1d" if layout.day_only else layout.interval,
        ticks=layout.ticks,
        needs=(*_needs(layout), *(("currency",) if money else ())),
        currency_question=money,
    )


def _money(layout: Layout, symbol: str, owner_id: int) -> LineNote | None:
    """Return why the upload would ask what the prices are in; None when it would not."""
    try:
        stated_unit(symbol=symbol.strip().upper(), owner_id=owner_id, stated=layout.money)
    except FileProblemError as error:
        return LineNote(error.line, error.detail)
    return None


def _needs(layout: Layout) -> list[str]:
    needs = missing_roles(layout)
    if "time" in needs:
        return needs
    if layout.decimal is None:
        needs.append("decimal")
    if layout.date_order is None:
        return [*needs, "date_order"]
    if not layout.times:
        return [*needs, "readable_times"]
    if layout.interval is None and not layout.day_only and not layout.ticks:
        needs.append("interval")
    daily = (layout.day_only or layout.interval == "1d") and not layout.ticks
    if not daily and not layout.zoned:
        needs.append("timezone")
    return needs
