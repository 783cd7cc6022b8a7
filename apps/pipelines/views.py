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
from apps.pipelines.answers import (
    FeatureAnomalies,
    FeatureResult,
    FeatureRun,
    FeatureRunSummary,
    Features,
    PipelineOptions,
)
from apps.pipelines.engines import engine_list
from apps.pipelines.responses import CATALOGUE, anomalies_answer, features_answer
from apps.pipelines.selectors import features_read, run_get, run_rows, run_summary
from apps.pipelines.serializers import FeatureAskSerializer, FeaturesQuerySerializer
from apps.pipelines.services import features_submit
from apps.pipelines.types import FeatureSeries


class FeatureRunListView(IdempotentPostMixin):
    """Runs of the feature pipeline."""

    token_scopes = scopes(get="read", post="write")
    answers_past = True
    as_of_means = "runs that had ended by then."

    @extend_schema(operation_id="feature_runs_list", responses=page_of(FeatureRunSummary))
    def get(self, request: Request) -> Response:
        """List your finished feature runs, newest first."""
        page = CursorPage()
        rows = page.paginate_queryset(run_rows(user_id=user_id(request)), request, view=self)
        return page.get_paginated_response([run_summary(row) for row in rows or ()])

    @override
    @extend_schema(request=FeatureAskSerializer, responses={200: FeatureResult, 202: JobInfo})
    def post(self, request: Request) -> Response:
        """Compute features as a job; it fails when they do not agree with the reference."""
        ask = body_of(FeatureAskSerializer, request).asked()
        return respond_with_job(request, features_submit(ask=ask, user_id=user_id(request)))


class FeatureRunView(APIView):
    """One finished run."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "a run that had ended by then."

    @extend_schema(operation_id="feature_runs_retrieve", responses=FeatureRun)
    def get(self, request: Request, job_id: UUID) -> Response:
        """Return one of your feature runs with its result."""
        return Response(run_get(job_id=job_id, user_id=user_id(request)))


class PipelineOptionsView(APIView):
    """What the pipeline can do here."""

    token_scopes = scopes(get="read")

    @extend_schema(responses=PipelineOptions)
    def get(self, request: Request) -> Response:
        """Return the engines, with what keeps one from running, and every feature's definition."""
        return Response(PipelineOptions(engine_list(), CATALOGUE))


class FeaturesView(APIView):
    """Features of an instrument."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "features of bars that had closed by then, computed anew."

    @extend_schema(parameters=[FeaturesQuerySerializer], responses=Features)
    def get(self, request: Request) -> HttpResponse:
        """Return features of a series, from the store or computed when it lacks these bars.

        An answer has at most 20,000 bars; the export of features has them all.
        """
        return JsonResponse(features_answer(*_asked(request)))


class AnomaliesView(APIView):
    """Odd bars of an instrument."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "judged by bars that had closed by then."

    @extend_schema(parameters=[FeaturesQuerySerializer], responses=FeatureAnomalies)
    def get(self, request: Request) -> HttpResponse:
        """Return the bars that stand out from the instrument's own history, and why."""
        return JsonResponse(anomalies_answer(*_asked(request)))


def _asked(request: Request) -> tuple[FeatureSeries, str]:
    asked = query_of(FeaturesQuerySerializer, request).asked()
    found = features_read(symbol=asked.symbol, interval=asked.interval, user_id=user_id(request))
    return found, asked.period
