"""What a token's scope allows."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from typing_extensions import override

from apps.accounts.models import ApiToken

if TYPE_CHECKING:  # the framework reads this module while it loads its own views
    from rest_framework.views import APIView


class TokenScopePermission(BasePermission):
    """A `read` token reads; only `write` tokens and sessions change things.

    A view whose POST only asks, because the question needs a body, says so by `asks_by_post`.
    """

    message = "This token may only read. Make one with the scope 'write' in Settings."

    @override
    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not isinstance(request.auth, ApiToken):
            return True
        asks = request.method == "POST" and getattr(view, "asks_by_post", False)
        return asks or request.method in SAFE_METHODS or request.auth.scope == "write"
