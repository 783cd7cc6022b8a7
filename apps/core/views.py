"""Health, metrics, the front end's page and the routes that do not exist."""

from functools import lru_cache

import django_prometheus.exports
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.answers import Live, Ready
from apps.core.built_files import BuildMark, build_mark, unknown_file
from apps.core.clock import now
from apps.core.errors import NotFoundError, ProblemError
from apps.core.extension import health
from apps.core.web.caller import is_local
from apps.core.web.handler import problem_response
from apps.core.web.scopes import scopes

_NONCE_MARK, _SESSION_MARK = "__CSP_NONCE__", "__SESSION__"
_SYMBOLS = "/symbols/"


class LiveView(APIView):
    """Whether this process runs."""

    token_scopes = scopes(get="read")
    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()

    @extend_schema(responses=Live)
    def get(self, request: Request) -> Response:
        """Return that this process runs, at once."""
        return Response(Live("alive", now()))


class ReadyView(APIView):
    """Whether the product can serve, part by part."""

    token_scopes = scopes(get="read")
    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()

    @extend_schema(responses={200: Ready, 503: Ready})
    def get(self, request: Request) -> Response:
        """Return the state of every part; 503 only when an essential one is away."""
        found = health.parts()
        broken = any(part.essential and not part.ok for part in found.values())
        degraded = any(not part.ok for part in found.values())
        ready = Ready("unavailable" if broken else "degraded" if degraded else "ready", found)
        return Response(ready, 503 if broken else 200)


class MetricsView(APIView):
    """Prometheus metrics, for people signed in and for scrapers on this machine."""

    token_scopes = scopes(get="read")
    permission_classes = (AllowAny,)
    throttle_classes = ()

    @extend_schema(responses={(200, "text/plain"): OpenApiResponse(str, "Prometheus text format.")})
    def get(self, request: Request) -> HttpResponse:
        """Return Prometheus metrics, for scrapers on this machine and people who are signed in."""
        if not (request.user.is_authenticated or is_local(request)):
            raise NotFoundError("Metrics are for this machine and for people signed in.")
        answer: HttpResponse = django_prometheus.exports.ExportToDjangoView(request)
        return answer


@csrf_exempt  # nothing happens here, and "no such route" is the useful answer
def unknown_api_route(request: HttpRequest) -> HttpResponse:
    """Answer an API path that no app has."""
    return problem_response(
        NotFoundError(
            f"There is no route {request.path}. The routes are listed at /api/docs/.",
            code="unknown_route",
        )
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a request whose CSRF proof is missing or old."""
    return problem_response(
        ProblemError(
            f"The request lacks a valid CSRF token ({reason}). Reload the page and try again.",
            code="csrf_failed",
            status=403,
            title="Not allowed",
        )
    )


@lru_cache(maxsize=1)
def _page(mark: BuildMark) -> str | None:
    file = settings.FRONTEND_DIST / "index.html"
    return file.read_text() if file.is_file() else None


def _is_file(path: str) -> bool:
    """Return whether a path asks for a file: a screen in its place would be taken for one.

    Browsers, scanners and password managers ask for service workers, source maps, icons and
    `/.well-known/`. Only symbols have a dot in the address of their screen.
    """
    parts = path.split("/")
    hidden = any(part.startswith(".") for part in parts)
    return hidden or ("." in parts[-1] and not path.startswith(_SYMBOLS))


def spa(request: HttpRequest) -> HttpResponse:
    """Serve the front end's page for every screen, with its nonce and if a session is known."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if _is_file(request.path):
        return unknown_file()
    page = _page(build_mark(settings.FRONTEND_DIST))
    if page is None:
        return HttpResponse(
            "The front end is not built. Run ./sightline up, or npm run build in frontend/.",
            status=503,
            content_type="text/plain",
        )
    get_token(request)  # sets the CSRF cookie: the first thing a person does here is sign in
    nonce = str(getattr(request, "csp_nonce", ""))
    # An empty session is nobody's: the page then need not ask, and be refused, who is signed in.
    # Only reading the person empties a session that has ended: its key alone does not show that.
    signed_in = request.user.is_authenticated
    session = "known" if signed_in or not request.session.is_empty() else "none"
    marks = {_NONCE_MARK: nonce, _SESSION_MARK: session}
    for mark, value in marks.items():
        page = page.replace(mark, value)
    response = HttpResponse(page)
    response["Cache-Control"] = "no-store"
    return response
