"""Personal API tokens and browser sessions for the REST framework."""

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    get_authorization_header,
)
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from typing_extensions import override

from apps.accounts.backends import may_act
from apps.accounts.models import ApiToken, User
from apps.accounts.selectors import token_find
from apps.accounts.services import token_touch

__all__ = ["BrowserSessionAuthentication", "TokenAuthentication", "XSessionTokenAuthentication"]


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`."""

    @override
    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = token_find(secret=secret.strip())
        if token is None or not may_act(token.user):
            raise AuthenticationFailed("The token is unknown or revoked.")
        token_touch(token=token)
        return token.user, token

    @override
    def authenticate_header(self, request: Request) -> str:
        # The first authenticator's header decides between 401 and 403.
        return "Bearer"


class BrowserSessionAuthentication(SessionAuthentication):
    """The cookie session, with CSRF on writes."""

    @override
    def authenticate_header(self, request: Request) -> str:
        return "Session"
