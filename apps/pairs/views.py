"""Routes of pairs."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.json import JsonResponse
from apps.core.people import user_id
from apps.core.throttling import ComputeThrottle
from apps.jobs.serializers import JobSerializer
from apps.jobs.waiting import respond_with_job
from apps.pairs.serializers import (
    AdfRequestSerializer,
    AdfSerializer,
    AnalyticsQuerySerializer,
    AnalyticsSerializer,
)
from apps.pairs.services import pair_adf_submit, pair_analytics


class AnalyticsView(APIView):
    """Hedge, spread, z-score and signal of a pair."""

    @extend_schema(parameters=[AnalyticsQuerySerializer], responses=AnalyticsSerializer)
    def get(self, request: Request) -> HttpResponse:
        """Compute them from settled bars."""
        parsed = AnalyticsQuerySerializer(data=request.query_params)
        parsed.is_valid(raise_exception=True)
        names = ("window", "method", "intercept", "threshold")
        chosen = {name: parsed.validated_data[name] for name in names}
        return JsonResponse(
            pair_analytics(query=parsed.query(), user_id=user_id(request), **chosen)
        )


class AdfView(APIView):
    """Stationarity of a spread and cointegration of its pair."""

    throttle_classes = (ComputeThrottle,)

    @extend_schema(request=AdfRequestSerializer, responses={200: AdfSerializer, 202: JobSerializer})
    def post(self, request: Request) -> Response:
        """Test on demand, as a job."""
        parsed = AdfRequestSerializer(data=request.data)
        parsed.is_valid(raise_exception=True)
        job = pair_adf_submit(
            query=parsed.query(),
            user_id=user_id(request),
            lags=parsed.validated_data.get("lags"),
            intercept=parsed.validated_data["intercept"],
        )
        return respond_with_job(request, job)
