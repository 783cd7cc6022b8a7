"""Routes of jobs: see, cancel, try again."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.web.bodies import query_of
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.jobs.mappers import job_summary
from apps.jobs.selectors import job_get, listed_jobs
from apps.jobs.serializers import JobFilterSerializer
from apps.jobs.services import job_cancel, job_retry
from apps.jobs.types import JobInfo, JobSummary


class JobListView(APIView):
    """The jobs a person may see, newest first."""

    token_scopes = scopes(get="read")

    @extend_schema(
        operation_id="jobs_list",
        parameters=[JobFilterSerializer],
        responses=page_of(JobSummary),
    )
    def get(self, request: Request) -> Response:
        """List jobs."""
        asked = query_of(JobFilterSerializer, request)
        rows = listed_jobs(user_id=user_id(request), **asked.validated_data)
        page = CursorPage()
        found = page.paginate_queryset(rows, request, view=self)
        return page.get_paginated_response(
            [job_summary(row, row.timeline.all()) for row in found or ()]
        )


class JobView(APIView):
    """One job."""

    token_scopes = scopes(get="read")

    @extend_schema(responses=JobInfo)
    def get(self, request: Request, job_id: UUID) -> Response:
        """Return a job with its timeline and result."""
        return Response(job_get(job_id=job_id, user_id=user_id(request)))


class JobCancelView(APIView):
    """Stop a job."""

    token_scopes = scopes(post="write")

    @extend_schema(request=None, responses=JobInfo)
    def post(self, request: Request, job_id: UUID) -> Response:
        """Cancel a job: at once while it waits, at its next check while it runs."""
        return Response(job_cancel(job_id=job_id, user_id=user_id(request)))


class JobRetryView(APIView):
    """Do a job once more."""

    token_scopes = scopes(post="write")

    @extend_schema(request=None, responses=JobInfo)
    def post(self, request: Request, job_id: UUID) -> Response:
        """Start a job that failed, died or was cancelled from the beginning."""
        return Response(job_retry(job_id=job_id, user_id=user_id(request)))
