"""The ledger as a file: one row for each step of each issued forecast."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from apps.core.clock import microseconds_of, now, utc_iso
from apps.core.exports import (
    EXPORT_ANSWERS,
    Column,
    ExportFormatSerializer,
    ExportView,
    Page,
    Table,
)
from apps.core.typed.hints import shallow
from apps.core.web.bodies import query_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.forecasts.answers import LedgerRow
from apps.forecasts.mappers import ledger_row
from apps.forecasts.models import Forecast
from apps.forecasts.selectors import ledger_rows
from apps.forecasts.serializers import LedgerQuerySerializer

_PAGE = 500  # forecasts, each of some steps
_STEP_NUMBERS = (
    "predicted_price", "predicted_return", "predicted_volatility", "probability_up",
    "lower_50", "upper_50", "lower_80", "upper_80", "lower_90", "upper_90", "lower_95", "upper_95",
)  # fmt: skip
_OUTCOME = {"outcome_price": "price", "outcome_return": "realised_return", "outcome_error": "error"}
_COLUMNS = (
    Column("id", "integer"),
    Column("symbol", "text"),
    Column("model", "text"),
    Column("interval", "text"),
    Column("as_of", "time"),
    Column("issued_at", "time"),
    Column("market_time", "time"),
    Column("replayed", "text"),
    Column("last_price"),
    Column("step", "integer"),
    Column("target_time", "time"),
    *(Column(name) for name in _STEP_NUMBERS),
    Column("forecast_hash", "text"),
    *(Column(name) for name in _OUTCOME),
)


def _steps(row: LedgerRow) -> Iterator[dict[str, object]]:
    head = shallow(row) | {
        "as_of": microseconds_of(row.as_of),
        "issued_at": microseconds_of(row.issued_at),
        "market_time": microseconds_of(row.market_time),
        "replayed": "yes" if row.replayed else "no",
    }
    outcomes = {one.step: one for one in row.outcome.steps} if row.outcome else {}
    for step in row.steps:
        target = datetime.fromisoformat(step["target_time"])
        came = outcomes.get(step["step"])
        numbers = {column: getattr(came, name) for column, name in _OUTCOME.items()} if came else {}
        yield head | step | {"target_time": microseconds_of(target)} | numbers


def _pages(rows: QuerySet[Forecast]) -> Iterator[Page]:
    forecasts = rows.iterator(chunk_size=_PAGE)
    while found := list(islice(forecasts, _PAGE)):
        lines = [line for forecast in found for line in _steps(ledger_row(forecast))]
        yield {column.name: [line.get(column.name) for line in lines] for column in _COLUMNS}


def ledger_table(rows: QuerySet[Forecast], *, symbol: str, model: str) -> Table:
    """Return issued forecasts, newest first, as a table of their steps."""
    parts = [part for part in (symbol.upper(), model) if part]
    return Table(
        name="-".join([*parts, "ledger"]),
        columns=_COLUMNS,
        pages=_pages(rows),
        about={
            "source": "forecasts as they were issued",
            "symbol": symbol.upper() or "all",
            "model": model or "all",
            "exported_at": utc_iso(now().replace(microsecond=0)),
        },
    )


class LedgerExportView(ExportView):
    """Issued forecasts as a file."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "forecasts that had been issued by then, with outcomes that were known by then."

    @extend_schema(
        parameters=[LedgerQuerySerializer, ExportFormatSerializer], responses=EXPORT_ANSWERS
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Download the ledger as CSV or Parquet."""
        asked = query_of(LedgerQuerySerializer, request).validated_data
        rows = ledger_rows(user_id=user_id(request), **asked)
        return self.export(request, ledger_table(rows, **asked))
