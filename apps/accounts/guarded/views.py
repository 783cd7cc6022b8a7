"""allauth's views with what this product asks of them beyond allauth."""

import json
from http import HTTPStatus
from typing import Any, ClassVar, Final

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.headless.account.views import ChangePasswordView, SignupView
from allauth.headless.internal.restkit.response import APIResponse
from allauth.headless.mfa import views as mfa
from allauth.mfa.adapter import get_adapter
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from typing_extensions import override

from apps.accounts.guarded.codes import (
    SingleUseActivateInput,
    SingleUseAuthenticateInput,
    SingleUseReauthenticateInput,
)
from apps.accounts.guarded.demo import DemoGuardMixin, refusal
from apps.accounts.types import SignUpClosedError
from apps.core.violations import unique_broken

CLOSED_MESSAGE: Final = (
    "The sign-up is closed: this installation has its owner. Ask the owner for an account."
)


class PasswordView(DemoGuardMixin, ChangePasswordView):  # type: ignore[misc]  # library
    """Changes the password."""

    route = "v1/account/password/change"


class SignUpView(DemoGuardMixin, SignupView):  # type: ignore[misc]  # library
    """Makes the owner, once; nobody learns from a closed sign-up which names are taken."""

    route = "v1/auth/signup"

    @override
    def handle(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look whether the sign-up is open before anything is said about the input."""
        if not get_account_adapter().is_open_for_signup(request):
            return _closed(request)
        done: HttpResponseBase = super().handle(request, *args, **kwargs)
        return done

    @override
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the person, their addresses and the claim together, or nothing."""
        try:
            with transaction.atomic():
                done: HttpResponse = super().post(request, *args, **kwargs)
        except SignUpClosedError:
            return _closed(request)
        # allauth looks once more before it makes the person, and refuses without a word.
        return _closed(request) if done.status_code == HTTPStatus.FORBIDDEN else done


def _closed(request: HttpRequest) -> HttpResponse:
    return refusal(request, CLOSED_MESSAGE, "signup_closed", HTTPStatus.FORBIDDEN)


class TotpView(DemoGuardMixin, mfa.ManageTOTPView):  # type: ignore[misc]  # library
    """Sets up one-time codes, describes them, turns them off."""

    route = "v1/account/authenticators/totp"
    demo_may_read = False  # a secret is made when it is asked for
    input_class: ClassVar = {"POST": SingleUseActivateInput}

    @override
    def handle(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look whether it is on before the code is looked at, and so used up."""
        if request.method == "POST" and self._get_authenticator() is not None:
            return _is_on(request)
        done: HttpResponseBase = super().handle(request, *args, **kwargs)
        return done

    @override
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn it on, once: a second window may do so at this very moment."""
        try:
            with transaction.atomic():
                done: HttpResponse = super().post(request, *args, **kwargs)
        except IntegrityError as error:
            if not unique_broken(error, "mfa_authenticator", "user_id", "type"):
                raise
            return _is_on(request)
        return done

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


def _is_on(request: HttpRequest) -> HttpResponse:
    text = "The second factor is on already. Turn it off first."
    return refusal(request, text, "is_on", HTTPStatus.CONFLICT)


class CodeView(DemoGuardMixin, mfa.AuthenticateView):  # type: ignore[misc]  # library
    """Takes the second factor's code at the sign-in."""

    route = "v1/auth/2fa/authenticate"
    input_class = SingleUseAuthenticateInput


class CodeAgainView(DemoGuardMixin, mfa.ReauthenticateView):  # type: ignore[misc]  # library
    """Takes a code instead of the password before something delicate."""

    route = "v1/auth/2fa/reauthenticate"
    input_class = SingleUseReauthenticateInput
