"""Sign-ins, refused sign-ins and sign-outs as events of the log.

A refused name is not logged: people type passwords into the wrong field.
"""

import structlog
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from apps.accounts.models import User

log = structlog.get_logger(__name__)


def connect() -> None:
    """Listen to Django's signals."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_refused)


def _signed_in(request: HttpRequest, user: User, **_: object) -> None:
    log.info("signed_in", user=user.pk, address=_address(request))


def _signed_out(request: HttpRequest, user: User | None, **_: object) -> None:
    if user is not None:
        log.info("signed_out", user=user.pk, address=_address(request))


def _refused(request: HttpRequest | None = None, **_: object) -> None:
    log.warning("sign_in_refused", address=_address(request))


def _address(request: HttpRequest | None) -> str:
    return "" if request is None else str(request.META.get("REMOTE_ADDR", ""))
