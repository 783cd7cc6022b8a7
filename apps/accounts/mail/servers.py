"""Which mail server counts: that of the environment, else the one that is stored in Settings."""

from typing import Final, cast

from django.conf import settings

from apps.accounts.answers import MailOrigin, MailSecurity, MailServerInfo
from apps.accounts.models import MailServer
from apps.accounts.vault import unseal

STORED_BACKEND: Final = "apps.accounts.mail.backend.EmailBackend"
"""The backend that asks the stored server; another one comes from the environment."""
SMTP_BACKEND: Final = "django.core.mail.backends.smtp.EmailBackend"
# They print, drop or keep what a mail server would take.
_GOES_NOWHERE: Final = frozenset(
    f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy", "filebased")
)
_NONE: Final = (
    "No mail server is configured: the owner sets one in Settings under E-mail, or starts with "
    "SIGHTLINE_EMAIL_URL."
)
_NOWHERE: Final = "SIGHTLINE_EMAIL_BACKEND keeps mail on this machine. Remove it, then start again."
_UNREADABLE: Final = (
    "The password of the mail server cannot be read any more, as the installation's keys have "
    "changed: the owner enters it again in Settings under E-mail."
)


def server_stored() -> MailServer | None:
    """Return the server of Settings, whether or not the environment hides it."""
    return MailServer.objects.filter(pk=MailServer.THE_ONE).first()


def mail_origin(row: MailServer | None) -> MailOrigin:
    """Return where the server that counts comes from."""
    if settings.EMAIL_BACKEND != STORED_BACKEND:
        return "environment"
    return "none" if row is None else "stored"


def problem_with(row: MailServer | None) -> str:
    """Return why no mail leaves with this row in Settings; empty when it does."""
    if settings.EMAIL_BACKEND in _GOES_NOWHERE:
        return _NOWHERE
    if settings.EMAIL_BACKEND != STORED_BACKEND:
        return ""
    if row is None:
        return _NONE
    return _UNREADABLE if unseal(row.secret) is None else ""


def sender_of(row: MailServer) -> str:
    """Return who mail is from: the environment's address goes first, as everywhere."""
    fixed: str = settings.DEFAULT_FROM_EMAIL
    return fixed if settings.MAIL_FROM_IN_ENVIRONMENT else row.from_address


def server_shown(row: MailServer | None) -> MailServerInfo | None:
    """Return the server that counts as its owner sees it, without the password."""
    if settings.EMAIL_BACKEND == SMTP_BACKEND:
        return _of_environment()
    if settings.EMAIL_BACKEND != STORED_BACKEND or row is None:
        return None
    secret = unseal(row.secret)
    return MailServerInfo(
        host=row.host,
        port=row.port,
        security=cast("MailSecurity", row.security),
        user=row.user,
        has_password=secret != "",
        readable=secret is not None,
        from_address=sender_of(row),
        set_at=row.set_at,
        tested_at=row.tested_at,
    )


def _of_environment() -> MailServerInfo:
    starttls: MailSecurity = "starttls" if settings.EMAIL_USE_TLS else "none"
    return MailServerInfo(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        security="tls" if settings.EMAIL_USE_SSL else starttls,
        user=settings.EMAIL_HOST_USER,
        has_password=bool(settings.EMAIL_HOST_PASSWORD),
        readable=True,
        from_address=settings.DEFAULT_FROM_EMAIL,
        set_at=None,
        tested_at=None,
    )
