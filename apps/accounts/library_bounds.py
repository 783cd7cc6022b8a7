"""How many rows one person may have in the tables of libraries, whose models cannot say it."""

from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_in

from apps.accounts.models import User
from apps.core.quota import Bound

SESSIONS: Final = Bound(50, "oldest_go")
BOUNDS: Final = {
    "account.emailaddress": Bound(settings.ACCOUNT_MAX_EMAIL_ADDRESSES, "refused"),
    # One secret and one set of recovery codes: the library keeps one of each type.
    "mfa.authenticator": Bound(len(settings.MFA_SUPPORTED_TYPES), "cannot"),
    "usersessions.usersession": SESSIONS,
}


def connect() -> None:
    """Sign the oldest sessions out at each sign-in, after the library has recorded the new one."""
    user_logged_in.connect(_end_oldest, dispatch_uid="sightline_end_oldest_sessions")


def _end_oldest(user: User, **_: Any) -> None:
    for session in UserSession.objects.filter(user=user).order_by("-pk")[SESSIONS.most :]:
        session.end()
