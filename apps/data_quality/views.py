"""Routes of data health."""

from collections.abc import Iterable
from typing import Any

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
from apps.data_quality.mappers import finding_from_row
from apps.data_quality.models import Finding
from apps.data_quality.previewing import finding_preview
from apps.data_quality.selectors import finding_get, finding_rows, health_summary, series_list
from apps.data_quality.serializers import (
    CheckAskSerializer,
    CheckResultSerializer,
    DismissSerializer,
    FindingLookSerializer,
    FindingQuerySerializer,
    FindingSerializer,
    HealthSerializer,
    finding_data,
    preview_data,
    series_data,
    summary_data,
)
from apps.data_quality.services import (
    check_submit,
    finding_dismiss,
    finding_reopen,
    finding_repair,
    finding_undo,
    refetch_submit,
)
from apps.data_quality.types import FindingInfo
from apps.jobs.types import JobInfo
from apps.jobs.waiting import respond_with_job


def is_refetch(finding: FindingInfo) -> bool:
    """Return whether an open finding is repaired by asking its source again."""
    return finding.state == "open" and (finding.mend or {}).get("action") == "refetch"


class FindingPage(CursorPage):
    """Findings, the newest first."""

    ordering = "-pk"


def _asked(request: Request) -> dict[str, Any]:
    """Return what the list of findings is to be narrowed to."""
    parsed = query_of(FindingQuerySerializer, request)
    asked = dict(parsed.validated_data)
    return {"user_id": user_id(request), "kind": asked.pop("check"), **asked}


def _is_owner(request: Request) -> bool:
    return is_owner(user=person(request))


def _response(finding: FindingInfo, request: Request) -> Response:
    return Response(finding_data(finding, owner=_is_owner(request)))


def _findings(rows: Iterable[Finding] | None, request: Request) -> list[dict[str, Any]]:
    owner = _is_owner(request)
    return [finding_data(finding_from_row(row), owner=owner) for row in rows or ()]


class FindingsView(APIView):
    """Findings alone."""

    token_scopes = scopes(get="read")

    @extend_schema(
        operation_id="quality_findings_list",
        parameters=[FindingQuerySerializer],
        responses=page_of(FindingSerializer),
    )
    def get(self, request: Request) -> Response:
        """List findings, the newest first."""
        page = FindingPage()
        found = page.paginate_queryset(finding_rows(**_asked(request)), request, view=self)
        return page.get_paginated_response(_findings(found, request))


class HealthView(APIView):
    """How well the data are."""

    token_scopes = scopes(get="read")

    @extend_schema(parameters=[FindingQuerySerializer], responses=HealthSerializer)
    def get(self, request: Request) -> Response:
        """Return findings with their evidence, the summary and how far each series reaches.

        `limit` bounds the series as well; `summary.series` says how many there are.
        """
        asked, person = _asked(request), user_id(request)
        page = FindingPage()
        found = page.paginate_queryset(finding_rows(**asked), request, view=self)
        answer = page.get_paginated_response(_findings(found, request))
        answer.data |= {
            "summary": summary_data(health_summary(user_id=person)),
            "series": [
                series_data(series)
                for series in series_list(
                    user_id=person, symbol=asked["symbol"], most=page.get_page_size(request)
                )
            ],
        }
        return answer


class CheckView(IdempotentPostMixin, APIView):
    """Checks on demand."""

    token_scopes = scopes(post="write")
    throttle_classes = (ComputeThrottle,)

    @override
    @extend_schema(request=CheckAskSerializer, responses={200: CheckResultSerializer, 202: JobInfo})
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

    @extend_schema(responses=FindingLookSerializer)
    def get(self, request: Request, finding_id: int) -> Response:
        """Return a finding with the bars around it and what its repair would change."""
        finding = finding_get(finding_id=finding_id, user_id=user_id(request))
        return Response(preview_data(finding, finding_preview(finding), owner=_is_owner(request)))


class RepairView(IdempotentPostMixin, APIView):
    """The repair that a finding offers."""

    token_scopes = scopes(post="write")

    @override
    @extend_schema(request=None, responses={200: FindingSerializer, 202: JobInfo})
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
    @extend_schema(request=None, responses=FindingSerializer)
    def post(self, request: Request, finding_id: int) -> Response:
        """Undo a repair: put the rows back, bit for bit."""
        asked = {"finding_id": finding_id, "user_id": user_id(request)}
        return self.settled(lambda: _response(finding_undo(**asked), request))


class DismissView(IdempotentPostMixin, APIView):
    """A finding that is no fault."""

    token_scopes = scopes(post="write")

    @override
    @extend_schema(request=DismissSerializer, responses=FindingSerializer)
    def post(self, request: Request, finding_id: int) -> Response:
        """Dismiss a finding with a reason."""
        parsed = body_of(DismissSerializer, request)
        asked = {"finding_id": finding_id, "user_id": user_id(request), **parsed.validated_data}
        return self.settled(lambda: _response(finding_dismiss(**asked), request))


class ReopenView(IdempotentPostMixin, APIView):
    """A dismissal taken back."""

    token_scopes = scopes(post="write")

    @override
    @extend_schema(request=None, responses=FindingSerializer)
    def post(self, request: Request, finding_id: int) -> Response:
        """Reopen a finding."""
        asked = {"finding_id": finding_id, "user_id": user_id(request)}
        return self.settled(lambda: _response(finding_reopen(**asked), request))
