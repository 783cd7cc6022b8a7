"""A reset asked for by anybody: the same answer for every address, and a mail to accounts only."""

from smtplib import SMTPServerDisconnected
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client

from apps.accounts.models import User
from apps.accounts.sign_in.reset_mail import all_sent

REQUEST = "/_allauth/{kind}/v1/auth/password/request"


def _ask(address: str, kind: str = "browser") -> Any:
    answer = Client().post(
        REQUEST.format(kind=kind), {"email": address}, content_type="application/json"
    )
    all_sent()
    return answer


@pytest.mark.parametrize("mode", ["demo", "live"])
@pytest.mark.parametrize("kind", ["browser", "app"])
def test_who_has_no_account_gets_no_mail_and_the_same_answer(
    alice: User, settings: Any, kind: str, mode: str
) -> None:
    settings.SIGHTLINE_MODE = mode
    stranger = _ask("stranger@example.org", kind)
    assert mail.outbox == []
    known = _ask("alice@example.org", kind)
    assert (stranger.status_code, stranger.content) == (known.status_code, known.content)
    assert stranger.status_code == 200


def test_who_has_an_account_gets_a_link_that_works(alice: User) -> None:
    _ask("alice@example.org")
    (sent,) = mail.outbox
    assert sent.to == ["alice@example.org"]
    assert "/sign-in?reset_key=" in sent.body
    key = sent.body.split("reset_key=")[1].split()[0]
    answer = Client().post(
        "/_allauth/app/v1/auth/password/reset",
        {"key": key, "password": "a-long-password-7"},
        content_type="application/json",
    )
    assert answer.status_code == 401  # changed, and now to be signed in with
    alice.refresh_from_db()
    assert alice.check_password("a-long-password-7")


def test_a_mail_server_that_is_away_gives_nobody_away(
    alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    broken = patch("django.core.mail.EmailMessage.send", side_effect=SMTPServerDisconnected("away"))
    with broken:
        assert _ask("alice@example.org").status_code == 200
    assert "reset_mail_failed" in caplog.text
