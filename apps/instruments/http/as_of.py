"""`as_of` on every read that knows its past: the answer as it was then."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from apps.core.clock import moment_of, utc_iso
from apps.core.web.handler import problem_response
from apps.core.web.middleware import API_PREFIX
from apps.core.web.past import AS_OF, answers_past
from apps.instruments.errors import BadParameterError
from apps.instruments.market_clock import as_of, market_present, read_anew
from apps.instruments.wire.queries import moment_us

GetResponse = Callable[[HttpRequest], HttpResponse]


class AsOfMiddleware:
    """Set the market clock back while a read that says `as_of` is answered."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, at the moment it asks about."""
        if AS_OF not in request.GET or not request.path.startswith(API_PREFIX):
            return self.get_response(request)
        try:
            _require_past(request)
            moment = past_parse(request.GET[AS_OF])
        except BadParameterError as error:
            return problem_response(error)
        with as_of(moment):
            return self.get_response(request)


def past_parse(text: str) -> datetime:
    """Return the moment that a text names; of a date its end, when every market has closed.

    Today's end is not there yet, so today is the present.

    Raises
    ------
    BadParameterError
        Not a date or a time with a zone, or later than the market's present.
    """
    present = market_present()
    try:
        begin = moment_of(moment_us(text, whole_day=False))
    except ValueError as error:
        raise BadParameterError(AS_OF, str(error)) from error
    if begin > present:
        # A replay may have moved since this process read where it stands.
        read_anew()
        present = market_present()
    if begin > present:
        raise BadParameterError(
            AS_OF,
            f"lies in the future: the market's present is {utc_iso(present)}. Leave it out for the "
            "present.",
        )
    return min(moment_of(moment_us(text, whole_day=True)), present)


def _require_past(request: HttpRequest) -> None:
    try:
        view = getattr(resolve(request.path_info).func, "cls", None)
    except Resolver404:
        return  # whoever answers that says so
    if view is None:
        return  # nor does any route have such an address
    if not answers_past(view, request.method or "GET"):
        raise BadParameterError(AS_OF, "is not taken here: the answer is about the present only.")
