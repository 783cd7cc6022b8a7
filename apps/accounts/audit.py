"""Sign-ins, refused sign-ins, sign-outs and changes of password or second factor in the log.

A refused name is not logged: people type passwords into the wrong field.
"""

import structlog
from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from apps.accounts.models import User

log = structlog.get_logger(__name__)


def connect() -> None:
    """Listen to the signals of Django and allauth."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_refused)
    password_changed.connect(_password_changed)
    password_reset.connect(_password_reset)
    authenticator_added.connect(_second_factor_on)
    authenticator_removed.connect(_second_factor_off)
    authenticator_reset.connect(_new_recovery_codes)
    authenticator_used.connect(_code_used)
    authentication_failed.connect(_code_refused)


def _signed_in(request: HttpRequest, user: User, **_: object) -> None:
    log.info("signed_in", user=user.pk, address=_address(request))


def _signed_out(request: HttpRequest, user: User | None, **_: object) -> None:
    if user is not None:
        log.info("signed_out", user=user.pk, address=_address(request))


def _refused(request: HttpRequest | None = None, **_: object) -> None:
    log.warning("sign_in_refused", address=_address(request))


def _password_changed(request: HttpRequest, user: User, **_: object) -> None:
    log.info("password_changed", user=user.pk, address=_address(request))


def _password_reset(request: HttpRequest, user: User, **_: object) -> None:
    log.info("password_reset", user=user.pk, address=_address(request))


def _second_factor_on(request: HttpRequest, authenticator: Authenticator, **_: object) -> None:
    _log_codes("second_factor_on", request, authenticator)


def _second_factor_off(request: HttpRequest, authenticator: Authenticator, **_: object) -> None:
    _log_codes("second_factor_off", request, authenticator)


def _log_codes(event: str, request: HttpRequest, authenticator: Authenticator) -> None:
    # Recovery codes come and go with the factor; one event is enough for both.
    if authenticator.type == Authenticator.Type.TOTP:
        log.info(event, user=authenticator.user_id, address=_address(request))


def _new_recovery_codes(request: HttpRequest, user: User, **_: object) -> None:
    log.info("new_recovery_codes", user=user.pk, address=_address(request))


def _code_used(request: HttpRequest, authenticator: Authenticator, **_: object) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        log.info("recovery_code_used", user=authenticator.user_id, address=_address(request))


def _code_refused(request: HttpRequest, user: User, **_: object) -> None:
    log.warning("code_refused", user=user.pk, address=_address(request))


def _address(request: HttpRequest | None) -> str:
    return "" if request is None else str(request.META.get("REMOTE_ADDR", ""))
