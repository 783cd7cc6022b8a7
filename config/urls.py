"""Every route: the API by app, the socket elsewhere (config/asgi.py), the rest to the front end."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

import config.checks  # noqa: F401  registers the system checks
from apps.core.views import LiveView, MetricsView, ReadyView, spa, unknown_api_route
from apps.core.web.handler import not_found, server_error

API_APPS = (
    "core",
    "accounts",
    "jobs",
    "instruments",
    "providers",
    "streaming",
    "imports",
    "refresh",
    "alerts",
    "risk",
    "forecasts",
    "pairs",
    "pipelines",
    "data_quality",
    "explain",
    "portfolio",
    "samples",
    "home",
)

urlpatterns = [
    *(path("api/v1/", include(f"apps.{name}.urls")) for name in API_APPS),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path("_allauth/", include("apps.accounts.guarded.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    # Where orchestrators and scrapers look by habit; the documented ones are under /api/v1/.
    path("health/live", LiveView.as_view(schema=None)),
    path("health/ready", ReadyView.as_view(schema=None)),
    path("metrics", MetricsView.as_view(schema=None)),
    # A probe with a slash too many must not take the front end's page for a healthy answer.
    re_path(r"^(?:api|_allauth|health|metrics|ws)(?:/.*)?$", unknown_api_route),
    re_path(r"^(?!static/|assets/).*$", spa, name="spa"),
]

# Errors of middlewares never reach a view's own handling, and files are no view's.
handler500 = server_error
handler404 = not_found
