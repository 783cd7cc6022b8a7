"""The route of the data health screen: findings, and what the comparison of engines found."""

from dataclasses import dataclass
from typing import Annotated, Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from typing_extensions import Doc, override

from apps.core.typed.hints import shallow
from apps.core.web.people import user_id
from apps.data_quality.answers import Health
from apps.data_quality.health_views import HealthView
from apps.data_quality.serializers import FindingQuerySerializer
from apps.explain.cross_check.answers import Alignment
from apps.explain.cross_check.records import alignment_rows, run_answer

ALIGNMENTS: Final = 10


@dataclass(frozen=True)
class HealthPage(Health):
    """A page of findings, with the summary, series and the last alignments of engines."""

    alignments: Annotated[tuple[Alignment, ...], Doc("Both engines compared; the last ten.")]


class HealthPageView(HealthView):
    """How well the data are, and how well the engines agree."""

    @override
    @extend_schema(parameters=[FindingQuerySerializer], responses=HealthPage)
    def get(self, request: Request) -> Response:
        """Return findings with their evidence, the summary and how far each series reaches.

        `limit` bounds the series as well; `summary.series` says how many there are.
        """
        runs = alignment_rows(user_id=user_id(request))[:ALIGNMENTS]
        alignments = tuple(run_answer(run) for run in runs)
        return Response(HealthPage(**shallow(self.health(request)), alignments=alignments))
