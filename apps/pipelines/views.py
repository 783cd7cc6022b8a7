"""Routes of the feature pipeline."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.core.json import JsonResponse
from apps.core.web.bodies import body_of, query_of
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.jobs.types import JobInfo
from apps.jobs.waiting import respond_with_job
from apps.pipelines.engines import engine_list
from apps.pipelines.responses import (
    anomalies_response,
    catalogue,
    engine_response,
    features_response,
    run_response,
)
from apps.pipelines.selectors import features_read, run_get, run_info, run_rows
from apps.pipelines.serializers import (
    FeatureAnomaliesSerializer,
    FeatureAskSerializer,
    FeatureResultSerializer,
    FeatureRunSerializer,
    FeatureRunSummarySerializer,
    FeaturesQuerySerializer,
    FeaturesSerializer,
    PipelineOptionsSerializer,
)
from apps.pipelines.services import features_submit
from apps.pipelines.types import FeatureSeries


class FeatureRunListView(IdempotentPostMixin):
    """Runs of the feature pipeline."""

    token_scopes = scopes(get="read", post="write")

    @extend_schema(operation_id="feature_runs_list", responses=page_of(FeatureRunSummarySerializer))
    def get(self, request: Request) -> Response:
        """List your finished feature runs, newest first."""
        page = CursorPage()
        rows = page.paginate_queryset(run_rows(user_id=user_id(request)), request, view=self)
        return page.get_paginated_response([run_response(run_info(row)) for row in rows or ()])

    @override
    @extend_schema(
        request=FeatureAskSerializer, responses={200: FeatureResultSerializer, 202: JobInfo}
    )
    def post(self, request: Request) -> Response:
        """Compute features as a job; it fails when they do not agree with the reference."""
        parsed = body_of(FeatureAskSerializer, request)
        return respond_with_job(
            request, features_submit(ask=parsed.ask(), user_id=user_id(request))
        )


class FeatureRunView(APIView):
    """One finished run."""

    token_scopes = scopes(get="read")

    @extend_schema(operation_id="feature_runs_retrieve", responses=FeatureRunSerializer)
    def get(self, request: Request, job_id: UUID) -> Response:
        """Return one of your feature runs with its result."""
        run = run_get(job_id=job_id, user_id=user_id(request))
        return Response(run_response(run) | {"result": run.result})


class PipelineOptionsView(APIView):
    """What the pipeline can do here."""

    token_scopes = scopes(get="read")

    @extend_schema(responses=PipelineOptionsSerializer)
    def get(self, request: Request) -> Response:
        """Return the engines, with what keeps one from running, and every feature's definition."""
        engines = [engine_response(engine) for engine in engine_list()]
        return Response({"engines": engines, "features": catalogue()})


class FeaturesView(APIView):
    """Features of an instrument."""

    token_scopes = scopes(get="read")

    @extend_schema(parameters=[FeaturesQuerySerializer], responses=FeaturesSerializer)
    def get(self, request: Request) -> HttpResponse:
        """Return features of a series, from the store or computed when it lacks these bars.

        An answer has at most 20,000 bars; the export of features has them all.
        """
        return JsonResponse(features_response(*_asked(request)))


class AnomaliesView(APIView):
    """Odd bars of an instrument."""

    token_scopes = scopes(get="read")

    @extend_schema(parameters=[FeaturesQuerySerializer], responses=FeatureAnomaliesSerializer)
    def get(self, request: Request) -> HttpResponse:
        """Return the bars that stand out from the instrument's own history, and why."""
        return JsonResponse(anomalies_response(*_asked(request)))


def _asked(request: Request) -> tuple[FeatureSeries, str]:
    parsed = query_of(FeaturesQuerySerializer, request)
    data = parsed.validated_data
    found = features_read(
        symbol=data["symbol"], interval=data["interval"], user_id=user_id(request)
    )
    return found, data["period"]
