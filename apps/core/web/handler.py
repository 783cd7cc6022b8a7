"""The one place where an exception becomes a problem+json answer."""

import sys
from collections.abc import Iterator
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions

from apps.core.errors import (
    ConflictError,
    FieldProblem,
    NotFoundError,
    ProblemError,
    UnavailableError,
    not_computable,
)
from apps.core.json import JsonResponse
from apps.core.violations import reference_broken
from ml.errors import NumericError

log = structlog.get_logger(__name__)

PROBLEM_TYPE = "application/problem+json"
_NAMED = 3  # causes in the sentence; all of them are in `errors`
_TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    411: "Length required",
    412: "Precondition failed",
    413: "Too large",
    415: "Unsupported media type",
    429: "Too many requests",
    500: "Internal error",
    503: "Temporarily unavailable",
}


def too_large(limit: int) -> ProblemError:
    """Return the problem of a body past its limit."""
    return ProblemError(
        f"The body is larger than {limit:,} bytes. Send less in one request.",
        code="body_too_large",
        status=413,
        title=_TITLES[413],
    )


def as_problem(error: Exception) -> ProblemError | None:
    """Return the problem that an exception means, or None for a defect of ours."""
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, exceptions.ValidationError):
        return _invalid(error)
    if isinstance(error, exceptions.APIException):
        return _api(error)
    if isinstance(error, NumericError):
        return not_computable(error)
    return _django(error)


def _django(error: Exception) -> ProblemError | None:
    if isinstance(error, Http404):
        return NotFoundError("Nothing is here under this address.")
    if isinstance(error, PermissionDenied):
        return _plain(403, "forbidden", "You may not do this.")
    if isinstance(error, RequestDataTooBig):
        return too_large(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if isinstance(error, SuspiciousOperation):
        return _plain(400, "bad_request", f"The request is not one that a form sends: {error}")
    return _database(error)


def _database(error: Exception) -> ProblemError | None:
    if isinstance(error, (OperationalError, InterfaceError)):
        log.warning("database_unavailable", error=str(error))
        return UnavailableError(
            "The database does not answer. Nothing was changed; try again in a moment.",
            code="database_unavailable",
            retryable=True,
            headers={"Retry-After": "2"},
        )
    if isinstance(error, IntegrityError) and reference_broken(error):
        return ConflictError(
            "Something that this belongs to was deleted at this very moment. Nothing was changed; "
            "look again at what there is.",
            code="deleted_meanwhile",
        )
    return None


def problem_response(problem: ProblemError) -> HttpResponse:
    """Return the HTTP answer of a problem."""
    response = JsonResponse(problem.document(), problem.status, problem.headers)
    response["Content-Type"] = PROBLEM_TYPE
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what a middleware raised; called inside Django's own handling of the error.

    A database that is away is met there first, when the session is read.
    """
    error = sys.exc_info()[1]
    problem = as_problem(error) if isinstance(error, Exception) else None
    return problem_response(
        problem
        or ProblemError(
            "Something failed on our side. The log has the cause.",
            code="internal_error",
            status=500,
            title=_TITLES[500],
        )
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that nothing has, where no route says more."""
    del request, exception  # Django passes them
    return problem_response(NotFoundError("Nothing is here under this address."))


def problem_handler(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Answer an exception of a view; None lets Django make its 500.

    The answer is JSON as its type says, whatever the view renders: the API document is YAML.
    """
    problem = as_problem(error)
    if problem is None:
        return None
    if isinstance(error, exceptions.APIException):
        problem.headers |= _authenticate_header(error)
    return problem_response(problem)


def _authenticate_header(error: exceptions.APIException) -> dict[str, str]:
    header = getattr(error, "auth_header", None)
    return {"WWW-Authenticate": header} if header else {}


def _plain(status: int, code: str, detail: str, **more: Any) -> ProblemError:
    return ProblemError(detail, code=code, status=status, title=_TITLES[status], **more)


def _invalid(error: exceptions.ValidationError) -> ProblemError:
    errors = tuple(_field_problems(error.detail))
    causes = "; ".join(f"{problem.field}: {problem.message}" for problem in errors[:_NAMED])
    more = f" (and {len(errors) - _NAMED} more)" if len(errors) > _NAMED else ""
    return ProblemError(
        causes + more, code="invalid_input", status=400, title="Invalid input", errors=errors
    )


def _field_problems(detail: Any, path: str = "") -> Iterator[FieldProblem]:
    """Flatten the framework's nested errors into dotted paths."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _field_problems(inner, _place(path, name))
    elif isinstance(detail, list):
        for place, inner in enumerate(detail):
            nested = isinstance(inner, (dict, list))
            yield from _field_problems(inner, f"{path}[{place}]" if nested else path)
    else:
        yield FieldProblem(path or "body", str(detail))


def _place(path: str, name: object) -> str:
    """Return where a member is: members of a list that are refused are keyed by their number."""
    if isinstance(name, int):
        return f"{path}[{name}]"
    return f"{path}.{name}" if path else str(name)


def _api(error: exceptions.APIException) -> ProblemError:
    code = str(getattr(error, "default_code", "error"))
    if isinstance(error, exceptions.Throttled):
        wait = int(getattr(error, "wait", None) or 1) + 1
        return _plain(
            429,
            "too_many_requests",
            f"Too many requests. Wait {wait} s and try again.",
            retryable=True,
            headers={"Retry-After": str(wait)},
        )
    if isinstance(error, (exceptions.NotAuthenticated, exceptions.AuthenticationFailed)):
        return _plain(401, code, f"{error.detail} Sign in, or send a valid token.")
    status = int(error.status_code)
    return ProblemError(
        str(error.detail), code=code, status=status, title=_TITLES.get(status, "Error")
    )
