"""allauth's routes, each behind the demo person's guard; they stand before allauth's own.

They are made from allauth's tree, so that a route that a later version adds is guarded too.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from allauth.headless.constants import Client
from allauth.headless.urls import build_urlpatterns
from django.urls import URLPattern, URLResolver, path

from apps.accounts.guarded.demo import DemoGuardMixin
from apps.accounts.guarded.views import (
    CodeAgainView,
    CodeView,
    PasswordView,
    SignUpView,
    TotpView,
)

OWN: Final[dict[str, type[DemoGuardMixin]]] = {
    view.route: view for view in (CodeAgainView, CodeView, PasswordView, SignUpView, TotpView)
}


def _routes(
    patterns: Iterable[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, Any]]:
    """Give every route below some patterns with the class of its view."""
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, route)
        else:
            yield route, entry.callback.view_class  # type: ignore[attr-defined]  # Django sets it


def _guarded(route: str, view: Any) -> Any:
    own = OWN.get(route)
    return own or type(f"Guarded{view.__name__}", (DemoGuardMixin, view), {"route": route})


def _patterns(client: Client) -> list[URLPattern]:
    return [
        path(f"{client.value}/{route}", _guarded(route, view).as_api_view(client=client))
        for route, view in _routes(build_urlpatterns(client))
    ]


urlpatterns = [*_patterns(Client.BROWSER), *_patterns(Client.APP)]
