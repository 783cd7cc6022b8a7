"""Headers of requests and answers in the OpenAPI document."""

from copy import deepcopy
from typing import Any, Final

from apps.core.openapi.walking import Document, components_of
from apps.core.web.idempotency import HEADER, MAX_KEY
from apps.core.web.past import AS_OF

_PARAMETERS: Final[dict[str, dict[str, Any]]] = {
    "Prefer": {
        "name": "Prefer",
        "in": "header",
        "description": "`wait=N`: seconds to wait for the result of a job, by default 10, at most"
        " 60. Past it the answer is 202 with the job. Other preferences are ignored (RFC 7240).",
        "schema": {"type": "string"},
        "example": "wait=30",
    },
    "IdempotencyKey": {
        "name": HEADER,
        "in": "header",
        "description": "For 24 hours the same key and body give the same answer, which then"
        " carries `Idempotent-Replay: true`; another body with the key is refused. A request that"
        " was refused is forgotten, so that its body can be corrected under the same key. A UUID"
        " is a good key.",
        "schema": {"type": "string", "maxLength": MAX_KEY},
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The `ETag` of a former answer: 304 without a body when it still holds.",
        "schema": {"type": "string"},
    },
    "AsOf": {
        "name": AS_OF,
        "in": "query",
        "description": "A date or a time in the past: the answer is made of what was known then,"
        " at the end of a date or at that very time. Left out for the present.",
        "schema": {
            "anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
            ]
        },
        "example": "2020-03-16",
    },
    "PageLimit": {
        "name": "limit",
        "in": "query",
        "description": "Rows of a page.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50},
    },
    "PageCursor": {
        "name": "cursor",
        "in": "query",
        "description": "`next` of the page before; left out for the first page.",
        "schema": {"type": "string"},
    },
}
_HEADERS: Final[dict[str, dict[str, Any]]] = {
    "ETag": {
        "description": "Validator of this answer, for `If-None-Match`. It is weak: compressed and"
        " plain bytes share it.",
        "schema": {"type": "string"},
    },
    "Location": {
        "description": "Path of the job to follow.",
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "RetryAfter": {
        "description": "Seconds to wait before the next request.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "IdempotentReplay": {
        "description": "`true` on an answer that was stored under the `Idempotency-Key`.",
        "schema": {"type": "string", "const": "true"},
    },
    "ContentDisposition": {
        "description": "File name of the download.",
        "schema": {"type": "string"},
    },
}


def parameter_reference(name: str) -> dict[str, Any]:
    """Return the reference to a parameter that many operations have."""
    return {"$ref": f"#/components/parameters/{name}"}


def header_reference(name: str) -> dict[str, Any]:
    """Return the reference to a header of answers."""
    return {"$ref": f"#/components/headers/{name}"}


def add_headers(result: Document, generator: object, request: object, public: object) -> Document:
    """Add the shared parameters and headers to the components."""
    del generator, request, public  # drf-spectacular passes them by name
    components_of(result, "parameters").update(deepcopy(_PARAMETERS))
    components_of(result, "headers").update(deepcopy(_HEADERS))
    return result
