"""Routes of the catalogue and of "Why this number?"."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.web.bodies import query_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.explain.why.answer import explain
from apps.explain.why.answers import MeasureCatalogue, Why
from apps.explain.why.responses import catalogue_answer, why_answer
from apps.explain.why.serializers import WhyQuery


class MeasuresView(APIView):
    """The catalogue of measures."""

    token_scopes = scopes(get="read")

    @extend_schema(operation_id="quality_measures_list", responses=MeasureCatalogue)
    def get(self, _request: Request) -> Response:
        """List every number that the product shows, with its definition."""
        return Response(catalogue_answer())


class WhyView(APIView):
    """One number, explained."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = (
        "the number as its screen shows it of that moment. Numbers about the present alone, such"
        " as a job's, are refused."
    )

    @extend_schema(operation_id="quality_why", parameters=[WhyQuery], responses=Why)
    def get(self, request: Request, measure_id: str) -> Response:
        """Explain a number: formula, inputs, source, time, observations, code and second engine."""
        parsed: Any = query_of(WhyQuery, request)
        params = {name: str(value) for name, value in parsed.validated_data.items() if value}
        found = explain(measure_id=measure_id, params=params, user_id=user_id(request))
        return Response(why_answer(found))
