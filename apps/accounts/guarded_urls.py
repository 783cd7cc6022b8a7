"""Routes of allauth that are ours; they stand before allauth's own."""

from typing import Any, Final

from allauth.headless.constants import Client
from django.urls import URLPattern, path

from apps.accounts.guarded_views import PasswordView, TotpView

ROUTES: Final[dict[str, Any]] = {
    "account/password/change": PasswordView,
    "account/authenticators/totp": TotpView,
}


def _patterns(client: Client) -> list[URLPattern]:
    return [
        path(f"{client.value}/v1/{route}", view.as_api_view(client=client))
        for route, view in ROUTES.items()
    ]


urlpatterns = [*_patterns(Client.BROWSER), *_patterns(Client.APP)]
