"""A pair's analytics as a file."""

import numpy as np
from django.http import StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from apps.core.clock import now, utc_iso
from apps.core.exports import (
    EXPORT_ANSWERS,
    Column,
    ExportFormatSerializer,
    ExportView,
    Table,
)
from apps.core.web.bodies import query_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.pairs.answers import PairAnalytics
from apps.pairs.serializers import PairAnalyticsQuerySerializer
from apps.pairs.services import pair_analytics

_NUMBERS = ("price_y", "price_x", "spread", "z_score", "correlation", "beta")
_COLUMNS = (Column("timestamp", "time"), *(Column(name) for name in _NUMBERS))
_ABOUT = (
    "y", "x", "interval", "method", "window", "log", "intercept", "alpha", "beta", "r_squared",
    "observations", "half_life", "z_score", "threshold", "signal", "as_of", "simulated",
)  # fmt: skip


def pair_table(found: PairAnalytics) -> Table:
    """Return analytics as a table of their series; the measures stand above it."""
    series = found.series
    page = {
        "timestamp": series.timestamp.astype(np.int64),
        **{name: getattr(series, name) for name in _NUMBERS},
    }
    about = {name: getattr(found, name) for name in _ABOUT}
    return Table(
        name=f"{found.y}-{found.x}-{found.interval}",
        columns=_COLUMNS,
        pages=[page],
        about=about
        | {
            "source": "closed bars of both symbols",
            "exported_at": utc_iso(now().replace(microsecond=0)),
        },
    )


class PairsExportView(ExportView):
    """Spread, z-score and hedge of a pair as a file."""

    token_scopes = scopes(get="read")
    answers_past = True

    @extend_schema(
        parameters=[PairAnalyticsQuerySerializer, ExportFormatSerializer], responses=EXPORT_ANSWERS
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Download what the analytics route answers as CSV or Parquet."""
        parsed = query_of(PairAnalyticsQuerySerializer, request)
        names = ("window", "method", "intercept", "threshold")
        chosen = {name: parsed.validated_data[name] for name in names}
        found = pair_analytics(query=parsed.query(), user_id=user_id(request), **chosen)
        return self.export(request, pair_table(found))
