"""Bars as files."""

from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from apps.core.clock import now, utc_iso
from apps.core.exports import (
    EXPORT_ANSWERS,
    Column,
    ExportFormatSerializer,
    ExportView,
    Page,
    Table,
)
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.instruments.intervals import DAILY
from apps.instruments.selectors import instrument_get
from apps.instruments.selectors.paging import history_pages
from apps.instruments.serializers import HistoryQuerySerializer
from apps.instruments.types import Bars, Instrument, Interval
from apps.instruments.wire.queries import HistoryQuery, history_query_parse

_NUMBERS = ("open", "high", "low", "close", "volume", "vwap")
_COLUMNS = (
    Column("timestamp", "time"),
    *(Column(name) for name in _NUMBERS),
    Column("settled", "flag"),
)


def bars_table(*, instrument: Instrument, query: HistoryQuery) -> Table:
    """Return what `/history` answers, without its limit on the number of bars."""
    interval, pages = history_pages(instrument=instrument, query=query)
    return Table(
        name=f"{instrument.symbol}-{interval}",
        columns=_COLUMNS,
        pages=_columns(pages),
        about=_about(instrument, interval, adjusted=query.adjusted),
    )


def _columns(pages: Iterator[Bars]) -> Iterator[Page]:
    for bars in pages:
        numbers: dict[str, Any] = {name: getattr(bars, name) for name in _NUMBERS}
        yield {"timestamp": bars.timestamps, **numbers, "settled": bars.settled}


def _about(instrument: Instrument, interval: Interval, *, adjusted: bool) -> dict[str, object]:
    daily = interval in DAILY
    simulated = instrument.simulated if daily else instrument.intraday_simulated
    return {
        "symbol": instrument.symbol,
        "interval": interval,
        "currency": instrument.currency,
        "source": instrument.source if daily else instrument.intraday_source,
        "simulated": simulated,
        "adjusted": adjusted and daily,
        "exported_at": utc_iso(now().replace(microsecond=0)),
    }


class BarsExportView(ExportView):
    """Bars of one instrument as a file."""

    token_scopes = scopes(get="read")
    answers_past = True

    @extend_schema(
        parameters=[HistoryQuerySerializer, ExportFormatSerializer], responses=EXPORT_ANSWERS
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Download a history as CSV or Parquet."""
        query = history_query_parse(request.query_params)
        instrument = instrument_get(symbol=query.symbol, user_id=user_id(request))
        return self.export(request, bars_table(instrument=instrument, query=query))
