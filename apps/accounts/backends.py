"""Sign-in by user name or e-mail, and the one guard of the demo person.

Everybody knows the demo person's password, so it is good on this machine and in demo mode only.
Every session, whether shown as a cookie, as a session token or at a socket, becomes a person
through `AccountBackend.get_user`; what proves a person otherwise (personal tokens, socket tickets)
asks `may_act` as well.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from typing_extensions import override

from apps.core.web.caller import current_caller


class AccountBackend(AuthenticationBackend):
    """allauth's backend, closed to the demo person outside demo mode and this machine."""

    @override
    def authenticate(
        self, request: HttpRequest | None, **credentials: Any
    ) -> AbstractBaseUser | None:
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return user if user is not None and may_act(user) else None

    @override
    def get_user(self, user_id: Any) -> AbstractBaseUser | None:
        user: AbstractBaseUser | None = super().get_user(user_id)
        return user if user is not None and may_act(user) else None


def may_act(user: AbstractBaseUser) -> bool:
    """Return whether a person may act for the client of the present request.

    Outside of a request nobody knows where the demo person would be, so they may not.
    """
    if not getattr(user, "is_demo", False):
        return True
    caller = current_caller()
    return bool(settings.DEMO_LOGIN) and caller is not None and caller.local
