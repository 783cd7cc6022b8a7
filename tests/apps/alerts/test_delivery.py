"""The news on its way: e-mail, signed webhook, refused addresses, no second sending."""

import hmac
import json
import threading
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import pytest
from django.core import mail
from typing_extensions import override

from apps.accounts.mail.servers import STORED_BACKEND
from apps.accounts.models import User
from apps.alerts.channels import webhook_secret
from apps.alerts.evaluation import observe
from apps.alerts.models import AlertDelivery
from apps.alerts.work import deliver
from apps.core.errors import ProblemError
from apps.core.outbound import webhook
from apps.jobs.types import JobContext
from tests.apps.alerts.conftest import make_rule, seen
from tests.servers.names import names_lead_to


def _deliver(user: User, channel: dict[str, str]) -> AlertDelivery:
    make_rule(user, channels=[channel])
    observe([seen(101)])
    row = AlertDelivery.objects.get()
    outcome = deliver(JobContext(uuid4(), user.pk, {"delivery": row.pk}, ("Send",)))
    if outcome.persist:
        outcome.persist()
    row.refresh_from_db()
    return row


def test_an_email_says_what_happened(alice: User) -> None:
    row = _deliver(alice, {"type": "email", "target": "a@example.org"})
    assert (row.state, row.attempts) == ("sent", 1)
    assert mail.outbox[0].to == ["a@example.org"]
    assert mail.outbox[0].body == "AAA is at or above 100.00: 101.00"


def test_without_a_mail_server_nothing_is_called_sent(alice: User, settings) -> None:
    rule = make_rule(alice, channels=[{"type": "email", "target": "a@example.org"}])
    settings.EMAIL_BACKEND = STORED_BACKEND
    observe([seen(101)])
    row = AlertDelivery.objects.get(event__rule=rule)
    with pytest.raises(ProblemError) as caught:
        deliver(JobContext(uuid4(), alice.pk, {"delivery": row.pk}, ("Send",)))
    row.refresh_from_db()
    assert (row.state, row.delivered_at, caught.value.retryable) == ("failed", None, False)
    assert row.error.startswith("No mail server is configured: the owner sets one in Settings")


def test_a_sent_delivery_is_not_sent_again(alice: User) -> None:
    row = _deliver(alice, {"type": "email", "target": "a@example.org"})
    deliver(JobContext(uuid4(), alice.pk, {"delivery": row.pk}, ("Send",)))
    assert len(mail.outbox) == 1


class _Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Receiver)
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        self.headers: dict[str, str] = {}


class _Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Server)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((dict(self.headers), body))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()

    @override
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Server]:
    server = _Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(webhook, "public_address", lambda _: "127.0.0.1")
    monkeypatch.setattr(webhook, "_PORTS", frozenset({server.server_port}))
    yield server
    server.shutdown()
    server.server_close()


def _hook(server: ThreadingHTTPServer) -> dict[str, str]:
    return {"type": "webhook", "target": f"http://hooks.example.org:{server.server_port}/in"}


def test_a_webhook_is_signed_and_names_its_host(alice: User, receiver) -> None:
    _deliver(alice, _hook(receiver))
    headers, body = receiver.received[0]
    expected = hmac.new(webhook_secret(alice.pk).encode(), body, sha256).hexdigest()
    assert headers["X-Sightline-Signature"] == f"sha256={expected}"
    assert headers["Host"] == f"hooks.example.org:{receiver.server_port}"
    assert json.loads(body)["message"] == "AAA is at or above 100.00: 101.00"


@pytest.mark.parametrize(("status", "retryable"), [(500, True), (429, True), (404, False)])
def test_a_refusal_is_logged_and_tried_again_when_it_may_pass(
    alice: User, receiver, status: int, retryable: bool
) -> None:
    receiver.status = status
    with pytest.raises(ProblemError) as caught:
        _deliver(alice, _hook(receiver))
    assert caught.value.retryable is retryable
    row = AlertDelivery.objects.get()
    assert (row.state, row.attempts) == ("failed", 1)
    assert str(status) in row.error


@pytest.mark.parametrize(
    ("asked", "kept"), [("120", "120"), ("99999999", "3600"), ("soon", None), (None, None)]
)
def test_a_receiver_says_when_it_may_be_asked_again(
    alice: User, receiver, asked: str | None, kept: str | None
) -> None:
    receiver.status = 429
    receiver.headers = {} if asked is None else {"Retry-After": asked}
    with pytest.raises(ProblemError) as caught:
        _deliver(alice, _hook(receiver))
    assert caught.value.headers.get("Retry-After") == kept


def test_a_redirect_is_not_followed(alice: User, receiver) -> None:
    receiver.status, receiver.headers = 302, {"Location": "http://127.0.0.1/"}
    with pytest.raises(ProblemError, match="302"):
        _deliver(alice, _hook(receiver))
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "169.254.169.254",
        "192.168.1.1",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
    ],
)
def test_addresses_that_are_not_public_are_refused(monkeypatch, address: str) -> None:
    names_lead_to(monkeypatch, address)
    with pytest.raises(ProblemError, match="not on the public internet"):
        webhook.public_address("rebind.example.org")


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch) -> None:
    names_lead_to(monkeypatch, "93.184.215.14", "10.0.0.8")
    with pytest.raises(ProblemError):
        webhook.public_address("mixed.example.org")
