"""The demo person's guard before every view of allauth.

Everybody may sign in as the demo person: who changed the password, added an e-mail address or set
up a second factor would lock the next visitor out, or be let in again later.
"""

from http import HTTPStatus
from typing import Any, ClassVar, Final

from allauth.headless.base.views import APIView
from allauth.headless.internal.restkit.response import ErrorResponse
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from typing_extensions import override

MESSAGE: Final = (
    "The demo user is public, so nobody may change its password or e-mail addresses or give it a"
    " second factor. Start in live mode to have an account of your own."
)
_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# What the demo person may do beside reading: come, prove themselves, go, and undo.
_FOR_DEMO: Final = frozenset(
    {
        ("POST", "v1/auth/login"),
        ("POST", "v1/auth/reauthenticate"),
        ("POST", "v1/auth/2fa/authenticate"),
        ("POST", "v1/auth/2fa/reauthenticate"),
        ("POST", "v1/auth/signup"),
        ("POST", "v1/auth/password/request"),
        ("DELETE", "v1/auth/session"),
        ("DELETE", "v1/auth/sessions"),
        ("DELETE", "v1/account/authenticators/totp"),
    }
)


class DemoGuardMixin(APIView):  # type: ignore[misc]  # library
    """Refuses whatever is not known to be harmless to the demo person's other visitors."""

    route: ClassVar[str] = ""
    demo_may_read: ClassVar[bool] = True

    @override
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look at the person first; by now allauth knows them by cookie or session token."""
        if getattr(request.user, "is_demo", False) and not self._harmless(request):
            return refusal(request, MESSAGE, "demo_account", HTTPStatus.FORBIDDEN)
        done: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return done

    def _harmless(self, request: HttpRequest) -> bool:
        if request.method in _READS:
            return self.demo_may_read
        return (request.method, self.route) in _FOR_DEMO


def refusal(request: HttpRequest, text: str, code: str, status: HTTPStatus) -> HttpResponse:
    """Return a refusal in allauth's own shape."""
    answer: HttpResponse = ErrorResponse(
        request, exception=ValidationError(text, code=code), status=status
    )
    return answer
