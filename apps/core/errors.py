"""Errors that a person or program can act on; each becomes one problem+json document."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of the input."""

    field: str
    message: str


class ProblemError(Exception):
    """A refusal with its cause and its fix.

    Parameters
    ----------
    detail : str
        One or two sentences for a person: the cause, then what to do.
    code : str, optional
        A stable name for programs.
    status : int, optional
        The HTTP status.
    title : str, optional
        The class of problem in a few words.
    errors : sequence of FieldProblem, optional
        Per-field causes.
    retryable : bool, optional
        Whether the same request may succeed later.
    headers : mapping, optional
        HTTP headers of the answer, such as Retry-After.
    extra : mapping, optional
        Further members of the document.
    """

    default_status: ClassVar[int] = 400
    default_code: ClassVar[str] = "bad_request"
    default_title: ClassVar[str] = "Bad request"

    def __init__(  # noqa: PLR0913  the members of RFC 9457, all but one by keyword
        self,
        detail: str,
        *,
        code: str = "",
        status: int = 0,
        title: str = "",
        errors: Sequence[FieldProblem] = (),
        retryable: bool = False,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.default_code
        self.status = status or self.default_status
        self.title = title or self.default_title
        self.errors = tuple(errors)
        self.retryable = retryable
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})

    def document(self) -> dict[str, Any]:
        """Return the RFC 9457 document."""
        body: dict[str, Any] = {
            "type": f"urn:sightline:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "retryable": self.retryable,
        }
        if self.errors:
            body["errors"] = [asdict(error) for error in self.errors]
        return body | self.extra


class BadRequestError(ProblemError):
    """The request cannot be understood as it stands."""


class NotFoundError(ProblemError):
    """No such thing, or none that this person may see."""

    default_status = 404
    default_code = "not_found"
    default_title = "Not found"


class ConflictError(ProblemError):
    """The thing is not in a state that allows this."""

    default_status = 409
    default_code = "conflict"
    default_title = "Conflict"


class UnprocessableError(ProblemError):
    """Understood, but impossible with these values."""

    default_status = 422
    default_code = "unprocessable"
    default_title = "Cannot be done with these values"


class UnavailableError(ProblemError):
    """A part that is needed is away for now."""

    default_status = 503
    default_code = "unavailable"
    default_title = "Temporarily unavailable"


def not_computable(error: Exception) -> UnprocessableError:
    """Return the refusal of a computation whose numbers have no answer."""
    return UnprocessableError(
        f"These numbers have no answer: {error}. Choose other symbols, a longer period or another "
        "method.",
        code="not_computable",
    )
