"""Routes of pairs."""

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
from apps.core.web.throttling import ComputeThrottle
from apps.jobs.types import JobInfo
from apps.jobs.waiting import respond_with_job
from apps.pairs.answers import PairAdf, PairAnalytics, PairBacktest, PairScan
from apps.pairs.backtests import pair_backtest
from apps.pairs.monitors import monitor_create, monitor_delete, monitor_update
from apps.pairs.selectors import monitor_from_row, monitor_row, monitor_rows
from apps.pairs.serializers import (
    PairAdfAskSerializer,
    PairAnalyticsQuerySerializer,
    PairBacktestAskSerializer,
    PairMonitorWriteSerializer,
    PairScanAskSerializer,
)
from apps.pairs.services import pair_adf_submit, pair_analytics, pair_scan_submit
from apps.pairs.types import Monitor


class AnalyticsView(APIView):
    """Hedge, spread, z-score and signal of a pair."""

    token_scopes = scopes(get="read")
    answers_past = True

    @extend_schema(parameters=[PairAnalyticsQuerySerializer], responses=PairAnalytics)
    def get(self, request: Request) -> HttpResponse:
        """Return hedge, spread and z-score of a pair, from closed bars."""
        parsed = query_of(PairAnalyticsQuerySerializer, request)
        names = ("window", "method", "intercept", "threshold")
        chosen = {name: parsed.validated_data[name] for name in names}
        return JsonResponse(
            pair_analytics(query=parsed.query(), user_id=user_id(request), **chosen)
        )


class AdfView(APIView):
    """Stationarity of a spread and cointegration of its pair."""

    token_scopes = scopes(post="read")
    answers_past = True
    throttle_classes = (ComputeThrottle,)

    @extend_schema(request=PairAdfAskSerializer, responses={200: PairAdf, 202: JobInfo})
    def post(self, request: Request) -> Response:
        """Test a pair for cointegration, as a job."""
        parsed = body_of(PairAdfAskSerializer, request)
        job = pair_adf_submit(question=parsed.query(), user_id=user_id(request))
        return respond_with_job(request, job)


class BacktestView(APIView):
    """The z-score rule on a pair's past."""

    token_scopes = scopes(post="read")
    answers_past = True
    throttle_classes = (ComputeThrottle,)

    @extend_schema(request=PairBacktestAskSerializer, responses=PairBacktest)
    def post(self, request: Request) -> HttpResponse:
        """Backtest a pair, walking forward over closed bars."""
        parsed = body_of(PairBacktestAskSerializer, request)
        chosen = {name: parsed.validated_data[name] for name in ("window", "method", "intercept")}
        return JsonResponse(
            pair_backtest(
                query=parsed.query(), user_id=user_id(request), rule=parsed.rule(), **chosen
            )
        )


class ScanView(APIView):
    """All pairs of a universe under false-discovery control."""

    token_scopes = scopes(post="read")
    answers_past = True
    throttle_classes = (ComputeThrottle,)

    @extend_schema(request=PairScanAskSerializer, responses={200: PairScan, 202: JobInfo})
    def post(self, request: Request) -> Response:
        """Scan all pairs of some instruments, as a job."""
        parsed = body_of(PairScanAskSerializer, request)
        job = pair_scan_submit(question=parsed.question(), user_id=user_id(request))
        return respond_with_job(request, job)


class MonitorListView(IdempotentPostMixin):
    """Pairs that a person watches."""

    token_scopes = scopes(get="read", post="write")

    @extend_schema(operation_id="pairs_list", responses=page_of(Monitor))
    def get(self, request: Request) -> Response:
        """List your monitored pairs, newest first."""
        page = CursorPage()
        rows = page.paginate_queryset(monitor_rows(user_id=user_id(request)), request, view=self)
        found = [monitor_from_row(row) for row in rows or ()]
        return page.get_paginated_response(found)

    @override
    @extend_schema(request=PairMonitorWriteSerializer, responses={201: Monitor})
    def post(self, request: Request) -> Response:
        """Monitor a pair."""
        parsed = body_of(PairMonitorWriteSerializer, request)
        asked = {"user_id": user_id(request), "fields": parsed.validated_data}
        return self.settled(lambda: Response(monitor_create(**asked), 201))


class MonitorView(APIView):
    """One watched pair."""

    token_scopes = scopes(get="read", put="write", patch="write", delete="write")

    @extend_schema(responses=Monitor)
    def get(self, request: Request, monitor_id: int) -> Response:
        """Return one of your monitored pairs."""
        row = monitor_row(monitor_id=monitor_id, user_id=user_id(request))
        return Response(monitor_from_row(row))

    @extend_schema(request=PairMonitorWriteSerializer, responses=Monitor)
    def put(self, request: Request, monitor_id: int) -> Response:
        """Replace a monitored pair."""
        return self._change(request, monitor_id, partial=False)

    @extend_schema(request=PairMonitorWriteSerializer, responses=Monitor)
    def patch(self, request: Request, monitor_id: int) -> Response:
        """Change the fields of a monitored pair that are sent, and no others."""
        return self._change(request, monitor_id, partial=True)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, monitor_id: int) -> Response:
        """Stop monitoring a pair."""
        monitor_delete(monitor_id=monitor_id, user_id=user_id(request))
        return Response(status=204)

    def _change(self, request: Request, monitor_id: int, *, partial: bool) -> Response:
        parsed = body_of(PairMonitorWriteSerializer, request, partial=partial, shown=Monitor)
        changed = monitor_update(
            monitor_id=monitor_id, user_id=user_id(request), fields=parsed.validated_data
        )
        return Response(changed)
