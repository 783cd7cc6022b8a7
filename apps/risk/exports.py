"""An instrument's risk as a file."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.http import StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from apps.core.clock import now, utc_iso
from apps.core.exports import EXPORT_ANSWERS, Column, ExportFormatSerializer, ExportView, Table
from apps.core.web.bodies import query_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.risk.responses import series_response
from apps.risk.selectors import series_history, series_risk
from apps.risk.serializers import RiskQuery
from apps.risk.types import SeriesRisk

_SERIES = (
    Column("timestamp", "time"),
    Column("return"),
)
_MEASURES = (Column("measure", "text"), Column("value"))


class RiskPartSerializer(ExportFormatSerializer):
    """Which part of the answer, and which kind of file."""

    part = serializers.ChoiceField(
        choices=("series", "measures"), default="series",
        help_text="Day by day, or the measures of the whole period.",
    )  # fmt: skip


def series_table(risk: SeriesRisk, document: Mapping[str, Any]) -> Table:
    """Return what is known of every day of the period."""
    history = risk.history
    days = history.sample_dates.astype("datetime64[us]").astype(np.int64)
    page = {
        "timestamp": days,
        "return": np.concatenate([[np.nan], history.sample]),
    }
    paths = [one.name for one in risk.summary.measures if one.path]
    for name in paths:
        values = np.atleast_1d(risk.summary.values[name])
        page[name] = np.concatenate([np.full(days.size - values.size, np.nan), values])
    columns = (*_SERIES, *(Column(name) for name in paths))
    return Table(_name(document), columns, [page], _about(document) | _measures(document))


def measures_table(document: Mapping[str, Any]) -> Table:
    """Return the measures of the whole period."""
    numbers = {name: value for name, value in document.items() if _is_number(value)}
    page = {"measure": list(numbers), "value": list(numbers.values())}
    return Table(f"{_name(document)}-measures", _MEASURES, [page], _about(document))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _measures(document: Mapping[str, Any]) -> dict[str, object]:
    return {name: value for name, value in document.items() if _is_number(value)}


def _name(document: Mapping[str, Any]) -> str:
    return f"{document['symbol']}-risk-{document['period']}"


def _about(document: Mapping[str, Any]) -> dict[str, object]:
    stated = ("symbol", "period", "period_start", "as_of", "source", "method", "benchmark")
    stamp = {"exported_at": utc_iso(now().replace(microsecond=0))}
    return {name: document[name] for name in stated} | stamp


class RiskExportView(ExportView):
    """Risk of one instrument as a file."""

    token_scopes = scopes(get="read")
    answers_past = True

    @extend_schema(parameters=[RiskQuery, RiskPartSerializer], responses=EXPORT_ANSWERS)
    def get(self, request: Request) -> StreamingHttpResponse:
        """Download an instrument's risk as CSV or Parquet."""
        asked = query_of(RiskQuery, request).validated_data
        part = query_of(RiskPartSerializer, request).validated_data["part"]
        history = series_history(
            symbol=asked["symbol"],
            user_id=user_id(request),
            period=asked["period"],
            benchmark=asked["benchmark"],
        )
        risk = series_risk(
            history=history,
            confidence=asked["confidence"],
            method=asked["method"],
            risk_free_rate=asked["risk_free_rate"],
        )
        document = {"symbol": history.symbols[0], **series_response(risk, asked["period"])}
        table = measures_table(document) if part == "measures" else series_table(risk, document)
        return self.export(request, table)
