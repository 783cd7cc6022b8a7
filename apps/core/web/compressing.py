"""The middleware that compresses answers, all but those that hold secrets."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from apps.core.web.compression import LEAST_BYTES, accepted_encoding, compressed

GetResponse = Callable[[HttpRequest], HttpResponse]
_TYPES: Final = (
    "application/json", "application/problem+json", "application/vnd.oai.openapi",
    "text/", "application/javascript", "image/svg+xml",
)  # fmt: skip
_SIGN_IN: Final = "/_allauth/"


class CompressionMiddleware:
    """Compress what is large, in an encoding that the client takes.

    BREACH: whoever can make a browser send requests and sees the lengths of the answers can guess
    a secret that stands beside text of theirs in a compressed body. So nothing of signing in is
    compressed (session tokens, secrets of one-time codes), and no JSON that must not be stored
    (new personal tokens, tickets, the secret of webhooks). No other body holds a secret: the CSRF
    token is a cookie and never in a body.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and compress its answer."""
        response = self.get_response(request)
        if not _is_compressible(request, response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        encoding = accepted_encoding(request.headers.get("Accept-Encoding", ""))
        if encoding is None:
            return response
        packed = compressed(response.content, encoding)
        if len(packed) < len(response.content):
            response.content = packed
            response["Content-Length"] = str(len(packed))
            response["Content-Encoding"] = encoding
        return response


def _is_compressible(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        not response.streaming
        and not response.has_header("Content-Encoding")
        and len(response.content) >= LEAST_BYTES
        and response.get("Content-Type", "").startswith(_TYPES)
        and not _holds_secrets(request, response)
    )


def _holds_secrets(request: HttpRequest, response: HttpResponse) -> bool:
    is_json = "json" in response.get("Content-Type", "")
    no_store = "no-store" in response.get("Cache-Control", "")
    return request.path.startswith(_SIGN_IN) or (is_json and no_store)
