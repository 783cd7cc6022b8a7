"""Routes of data health."""

from collections.abc import Iterable

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.accounts.permissions import person
from apps.accounts.provider_keys import is_owner
from apps.core.web.bodies import body_of, query_of
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.core.web.throttling import ComputeThrottle
from apps.data_quality.answers import CheckResult, FindingAnswer, FindingLook, Health
from apps.data_quality.mappers import finding_from_row
from apps.data_quality.models import Finding
from apps.data_quality.previewing import finding_preview
from apps.data_quality.responses import finding_answer, look_answer, series_answer
from apps.data_quality.selectors import finding_get, finding_rows, health_summary, series_list
from apps.data_quality.serializers import (
    CheckAskSerializer,
    DismissSerializer,
    FindingQuerySerializer,
)
from apps.data_quality.services import (
    check_submit,
    finding_dismiss,
    finding_reopen,
    finding_repair,
    finding_undo,
    refetch_submit,
)
from apps.data_quality.types import FindingInfo, FindingQuestion
from apps.jobs.types import JobInfo
from apps.jobs.waiting import respond_with_job


def is_refetch(finding: FindingInfo) -> bool:
    """Return whether an open finding is repaired by asking its source again."""
    return finding.state == "open" and finding.offers("refetch")


class FindingPage(CursorPage):
    """Findings, the newest first."""

    ordering = "-pk"


def _rows(request: Request, asked: FindingQuestion) -> QuerySet[Finding]:
    return finding_rows(
        user_id=user_id(request),
        state=asked.state,
        severity=asked.severity,
        kind=asked.check,
        symbol=asked.symbol,
        interval=asked.interval,
    )


def _is_owner(request: Request) -> bool:
    return is_owner(user=person(request))


def _response(finding: FindingInfo, request: Request) -> Response:
    return Response(finding_answer(finding, owner=_is_owner(request)))


def _findings(rows: Iterable[Finding] | None, request: Request) -> list[FindingAnswer]:
    owner = _is_owner(request)
    return [finding_answer(finding_from_row(row), owner=owner) for row in rows or ()]


class FindingsView(APIView):
    """Findings alone."""

    token_scopes = scopes(get="read")

    @extend_schema(
        operation_id="quality_findings_list",
        parameters=[FindingQuerySerializer],
        responses=page_of(FindingAnswer),
    )
    def get(self, request: Request) -> Response:
        """List findings, the newest first."""
        page, asked = FindingPage(), query_of(FindingQuerySerializer, request).asked()
        found = page.paginate_queryset(_rows(request, asked), request, view=self)
        return page.get_paginated_response(_findings(found, request))


class HealthView(APIView):
    """How well the data are."""

    token_scopes = scopes(get="read")

    @extend_schema(parameters=[FindingQuerySerializer], responses=Health)
    def get(self, request: Request) -> Response:
        """Return findings with their evidence, the summary and how far each series reaches.

        `limit` bounds the series as well; `summary.series` says how many there are.
        """
        return Response(self.health(request))

    def health(self, request: Request) -> Health:
        """Return what the person may see of it."""
        page, asked = FindingPage(), query_of(FindingQuerySerializer, request).asked()
        found = page.paginate_queryset(_rows(request, asked), request, view=self)
        person, most = user_id(request), page.get_page_size(request)
        series = series_list(user_id=person, symbol=asked.symbol, most=most)
        return Health(
            results=tuple(_findings(found, request)),
            next=page.next_cursor(),
            summary=health_summary(user_id=person),
            series=tuple(series_answer(one) for one in series),
        )


class CheckView(IdempotentPostMixin, APIView):
    """Checks on demand."""

    token_scopes = scopes(post="write")
    throttle_classes = (ComputeThrottle,)

    @override
    @extend_schema(request=CheckAskSerializer, responses={200: CheckResult, 202: JobInfo})
    def post(self, request: Request) -> Response:
        """Check the data of some instruments, or of all that you see, as a job."""
        parsed = body_of(CheckAskSerializer, request)
        job = check_submit(
            user_id=user_id(request), symbols=parsed.validated_data.get("symbols", ())
        )
        return respond_with_job(request, job)


class FindingView(APIView):
    """One finding."""

    token_scopes = scopes(get="read")

    @extend_schema(responses=FindingLook)
    def get(self, request: Request, finding_id: int) -> Response:
        """Return a finding with the bars around it and what its repair would change."""
        finding = finding_get(finding_id=finding_id, user_id=user_id(request))
        return Response(look_answer(finding, finding_preview(finding), owner=_is_owner(request)))


class RepairView(IdempotentPostMixin, APIView):
    """The repair that a finding offers."""

    token_scopes = scopes(post="write")

    @override
    @extend_schema(request=None, responses={200: FindingAnswer, 202: JobInfo})
    def post(self, request: Request, finding_id: int) -> Response:
        """Repair a finding; the rows as they were are kept for `undo`. Fetching again is a job."""
        asked = {"finding_id": finding_id, "user_id": user_id(request)}
        if is_refetch(finding_get(**asked)):
            answer = respond_with_job(request, refetch_submit(**asked))
            if answer.status_code == 202:
                return answer
            return _response(finding_get(**asked), request)
        return self.settled(lambda: _response(finding_repair(**asked), request))


class UndoView(IdempotentPostMixin, APIView):
    """The way back from a repair."""

    token_scopes = scopes(post="write")

    @override
    @extend_schema(request=None, responses=FindingAnswer)
    def post(self, request: Request, finding_id: int) -> Response:
        """Undo a repair: put the rows back, bit for bit."""
        asked = {"finding_id": finding_id, "user_id": user_id(request)}
        return self.settled(lambda: _response(finding_undo(**asked), request))


class DismissView(IdempotentPostMixin, APIView):
    """A finding that a person dismisses."""

    token_scopes = scopes(post="write")

    @override
    @extend_schema(request=DismissSerializer, responses=FindingAnswer)
    def post(self, request: Request, finding_id: int) -> Response:
        """Dismiss a finding with a reason."""
        parsed = body_of(DismissSerializer, request)
        asked = {"finding_id": finding_id, "user_id": user_id(request), **parsed.validated_data}
        return self.settled(lambda: _response(finding_dismiss(**asked), request))


class ReopenView(IdempotentPostMixin, APIView):
    """A dismissal taken back."""

    token_scopes = scopes(post="write")

    @override
    @extend_schema(request=None, responses=FindingAnswer)
    def post(self, request: Request, finding_id: int) -> Response:
        """Reopen a finding."""
        asked = {"finding_id": finding_id, "user_id": user_id(request)}
        return self.settled(lambda: _response(finding_reopen(**asked), request))
