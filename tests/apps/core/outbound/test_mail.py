"""The mail server: one variable, and none means that nothing is sent."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from apps.core.outbound.mail import mail_problem
from config.mail import MailServer, mail_server

NAME = "SIGHTLINE_EMAIL_URL"


@pytest.mark.parametrize(
    ("address", "server"),
    [
        (
            "smtps://me%40example.org:p%2Fw@mail.example.org",
            MailServer("mail.example.org", 465, "me@example.org", "p/w", tls=True, starttls=False),
        ),
        (
            "smtp+starttls://me:pw@mail.example.org",
            MailServer("mail.example.org", 587, "me", "pw", tls=False, starttls=True),
        ),
        (
            "smtp://127.0.0.1:1025",
            MailServer("127.0.0.1", 1025, "", "", tls=False, starttls=False),
        ),
        ("", None),
    ],
)
def test_an_address_says_where_and_how(
    monkeypatch: pytest.MonkeyPatch, address: str, server: MailServer | None
) -> None:
    monkeypatch.setenv(NAME, address)
    assert mail_server(NAME) == server


@pytest.mark.parametrize(
    "address", ["mail.example.org", "https://me:secret@host", "smtp://me:secret@host:x", "smtp://"]
)
def test_a_wrong_address_is_reported_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv(NAME, address)
    with pytest.raises(ImproperlyConfigured, match="write it like smtps://") as caught:
        mail_server(NAME)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("backend", ["console", "dummy", "filebased"])
def test_what_goes_nowhere_is_a_problem(settings, backend: str) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    assert "set SIGHTLINE_EMAIL_URL" in mail_problem()


def test_a_server_is_none(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert mail_problem() == ""
