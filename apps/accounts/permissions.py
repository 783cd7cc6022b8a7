"""Who asks, and what a token's scope allows."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from typing_extensions import override

from apps.accounts.models import ApiToken, User
from apps.core.errors import ProblemError
from apps.core.web.scopes import need_of

if TYPE_CHECKING:  # the framework reads this module while it loads its own views
    from rest_framework.views import APIView


def person(request: Request) -> User:
    """Return the signed-in person, typed."""
    assert isinstance(request.user, User)
    return request.user


class TokenScopePermission(BasePermission):
    """Holds a personal token to what each operation asks of it (`apps.core.web.scopes`)."""

    message = "This token may only read. Make one with the scope 'write' in Settings."

    @override
    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not isinstance(request.auth, ApiToken):
            return True
        method = request.method or ""
        if not hasattr(view, method.lower()):
            return True  # 405 says more than a refusal
        need = need_of(view, method)
        if need == "person":
            raise ProblemError(
                "Secrets and what proves a person are for a signed-in person, not for a token."
                " Use Settings.",
                code="token_not_allowed",
                status=403,
                title="Not allowed",
            )
        return need == "read" or request.auth.scope == "write"


def reads_only(request: Request) -> bool:
    """Return whether a token that may not change anything asks; secrets are left out for it."""
    return isinstance(request.auth, ApiToken) and request.auth.scope != "write"
