"""Sends Django's mail through the server that is stored in Settings at that moment."""

from collections.abc import Sequence
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import console, smtp
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMultiAlternatives
from typing_extensions import override

from apps.accounts.mail.servers import sender_of, server_stored
from apps.accounts.models import MailServer
from apps.accounts.vault import unseal

Mail = EmailMessage | EmailMultiAlternatives


class EmailBackend(BaseEmailBackend):
    """Reads the stored server at each use, so that a change counts at once in every process.

    Without one, mail is printed to the log.
    """

    def __init__(self, *args: Any, timeout: float | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._timeout = timeout

    @override
    def send_messages(self, email_messages: Sequence[Mail]) -> int:
        row = server_stored()
        if row is None:
            return console.EmailBackend(fail_silently=self.fail_silently).send_messages(
                email_messages
            )
        for message in email_messages:
            if message.from_email == settings.DEFAULT_FROM_EMAIL:
                message.from_email = sender_of(row)
        with closing(self._through(row)) as through:
            # Django leaves a conversation open whose encryption or login fails.
            return through.send_messages(email_messages) or 0

    def _through(self, row: MailServer) -> smtp.EmailBackend:
        return smtp.EmailBackend(
            host=row.host,
            port=row.port,
            username=row.user,
            password=unseal(row.secret) or "",
            use_tls=row.security == "starttls",
            use_ssl=row.security == "tls",
            timeout=self._timeout,
            fail_silently=self.fail_silently,
        )
