"""Queries name only parameters that the API document has for their route, each of them once.

What a route does not read would be dropped silently: a misspelt `?intervall=1d` is then answered
with another series than was asked for, and of a parameter given twice one value is lost. What is
known is read from the description that the document is made of, so that both agree.
"""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path as route_of
from rest_framework.views import APIView

from apps.core.errors import BadRequestError, FieldProblem
from apps.core.openapi.generator import DocumentGenerator
from apps.core.web.handler import problem_response

GetResponse = Callable[[HttpRequest], HttpResponse]
PREFIX: Final = "/api/v1/"
# Of health and metrics: monitors add a changing parameter so that no cache answers them, and a
# refusal would be taken for a product that is down. These routes read none that could be misspelt.
_ASKED_BY_MONITORS: Final = ("/api/v1/health/", "/api/v1/metrics")
_REPORTED: Final = 20
_LONGEST: Final = 60  # characters of a name that is not ours


class QueryMiddleware:
    """Refuse queries with parameters that their route does not have."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on when its query can be read."""
        if request.path.startswith(PREFIX):
            try:
                request.GET  # noqa: B018  read, and kept, at its first use
            except TooManyFieldsSent:
                most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
                problem = BadRequestError(f"The query has more than {most} parameters.")
                return problem_response(problem)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Answer with the problem, before anything is computed."""
        del args, kwargs
        match = request.resolver_match
        if not request.GET or match is None or not _is_checked(request, view):
            return None
        known = known_parameters(match.route, view, request.method or "")
        problems = list(islice(_problems(request.GET, known), _REPORTED))
        return problem_response(_refusal(problems)) if problems else None


def _is_checked(request: HttpRequest, view: Any) -> bool:
    shape = getattr(view, "cls", None)
    if not request.path.startswith(PREFIX) or request.path.startswith(_ASKED_BY_MONITORS):
        return False
    # What is no method of the route is refused as that.
    return (
        isinstance(shape, type)
        and issubclass(shape, APIView)
        and hasattr(shape, _described(request.method or "").lower())
    )


def _described(method: str) -> str:
    """Return the method that describes one: HEAD is a GET without its body."""
    return "GET" if method == "HEAD" else method


def known_parameters(route: str, view: Any, method: str) -> Mapping[str, bool]:
    """Return the query parameters of a route, each with whether it may be repeated."""
    return _of_operation(route, view, _described(method))


@lru_cache(maxsize=512)
def _of_operation(route: str, view: Any, method: str) -> Mapping[str, bool]:
    # The document's own generator, asked for one route: a few milliseconds, once in a process.
    generator = DocumentGenerator(patterns=[route_of(route, view)])  # type: ignore[no-untyped-call]  # of drf-spectacular
    document = generator.get_schema(public=True)
    operations: Mapping[str, Any] = next(iter(document["paths"].values()), {})
    shared = document["components"]["parameters"]
    return {
        found["name"]: found["schema"].get("type") == "array"
        for stated in operations.get(method.lower(), {}).get("parameters", ())
        if (found := _resolved(stated, shared))["in"] == "query"
    }


def _resolved(stated: Mapping[str, Any], shared: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = stated
    if reference := stated.get("$ref"):
        found = shared[reference.rsplit("/", maxsplit=1)[-1]]
    return found


def _problems(query: QueryDict, known: Mapping[str, bool]) -> Iterator[FieldProblem]:
    for name, values in query.lists():
        if name not in known:
            yield FieldProblem(name[:_LONGEST], _unknown(name[:_LONGEST], known))
        elif len(values) > 1 and not known[name]:
            yield FieldProblem(name, f"It is given {len(values)} times; give it once.")


def _unknown(name: str, known: Mapping[str, bool]) -> str:
    near = get_close_matches(name.lower(), known, n=3)
    if near:
        return f"There is no such parameter; did you mean {' or '.join(near)}?"
    if known:
        return f"There is no such parameter here; there are: {', '.join(known)}."
    return "There is no such parameter: this route has none."


def _refusal(problems: list[FieldProblem]) -> BadRequestError:
    named = "; ".join(f"{problem.field}: {problem.message}" for problem in problems[:3])
    more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""
    return BadRequestError(named + more, code="invalid_input", errors=problems)
