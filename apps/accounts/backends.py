"""Sign-in by user name or e-mail; the demo person from this machine only."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from typing_extensions import override

from apps.core.network import HasMeta, is_loopback


class AccountBackend(AuthenticationBackend):
    """allauth's backend, closed to the demo person outside demo mode and this machine."""

    @override
    def authenticate(
        self, request: HttpRequest | None, **credentials: Any
    ) -> AbstractBaseUser | None:
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is None or not getattr(user, "is_demo", False):
            return user
        return user if request and demo_allowed(request) else None


def demo_allowed(request: HasMeta) -> bool:
    """Tell whether the demo person may act through this request."""
    return bool(settings.DEMO_LOGIN) and is_loopback(request)
