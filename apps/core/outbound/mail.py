"""Whether e-mail leaves this installation."""

from typing import Final

from django.conf import settings

NO_MAIL_SERVER: Final = (
    "No mail server is configured: set SIGHTLINE_EMAIL_URL, for example to "
    "smtps://user:password@host, and start again."
)
# They print, drop or keep what a mail server would take.
_GOES_NOWHERE: Final = frozenset(
    f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy", "filebased")
)


def mail_problem() -> str:
    """Return why no e-mail can be sent and what to do about it; empty when it can be."""
    return NO_MAIL_SERVER if settings.EMAIL_BACKEND in _GOES_NOWHERE else ""
