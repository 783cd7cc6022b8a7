"""Routes that check data and change what was found."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.accounts.permissions import person
from apps.accounts.provider_keys import is_owner
from apps.core.web.bodies import body_of
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.core.web.throttling import ComputeThrottle
from apps.data_quality.answers import CheckResult, FindingAnswer
from apps.data_quality.responses import finding_answer
from apps.data_quality.selectors import (
    finding_get,
)
from apps.data_quality.serializers import (
    CheckAskSerializer,
    DismissSerializer,
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
    return finding.state == "open" and finding.offers("refetch")


def _is_owner(request: Request) -> bool:
    return is_owner(user=person(request))


def _response(finding: FindingInfo, request: Request) -> Response:
    return Response(finding_answer(finding, owner=_is_owner(request)))


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
