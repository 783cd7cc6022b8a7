"""`Idempotency-Key` on POST: once it did something, other bodies with the same key are 422."""

from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.core.clock import now
from apps.core.errors import (
    BadRequestError,
    ConflictError,
    FieldProblem,
    ProblemError,
    UnprocessableError,
)
from apps.core.json import JsonResponse, dumps
from apps.core.models import IdempotencyRecord
from apps.core.quota import person_lock

HEADER: Final = "Idempotency-Key"
MAX_KEY: Final = 128
KEEP: Final = timedelta(hours=24)


class IdempotentPostMixin(APIView):
    """Gives a view's POST a memory of 24 hours per person, key and route."""

    @override
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self._record: IdempotencyRecord | None = None
        try:
            return super().dispatch(request, *args, **kwargs)
        except Exception:
            # A defect leaves no response to repeat. Unless its record goes, all later requests
            # with the key would be refused for a day as if the first one were still running.
            record_drop(self._record)
            raise

    @override
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        key = request.headers.get(HEADER, "")
        if request.method == "POST" and key and request.user.is_authenticated:
            self._record = record_claim(request, key)
            if self._record.status is not None:
                # The framework has no early answer: the stored one replaces the handler.
                self.http_method_not_allowed = self._replay  # type: ignore[method-assign]
                self.post = self._replay

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
            record_settle(record, final)
        return final


def record_claim(request: Request, key: str) -> IdempotencyRecord:
    """Return this request's record: new, or the stored one of the same request."""
    if len(key) > MAX_KEY:
        message = f"It is longer than {MAX_KEY} characters. Use a UUID."
        raise BadRequestError(f"{HEADER}: {message}", errors=[FieldProblem(HEADER, message)])
    body = _digest(request)
    moment = now()
    IdempotencyRecord.objects.filter(created_at__lt=moment - KEEP).delete()
    names = {"user_id": request.user.pk, "key": key, "route": request.path}
    try:
        with transaction.atomic():
            _require_room(names)
            return IdempotencyRecord.objects.create(**names, body_digest=body, created_at=moment)
    except IntegrityError:
        # None: the first request has failed in the meantime, and its record is gone.
        found = IdempotencyRecord.objects.filter(**names).first()
    if found is None:
        raise _running()
    if found.body_digest != body:
        raise UnprocessableError(
            f"This {HEADER} was used with another body. Use a new key for a new request.",
            code="idempotency_key_reused",
        )
    if found.status is None:
        raise _running()
    return found


def _require_room(names: dict[str, Any]) -> None:
    """Refuse another key of a person who used too many; a known one is answered again."""
    user_id = names["user_id"]
    person_lock(user_id)
    most, records = IdempotencyRecord.per_person.most, IdempotencyRecord.objects
    full = records.filter(user_id=user_id).count() >= most
    if full and not records.filter(**names).exists():
        raise ProblemError(
            f"You have used {most} different {HEADER}s within 24 hours. Send the request without "
            "one, or wait until the oldest are forgotten.",
            code="too_many_idempotency_keys",
            status=429,
            title="Too many requests",
            retryable=True,
            headers={"Retry-After": "600"},
        )


def _running() -> ConflictError:
    return ConflictError(
        "The first request with this key is still running. Ask again in a moment.",
        code="request_in_progress",
        retryable=True,
        headers={"Retry-After": "1"},
    )


def _digest(request: Request) -> str:
    """Return the digest of what was sent, the content of files included."""
    digest = sha256(dumps(request.data))
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def record_drop(record: IdempotencyRecord | None) -> None:
    """Forget a request that ended without a response; an answered one stays."""
    if record is not None:
        IdempotencyRecord.objects.filter(pk=record.pk, status=None).delete()


def record_settle(record: IdempotencyRecord, response: Response) -> None:
    """Keep the answer of a request that did something; forget a refusal.

    Nothing was done then, so the same request may be sent again, and a corrected one may have the
    same key: clients make a key for what a person wants, not for each of their attempts.
    """
    if response.status_code >= 400:
        record.delete()
        return
    record.status = response.status_code
    record.answer = dumps(response.data) if hasattr(response, "data") else response.content
    record.location = response.get("Location", "")
    record.save(update_fields=["status", "answer", "location"])
