"""The demo session stays on this machine and in demo mode, whatever cookie is shown."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from apps.accounts.backends import demo_allowed


class DemoLoopbackMiddleware:
    """Treat a demo session from elsewhere as not signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check before any view runs; the anonymous case costs no query."""
        signed_in = "_auth_user_id" in request.session
        if signed_in and not demo_allowed(request) and getattr(request.user, "is_demo", False):
            request.user = AnonymousUser()
        return self.get_response(request)
