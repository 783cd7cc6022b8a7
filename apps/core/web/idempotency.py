"""`Idempotency-Key` on POST: once it did something, other bodies with the same key are 422.

A view does its work in one of three ways, so that a retry after a server was killed finds it done:
within `settled`, in one transaction with its answer; as a job, which its record names; or with an
effect that a repetition leaves as it is.
"""

from collections.abc import Callable
from contextlib import ExitStack
from hashlib import sha256
from typing import Any, Final

from django.db import transaction
from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.core.errors import BadRequestError, ConflictError, FieldProblem
from apps.core.json import JsonResponse, dumps
from apps.core.models import IdempotencyRecord
from apps.core.web.claims import (
    claim_drop,
    claim_held,
    claim_settle,
    claim_settle_or_fail,
    claim_take,
)

HEADER: Final = "Idempotency-Key"
MAX_KEY: Final = 128


class IdempotentPostMixin(APIView):
    """Gives a view's POST a memory of 24 hours per person, key and route."""

    @override
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self._record: IdempotencyRecord | None = None
        with ExitStack() as self._held:
            try:
                return super().dispatch(request, *args, **kwargs)
            except Exception:
                self._forget()
                raise

    def _forget(self) -> None:
        """Let the same request come again after a defect, which has no answer to settle."""
        if self._record is not None:
            claim_drop(self._record)

    @override
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        key = request.headers.get(HEADER, "")
        if request.method == "POST" and key and request.user.is_authenticated:
            self._record = record = _claimed(request, key)
            self._held.enter_context(claim_held(record))
            if record.status is not None:
                # The framework has no early answer: the stored one replaces the handler.
                self.http_method_not_allowed = self._replay  # type: ignore[method-assign]
                self.post = self._replay

    def settled(self, work: Callable[[], Response]) -> Response:
        """Do a short piece of work and keep its answer, in one transaction.

        What asks the network or computes for long comes before: others wait for this to end.
        """
        with transaction.atomic():
            answer = work()
            if self._record is not None:
                claim_settle_or_fail(self._record, **_parts(answer))
        return answer

    def _replay(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        record = self._record
        if record is None:
            raise ConflictError("The stored answer is gone. Send the request once more.")
        headers = {"Idempotent-Replay": "true"}
        if record.location:
            headers["Location"] = record.location
        return JsonResponse(bytes(record.answer or b"{}"), record.status or 200, headers)

    @override
    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        record = self._record
        if record is not None and record.status is None:
            _settle(record, final)
        return final


def _claimed(request: Request, key: str) -> IdempotencyRecord:
    if len(key) > MAX_KEY:
        message = f"It is longer than {MAX_KEY} characters. Use a UUID."
        raise BadRequestError(f"{HEADER}: {message}", errors=[FieldProblem(HEADER, message)])
    return claim_take(user_id=request.user.pk, key=key, route=request.path, body=_digest(request))


def _digest(request: Request) -> str:
    """Return the digest of what was sent, the query and the content of files included."""
    digest = sha256(dumps([request.META.get("QUERY_STRING", ""), request.data]))
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def _settle(record: IdempotencyRecord, response: Response) -> None:
    """Keep the answer of a request that did something; forget a refusal.

    Nothing was done then, so the same request may be sent again, and a corrected one may have the
    same key: clients make a key for what a person wants, not for each of their attempts.
    """
    if response.status_code >= 400:
        claim_drop(record)
    else:
        claim_settle(record, **_parts(response))


def _parts(response: Response) -> dict[str, Any]:
    """Return what of an answer is given again."""
    body = dumps(response.data) if hasattr(response, "data") else response.content
    location = response.get("Location", "")
    return {"status": response.status_code, "answer": body, "location": location}
