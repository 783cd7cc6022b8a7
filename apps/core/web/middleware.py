"""Around every request: who asks, problem+json for what Django answers itself, bounded bodies."""

from collections.abc import Callable
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import HttpHeaders
from orjson import JSONDecodeError

from apps.core.errors import BadRequestError, ProblemError
from apps.core.json import dumps
from apps.core.typed.strict_json import loads
from apps.core.web.caller import FORWARDED_FOR, acting_for, caller_of, stamp
from apps.core.web.handler import PROBLEM_TYPE, as_problem, problem_response, too_large

log = structlog.get_logger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]
API_PREFIX = "/api/"
SIGN_IN_PREFIX = "/_allauth/"
UPLOAD_PREFIX = "/api/v1/uploads/"
# A file of 64 MiB in its envelope: the form's other fields and the marks between them.
UPLOAD_LIMIT = 64 * 1024 * 1024 + 64 * 1024


class CallerMiddleware:
    """Decide who asks before anything else looks: limits, logs and guards then read one address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the client's address in the place of the peer's."""
        headers = {name.lower(): value for name, value in HttpHeaders(request.META).items()}
        caller = caller_of(peer=request.META.get("REMOTE_ADDR", ""), headers=headers)
        stamp(request.META, caller)
        # Read already; whoever reads it again would believe what the client wrote.
        request.META.pop(f"HTTP_{FORWARDED_FOR.upper().replace('-', '_')}", None)
        with acting_for(caller):
            return self.get_response(request)


class ProblemMiddleware:
    """Turn every error answer under the API into problem+json; log defects with an id."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and translate a bare error."""
        response = self.get_response(request)
        if response.status_code < 400 or not request.path.startswith(API_PREFIX):
            return response
        if response.get("Content-Type", "").startswith((PROBLEM_TYPE, "application/json")):
            return response
        return problem_response(
            ProblemError(
                f"The request was refused: {response.reason_phrase}.",
                code="refused" if response.status_code < 500 else "internal_error",
                status=response.status_code,
                title=response.reason_phrase,
                headers={k: v for k, v in response.items() if k in {"Allow", "Retry-After"}},
            )
        )

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what no view caught; a defect gets an id that is also in the log."""
        if not request.path.startswith(API_PREFIX):
            return None
        problem = as_problem(error)
        if problem is not None:
            return problem_response(problem)
        incident = uuid4().hex[:12]
        log.error("internal_error", incident=incident, path=request.path, exc_info=error)
        return problem_response(
            ProblemError(
                f"Something failed on our side. Look in the log for incident {incident}.",
                code="internal_error",
                status=500,
                title="Internal error",
                extra={"incident": incident},
            )
        )


class StrictJsonMiddleware:
    """Give the sign-in routes only JSON that the API's own parser takes.

    Their library has another parser, in which text that is no Unicode and very long numbers end
    as defects. What this parser understood is what it gets.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with its body as it was understood."""
        # Whatever its content type says: the library does not look at it.
        if request.path.startswith(SIGN_IN_PREFIX) and request.body:
            try:
                request._body = dumps(loads(request.body))  # noqa: SLF001  Django has no other way
            except JSONDecodeError as error:
                return problem_response(
                    BadRequestError(f"The body is no valid JSON: {error}.", code="parse_error")
                )
        return self.get_response(request)


class BodyLimitMiddleware:
    """Refuse bodies past the limit, and compressed ones, before anyone reads them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on when its body is bounded."""
        problem = self._problem(request)
        return problem_response(problem) if problem else self.get_response(request)

    def _problem(self, request: HttpRequest) -> ProblemError | None:
        if request.headers.get("Transfer-Encoding"):
            return ProblemError(
                "A chunked body has no stated length. Send Content-Length.",
                code="length_required",
                status=411,
                title="Length required",
            )
        if request.headers.get("Content-Encoding", "").strip().lower() not in {"", "identity"}:
            return ProblemError(
                "Compressed bodies are not read. Send the body as it is, without Content-Encoding.",
                code="unsupported_content_encoding",
                status=415,
                title="Unsupported media type",
                headers={"Accept-Encoding": "identity"},  # RFC 9110, section 15.5.16
            )
        upload = request.path.startswith(UPLOAD_PREFIX)
        limit = UPLOAD_LIMIT if upload else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        try:
            length = int(request.headers.get("Content-Length") or 0)
        except ValueError:
            length = 0
        return too_large(limit) if length > limit else None
