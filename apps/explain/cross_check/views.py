"""Routes of the alignment of both engines."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.core.web.throttling import ComputeThrottle
from apps.explain.cross_check.answers import Alignment, AlignmentDetail, AlignmentResult
from apps.explain.cross_check.records import (
    alignment_get,
    alignment_rows,
    alignment_submit,
    detail_answer,
    run_answer,
)
from apps.jobs.types import JobInfo
from apps.jobs.waiting import respond_with_job


class AlignmentsView(IdempotentPostMixin, APIView):
    """Comparisons of both engines."""

    token_scopes = scopes(get="read", post="read")
    answers_past = ("GET",)
    as_of_means = "runs that had ended by then."
    throttle_classes = (ComputeThrottle,)

    @extend_schema(operation_id="quality_alignment_list", responses=page_of(Alignment))
    def get(self, request: Request) -> Response:
        """List alignment runs, the nightly ones and yours, newest first."""
        page = CursorPage()
        page.ordering = "-pk"
        rows = alignment_rows(user_id=user_id(request))
        found = page.paginate_queryset(rows, request, view=self)
        return page.get_paginated_response([run_answer(row) for row in found or ()])

    @override
    @extend_schema(request=None, responses={200: AlignmentResult, 202: JobInfo})
    def post(self, request: Request) -> Response:
        """Compare both engines of every measure now, over all that you see; a job."""
        return respond_with_job(request, alignment_submit(user_id=user_id(request)))


class AlignmentRunView(APIView):
    """One comparison."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "a run that had ended by then."

    @extend_schema(responses=AlignmentDetail)
    def get(self, request: Request, run_id: int) -> Response:
        """Return an alignment run with every measure, its worst case and its tolerance."""
        return Response(detail_answer(alignment_get(run_id=run_id, user_id=user_id(request))))
