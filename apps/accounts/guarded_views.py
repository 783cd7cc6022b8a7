"""allauth's doors to what protects an account, closed to the demo person.

Everybody may sign in as the demo person: who changed the password or set up a second factor would
lock the next visitor out.
"""

import json
from http import HTTPStatus
from typing import Any, Final

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.headless.account.views import ChangePasswordView
from allauth.headless.internal.restkit.response import APIResponse, ErrorResponse
from allauth.headless.mfa.views import ManageTOTPView
from allauth.mfa.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from typing_extensions import override

MESSAGE: Final = (
    "The demo user is public, so nobody may change its password or give it a second factor."
    " Start in live mode to have an account of your own."
)


class NotForDemoMixin:
    """Refuses what would lock other visitors out, in allauth's own shape."""

    def handle(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let the demo person only undo."""
        if request.method != "DELETE" and getattr(request.user, "is_demo", False):
            refusal = ValidationError(MESSAGE, code="demo_account")
            answer: HttpResponseBase = ErrorResponse(
                request, exception=refusal, status=HTTPStatus.FORBIDDEN
            )
            return answer
        done: HttpResponseBase = super().handle(  # type: ignore[misc]  # allauth's view
            request, *args, **kwargs
        )
        return done


class PasswordView(NotForDemoMixin, ChangePasswordView):  # type: ignore[misc]  # library
    """Changes the password."""


class TotpView(NotForDemoMixin, ManageTOTPView):  # type: ignore[misc]  # library
    """Sets up one-time codes, tells of them, turns them off."""

    @override
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn it on, once: a second window may have done so in the meantime."""
        if self._get_authenticator() is None:
            done: HttpResponse = super().post(request, *args, **kwargs)
            return done
        there = ValidationError("The second factor is on already. Turn it off first.", "is_on")
        refused: HttpResponse = ErrorResponse(request, exception=there, status=HTTPStatus.CONFLICT)
        return refused

    @override
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the password before the secret is shown, and draw its QR code."""
        raise_if_reauthentication_required(request, app="allauth.mfa")
        answer: HttpResponse = super().get(request, *args, **kwargs)
        if answer.status_code != HTTPStatus.NOT_FOUND:
            return answer
        meta = json.loads(answer.content)["meta"]
        drawn = meta | {"totp_svg": get_adapter().build_totp_svg(meta["totp_url"])}
        shown: HttpResponse = APIResponse(request, meta=drawn, status=HTTPStatus.NOT_FOUND)
        return shown
