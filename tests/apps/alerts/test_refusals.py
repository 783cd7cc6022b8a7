"""What a channel refuses for good is not tried again; the person reads why."""

import smtplib
import ssl
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import httpx
import pytest

from apps.accounts.models import User
from apps.alerts.evaluation import observe
from apps.alerts.models import AlertDelivery
from apps.alerts.work import deliver
from apps.core.errors import ProblemError
from apps.core.outbound import webhook
from apps.core.outbound.failures import mail_failure, status_passes
from apps.jobs.types import JobContext
from tests.apps.alerts.conftest import make_rule, seen

TO = "a@example.org"
CERTIFICATE = ssl.SSLCertVerificationError(1, "certificate verify failed")
CERTIFICATE.verify_message = "Hostname mismatch"


def _failed(user: User, channel: dict[str, str]) -> tuple[bool, str]:
    """Send an alert; return whether it is tried again, and what the person reads."""
    make_rule(user, channels=[channel])
    observe([seen(101)])
    row = AlertDelivery.objects.get()
    with pytest.raises(ProblemError) as caught:
        deliver(JobContext(uuid4(), user.pk, {"delivery": row.pk}, ("Send",)))
    row.refresh_from_db()
    assert row.state == "failed"
    return caught.value.retryable, row.error


@pytest.mark.parametrize(
    ("error", "passes", "expected"),
    [
        (smtplib.SMTPRecipientsRefused({TO: (550, b"5.1.1 No such user")}), False, "550 5.1.1 No"),
        (smtplib.SMTPRecipientsRefused({TO: (450, b"Greylisted")}), True, "450 Greylisted"),
        (smtplib.SMTPAuthenticationError(535, b"Bad credentials"), False, "SIGHTLINE_EMAIL_URL"),
        (smtplib.SMTPAuthenticationError(454, b"Try later"), True, "refused the login (454"),
        (smtplib.SMTPSenderRefused(553, b"Not yours", TO), False, "refused the sender (553"),
        (smtplib.SMTPDataError(554, b"Spam"), False, "554 Spam"),
        (smtplib.SMTPDataError(451, b"Local error"), True, "451 Local error"),
        (smtplib.SMTPConnectError(421, "Too busy"), True, "421 Too busy"),
        (smtplib.SMTPConnectError(554, b"Go away\r\nfor good."), False, "(554 Go away for good)."),
        (smtplib.SMTPNotSupportedError("STARTTLS extension not supported"), False, "STARTTLS"),
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), True, "closed"),
        (TimeoutError("timed out"), True, "timed out"),
        (CERTIFICATE, False, "certificate is not valid: Hostname mismatch"),
    ],
)
def test_replies_of_a_mail_server(alice: User, error: OSError, passes: bool, expected: str) -> None:
    with patch("apps.alerts.work.send_mail", side_effect=error):
        again, text = _failed(alice, {"type": "email", "target": TO})
    assert again is passes
    assert expected in text
    last = "That may pass: it is tried 3 times in all." if passes else "It is not tried again."
    assert text.endswith(last)


@pytest.mark.parametrize("status", range(400, 600))
def test_each_status_is_either(status: int) -> None:
    passing = {408, 425, 429} | set(range(500, 600)) - {501, 505, 508, 510}
    assert status_passes(status) is (status in passing)


class _Answer:
    def __init__(self, status: int) -> None:
        self.status_code = status
        self.content = b"{}"
        self.text = "{}"
        self.headers: dict[str, str] = {}
        self.reason = ""


@pytest.mark.parametrize(
    "target",
    [
        "discord://123456789012345678/abcdefghijklmnopqrstuvwxyz",
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general",
        "tgram://123456789:abcdefg_hijklmnop/12315544/",
    ],
)
@pytest.mark.parametrize(
    ("status", "passes"), [(401, False), (404, False), (410, False), (500, True), (503, True)]
)
def test_statuses_of_hosted_services(
    alice: User, settings: Any, target: str, status: int, passes: bool
) -> None:
    with patch("requests.request", return_value=_Answer(status)) as asked, \
         patch("requests.post", return_value=_Answer(status)) as posted:  # fmt: skip
        again, text = _failed(alice, {"type": "apprise", "target": target})
    assert asked.called or posted.called
    assert (again, f"answered {status}." in text) == (passes, True)


def test_a_hosted_service_that_is_away_is_asked_again(alice: User) -> None:
    target = "discord://123456789012345678/abcdefghijklmnopqrstuvwxyz"
    with patch("urllib3.connectionpool.HTTPConnectionPool.urlopen", side_effect=OSError):
        again, text = _failed(alice, {"type": "apprise", "target": target})
    assert again
    assert "does not answer" in text


def test_a_webhook_with_a_wrong_certificate_is_not_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    error = httpx.ConnectError("failed")
    error.__cause__ = CERTIFICATE
    monkeypatch.setattr(webhook, "public_address", lambda _: "127.0.0.1")
    with (
        patch("httpx.Client.stream", side_effect=error),
        pytest.raises(ProblemError, match="not valid: Hostname mismatch") as caught,
    ):
        webhook.post("https://hooks.example.org/in", b"{}", {})
    assert not caught.value.retryable


def test_a_long_reply_leaves_room_for_what_comes_next() -> None:
    failure = mail_failure(smtplib.SMTPDataError(550, b"x" * 5_000), "Settings")
    assert len(failure.detail) < 250
