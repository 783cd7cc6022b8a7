"""Problems in the OpenAPI document: RFC 9457, with what each status means here."""

from copy import deepcopy
from typing import Any, Final

from apps.core.openapi.walking import Document, components_of

_TEXT: Final = {"type": "string"}
_PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "description": "RFC 9457 problem document; further members depend on the code.",
    "properties": {
        "type": {"type": "string", "description": "URN of the code."},
        "title": {"type": "string", "description": "The class of problem in a few words."},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "A stable name for programs."},
        "detail": {"type": "string", "description": "The cause, then what to do."},
        "retryable": {"type": "boolean", "description": "The same request may succeed later."},
        "errors": {
            "type": "array",
            "description": "The cause of each refused field.",
            "items": {
                "type": "object",
                "properties": {"field": _TEXT, "message": _TEXT},
                "required": ["field", "message"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "detail", "retryable"],
}
_RESPONSES: Final = {
    400: ("BadRequest", "The input is invalid; `errors` names each field."),
    401: ("NotSignedIn", "No session or token, or one that has ended."),
    403: ("NotAllowed", "The token's scope, the role or the CSRF proof does not allow it."),
    404: ("NotFound", "There is no such thing, or none that you may see."),
    406: ("NotAcceptable", "None of the media types in `Accept` can be made."),
    409: ("Conflict", "The thing is in a state that does not allow this now."),
    411: ("LengthRequired", "The body comes without `Content-Length`."),
    413: ("TooLarge", "The body is larger than allowed."),
    415: ("UnsupportedMediaType", "The body has a media type that this route does not read."),
    422: ("CannotBeDone", "Understood, but impossible with these values or this data."),
    429: ("TooManyRequests", "Too many requests; wait as long as `Retry-After` says."),
    503: ("Unavailable", "A part or an outside service is away for now."),
}
_WITH_WAIT: Final = frozenset({409, 429, 503})
ANY_PROBLEM: Final = {"$ref": "#/components/responses/AnyProblem"}


def problem_reference(status: int) -> dict[str, Any]:
    """Return the reference to the answer of a status."""
    return {"$ref": f"#/components/responses/{_RESPONSES[status][0]}"}


def add_problems(result: Document, generator: object, request: object, public: object) -> Document:
    """Add the `Problem` component and the answers that operations refer to."""
    del generator, request, public  # drf-spectacular passes them by name
    components_of(result, "schemas")["Problem"] = deepcopy(_PROBLEM)
    responses = components_of(result, "responses")
    responses["AnyProblem"] = _answer("A problem, with its cause and its fix.")
    for status, (name, description) in _RESPONSES.items():
        responses[name] = _answer(description)
        if status in _WITH_WAIT:
            responses[name]["headers"] = {
                "Retry-After": {"$ref": "#/components/headers/RetryAfter"}
            }
    return result


def _answer(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": schema}},
    }
