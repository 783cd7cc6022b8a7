"""Requests to a host name that is not ours: refused before anything else looks at them."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

import structlog
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from apps.core.errors import BadRequestError
from apps.core.web.handler import problem_response

log = structlog.get_logger(__name__)

LOG_EVERY_S: Final = 60.0
_SHOWN: Final = 100


class RareLine:
    """Lets one line through in a while and counts those in between.

    Scanners send thousands of such requests; a line for each would hide what matters.
    """

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._lock = Lock()
        self._next = 0.0
        self._withheld = 0

    def due(self) -> int | None:
        """Return how many were withheld since the last line, None while this one is, too."""
        with self._lock:
            if monotonic() < self._next:
                self._withheld += 1
                return None
            self._next = monotonic() + self._every_s
            withheld, self._withheld = self._withheld, 0
            return withheld


class HostMiddleware:
    """Answer a wrong Host header with a problem and, now and then, a line in the log.

    Django's own answer is a traceback in the log for each request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._line = RareLine(LOG_EVERY_S)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on when its host is ours."""
        try:
            request.get_host()
        except DisallowedHost:
            self._note(request)
            return problem_response(
                BadRequestError(
                    "The Host header names no host of this installation. Use its address, or add "
                    "the name to SIGHTLINE_ALLOWED_HOSTS.",
                    code="unknown_host",
                )
            )
        return self.get_response(request)

    def _note(self, request: HttpRequest) -> None:
        withheld = self._line.due()
        if withheld is not None:
            host = request.META.get("HTTP_HOST", "")[:_SHOWN]
            log.warning("host_refused", host=ascii(host), withheld=withheld)
