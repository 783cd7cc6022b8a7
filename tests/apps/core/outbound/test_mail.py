"""The mail server of the environment: one variable."""

import pytest
from django.core.exceptions import ImproperlyConfigured

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
