"""Routes of portfolios."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.core.errors import NotFoundError
from apps.core.web.bodies import body_of
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.jobs.types import JobInfo
from apps.jobs.waiting import respond_with_job
from apps.portfolio.answers import Optimization, OptimizationSummary, SavedOptimization
from apps.portfolio.selectors import optimization_get, optimization_summary, optimizations_known
from apps.portfolio.serializers import OptimizeRequestSerializer
from apps.portfolio.services import optimization_delete, optimization_submit


class OptimizeView(IdempotentPostMixin, APIView):
    """Optimise a portfolio."""

    token_scopes = scopes(post="read")
    answers_past = True

    @override
    @extend_schema(
        request=OptimizeRequestSerializer,
        responses={200: Optimization, 202: JobInfo},
    )
    def post(self, request: Request) -> Response:
        """Find weights, the efficient frontier and whole shares; a job, awaited as asked."""
        body = body_of(OptimizeRequestSerializer, request)
        job = optimization_submit(asked=body.asked(), owner_id=user_id(request))
        return respond_with_job(request, job)


class OptimizationListView(APIView):
    """A person's optimisations, newest first."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "those that had been made by then."

    @extend_schema(
        operation_id="portfolio_optimizations_list",
        responses=page_of(OptimizationSummary),
    )
    def get(self, request: Request) -> Response:
        """List saved optimisations."""
        page = CursorPage()
        rows = optimizations_known(user_id=user_id(request))
        found = page.paginate_queryset(rows, request, view=self)
        return page.get_paginated_response([optimization_summary(row) for row in found or ()])


class OptimizationView(APIView):
    """One saved optimisation."""

    token_scopes = scopes(get="read", delete="write")
    answers_past = True
    as_of_means = "one that had been made by then, or that took this very moment for the present."

    @extend_schema(responses=SavedOptimization)
    def get(self, request: Request, run_id: UUID) -> Response:
        """Return a saved optimisation: what was asked and the answer."""
        return Response(optimization_get(run_id=run_id, user_id=user_id(request)))

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, run_id: UUID) -> Response:
        """Forget a saved optimisation."""
        if not optimization_delete(run_id=run_id, user_id=user_id(request)):
            raise NotFoundError(
                "You have no optimisation with this id.", code="unknown_optimization"
            )
        return Response(status=204)
