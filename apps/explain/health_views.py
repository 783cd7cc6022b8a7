"""The route of the data health screen: findings, and what the comparison of engines found."""

from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from typing_extensions import override

from apps.core.web.people import user_id
from apps.data_quality.serializers import FindingQuerySerializer, HealthSerializer
from apps.data_quality.views import HealthView
from apps.explain.cross_check.records import alignment_rows, run_data
from apps.explain.cross_check.views import AlignmentSerializer

ALIGNMENTS: Final = 10


class HealthPageSerializer(HealthSerializer):
    """A page of findings, with the summary, series and the last alignments of engines."""

    alignments = AlignmentSerializer(many=True, help_text="Both engines compared; the last ten.")


class HealthPageView(HealthView):
    """How well the data are, and how well the engines agree."""

    @override
    @extend_schema(parameters=[FindingQuerySerializer], responses=HealthPageSerializer)
    def get(self, request: Request) -> Response:
        """Return findings with their evidence, the summary and how far each series reaches.

        `limit` bounds the series as well; `summary.series` says how many there are.
        """
        answer = super().get(request)
        runs = alignment_rows(user_id=user_id(request))[:ALIGNMENTS]
        answer.data["alignments"] = [run_data(run) for run in runs]
        return answer
