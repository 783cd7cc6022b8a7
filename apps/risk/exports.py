"""An instrument's risk as a file."""

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
from apps.risk.answers import Risk
from apps.risk.responses import measured_answer
from apps.risk.selectors import instrument_risk
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


def series_table(risk: SeriesRisk, answer: Risk) -> Table:
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
    return Table(_name(answer), columns, [page], _about(answer) | _numbers(answer))


def measures_table(answer: Risk) -> Table:
    """Return the measures of the whole period."""
    numbers = _numbers(answer)
    page = {"measure": list(numbers), "value": list(numbers.values())}
    return Table(f"{_name(answer)}-measures", _MEASURES, [page], _about(answer))


def _numbers(answer: Risk) -> dict[str, object]:
    """Return the numbers of an answer by name, with those whose names depend on the question."""
    return {
        name: value
        for name, value in vars(answer).items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }


def _name(answer: Risk) -> str:
    return f"{answer.symbol}-risk-{answer.period}"


def _about(answer: Risk) -> dict[str, object]:
    return {
        "symbol": answer.symbol,
        "period": answer.period,
        "period_start": utc_iso(answer.period_start),
        "as_of": utc_iso(answer.as_of),
        "source": answer.source,
        "method": answer.method,
        "benchmark": answer.benchmark,
        "exported_at": utc_iso(now().replace(microsecond=0)),
    }


class RiskExportView(ExportView):
    """Risk of one instrument as a file."""

    token_scopes = scopes(get="read")
    answers_past = True

    @extend_schema(parameters=[RiskQuery, RiskPartSerializer], responses=EXPORT_ANSWERS)
    def get(self, request: Request) -> StreamingHttpResponse:
        """Download an instrument's risk as CSV or Parquet."""
        asked = query_of(RiskQuery, request).asked()
        part = query_of(RiskPartSerializer, request).validated_data["part"]
        risk = instrument_risk(question=asked, user_id=user_id(request))
        symbol = risk.history.symbols[0]
        answer = measured_answer(Risk, risk, period=asked.period, symbol=symbol)
        table = measures_table(answer) if part == "measures" else series_table(risk, answer)
        return self.export(request, table)
