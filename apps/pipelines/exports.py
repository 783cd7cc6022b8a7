"""Features as a file."""

from django.http import StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from apps.core.clock import microseconds_iso, now, utc_iso
from apps.core.exports import EXPORT_ANSWERS, Column, ExportFormatSerializer, ExportView, Table
from apps.core.web.bodies import query_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.pipelines.responses import first_row
from apps.pipelines.selectors import features_read
from apps.pipelines.serializers import FeaturesQuerySerializer
from apps.pipelines.types import FeatureSeries


def features_table(found: FeatureSeries, period: str) -> Table:
    """Return every feature of the period that ends with the last bar."""
    span = slice(first_row(found, period), None)
    page = {
        "timestamp": found.timestamps[span],
        "close": found.close[span],
        **{name: values[span] for name, values in found.columns.items()},
        "anomaly_score": found.scores[span],
        "anomaly": found.flags[span],
    }
    return Table(
        name=f"{found.symbol}-features-{found.interval}",
        columns=(
            Column("timestamp", "time"),
            Column("close"),
            *(Column(name) for name in found.columns),
            Column("anomaly_score"),
            Column("anomaly", "flag"),
        ),
        pages=[page],
        about={
            "symbol": found.symbol,
            "interval": found.interval,
            "period": period,
            "engine": found.engine,
            "source": found.source,
            "version": found.version,
            "simulated": found.simulated,
            "as_of": microseconds_iso(int(found.timestamps[-1])),
            "exported_at": utc_iso(now().replace(microsecond=0)),
        },
    )


class FeaturesExportView(ExportView):
    """Features of one instrument as a file."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "features of bars that had closed by then, computed anew."

    @extend_schema(
        parameters=[FeaturesQuerySerializer, ExportFormatSerializer], responses=EXPORT_ANSWERS
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Download what the features route answers as CSV or Parquet."""
        asked = query_of(FeaturesQuerySerializer, request).asked()
        found = features_read(
            symbol=asked.symbol, interval=asked.interval, user_id=user_id(request)
        )
        return self.export(request, features_table(found, asked.period))
