"""`ETag` and `If-None-Match` on every JSON answer of a GET; `If-Match` on what changes."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from apps.core.errors import ProblemError
from apps.core.web.handler import problem_response

GetResponse = Callable[[HttpRequest], HttpResponse]
PREFIX: Final = "/api/v1/"
REVALIDATED: Final = "private, no-cache"
# The headers that a 304 repeats (RFC 9110, 15.4.5).
_REPEATED: Final = ("Cache-Control", "ETag", "Vary", "Content-Location", "Date", "Expires")


def weak_etag(body: bytes) -> str:
    """Return the tag of an answer's bytes.

    It is weak because the answer may be sent plain or compressed: a strong tag would have to
    differ by encoding (RFC 9110, 8.8.3.3), and readers compare weakly for `If-None-Match`.
    """
    return f'W/"{blake2b(body, digest_size=12).hexdigest()}"'


def is_known(etag: str, if_none_match: str) -> bool:
    """Return whether a reader's `If-None-Match` names a tag, by weak comparison."""
    if not if_none_match:
        return False
    known = parse_etags(if_none_match)
    return "*" in known or etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in known}


class ConditionalMiddleware:
    """Tag JSON answers, and answer 304 when the reader has this one already.

    It saves the transfer, not the work. Views that know their version beforehand answer 304
    themselves, and their tag is left as it is.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and tag its answer."""
        if _expects_a_tag(request):
            return problem_response(_weak_tags())
        response = self.get_response(request)
        if not _is_taggable(request, response):
            return response
        if not response.has_header("ETag"):
            response["ETag"] = weak_etag(response.content)
        response.setdefault("Cache-Control", REVALIDATED)
        patch_vary_headers(response, ("Accept-Encoding",))
        if is_known(response["ETag"], request.headers.get("If-None-Match", "")):
            return _not_modified(response)
        return response


def _expects_a_tag(request: HttpRequest) -> bool:
    """Return whether a change may happen to one version only, which is not known here."""
    return (
        request.method not in {"GET", "HEAD", "OPTIONS"}
        and request.path.startswith(PREFIX)
        and request.headers.get("If-Match", "*").strip() != "*"
    )


def _weak_tags() -> ProblemError:
    """Return the refusal: by strong comparison a weak tag equals none (RFC 9110, 13.1.1)."""
    return ProblemError(
        "If-Match names a version, and tags here are weak: none of them matches. Read the thing "
        "again, then send the change without If-Match.",
        code="precondition_failed",
        status=412,
        title="Precondition failed",
    )


def _is_taggable(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and request.path.startswith(PREFIX)
        and response.status_code == 200
        and not response.streaming
        and response.get("Content-Type", "").startswith("application/json")
        and "no-store" not in response.get("Cache-Control", "")
    )


def _not_modified(response: HttpResponse) -> HttpResponse:
    answer = HttpResponseNotModified()
    for name in _REPEATED:
        if response.has_header(name):
            answer[name] = response[name]
    answer.cookies = response.cookies
    return answer
