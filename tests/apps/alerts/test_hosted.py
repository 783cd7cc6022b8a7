"""Addresses of hosted services: one object, judged and then used; nothing on this machine."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import apprise
import pytest
import requests  # noqa: TID251  what Apprise sends with
from typing_extensions import override

from apps.alerts.hosted.catalogue import SERVICES
from apps.alerts.hosted.notifier import notifier
from apps.core.errors import ProblemError
from tests.apps.alerts.hostile_targets import hostile_apprise

# Made up, in the form that each service's documentation gives; and where its API is.
COMPLETE = {
    "discord": ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js?format=markdown", "discord.com"),
    "slack": ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general", "hooks.slack.com"),
    "tgram": ("tgram://123456789:abcdefg_hijklmnop/12315544/", "api.telegram.org"),
    "pover": ("pover://uKVfZ4oG5mJ3kqn6Xw1TzLrB9yDpHa@aA1bB2cC3dD4eE5fF6gG7hH8iI9jJ0",
              "api.pushover.net"),
    "pbul": ("pbul://a1b2c3d4e5f6g7h8i9j0a1b2c3d4e5f6", "api.pushbullet.com"),
    "mailgun": ("mailgun://a@mg.example.org/0123456789abcdef0123456789abcdef-1-2/b@c.example?region=eu",
                "api.eu.mailgun.net"),
    "sendgrid": ("sendgrid://abcd123-xyz:noreply@example.com/a@example.org", "api.sendgrid.com"),
    "twilio": ("twilio://AC735c307c62944b5a5b5c7e5e7b2d2d7d:e29dfbcebf39@15555555555/15551234567",
               "api.twilio.com"),
}  # fmt: skip
FIXED_HOSTS = {host for _, host in COMPLETE.values()} | {"slack.com", "api.mailgun.net"}


class _Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Listener)
        self.reached: list[str] = []


class _Listener(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Server)
        self.server.reached.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_POST()

    def do_PUT(self) -> None:
        self.do_POST()

    @override
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def listeners() -> Iterator[list[_Server]]:
    servers = [_Server() for _ in range(4)]
    for server in servers:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[requests.PreparedRequest, dict[str, Any]]]:
    """What is sent: loopback gets it, whoever is outside is away."""
    found: list[tuple[requests.PreparedRequest, dict[str, Any]]] = []
    real = requests.adapters.HTTPAdapter.send

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        found.append((request, options))
        if urlsplit(request.url).hostname in {"127.0.0.1", "localhost", "::1"}:
            return real(self, request, **options)
        raise requests.ConnectionError("away")

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    return found


@pytest.mark.parametrize("name", SERVICES)
def test_a_complete_address_asks_the_services_own_host(name: str, asked) -> None:
    address, host = COMPLETE[name]
    assert notifier(address).notify(title="Sightline alert", body="AAA is at or above 100") is False
    assert {urlsplit(request.url).netloc for request, _ in asked} == {host}
    assert all(request.url.startswith("https://") for request, _ in asked)
    assert all(options["verify"] for _, options in asked)


@pytest.mark.parametrize("name", SERVICES)
def test_a_redirect_is_not_followed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def redirect(self, request: requests.PreparedRequest, **_: object) -> requests.Response:
        assert request.url is not None
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = 302, request, request.url
        answer.headers["Location"] = "http://127.0.0.1:9/"
        answer._content = json.dumps({}).encode()
        seen.append(request.url)
        return answer

    seen: list[str] = []
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", redirect)
    assert notifier(COMPLETE[name][0]).notify(title="Sightline alert", body="b") is False
    assert seen
    assert not any("127.0.0.1" in url for url in seen)


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("discord://1/2, json://127.0.0.1:8898/x?method=PUT", "Give one address"),
        ("discord://1/2;json://127.0.0.1", "Give one address"),
        ("discord://1/2 json://127.0.0.1", "Give one address"),
        ("discord://1/2%0Ajson:%2F%2F127.0.0.1", "Give one address"),
        ("discord://1/2?template=%2Fetc%2Fpasswd", "do not take template"),
        ("tgram://123456789:abc/1?image=yes", "do not take image"),
        ("discord://1/2?redirect=yes&verify=no", "do not take redirect, verify"),
        ("mailgun://a@b.example/k/c@d.example?+X-Header=1", "do not take +X-Header"),
        ("discord://127.0.0.1:8080/2", "no complete address of Discord"),
        ("discord://1", "discord://WEBHOOK_ID/WEBHOOK_TOKEN"),
        ("tgram://123:", "no complete address of Telegram"),
        ("json://127.0.0.1/", "json is not one of"),
        ("workflows://127.0.0.1:443/a/b", "workflows is not one of"),
        ("https://discord.com/api/webhooks/1/2", "https is not one of"),
        ("", "The address is not one of"),
        ("pbul://a1b2c3d4e5f6/" + "/".join(f"d{at}" for at in range(30)), "at most 20"),
    ],
)
def test_an_address_is_refused_with_its_cause(address: str, word: str) -> None:
    with pytest.raises(ProblemError) as caught:
        notifier(address)
    assert word in caught.value.detail
    assert caught.value.status == 422


@pytest.mark.filterwarnings("ignore:'imghdr':DeprecationWarning")
def test_the_listeners_notice_what_reaches_them(listeners, asked) -> None:
    """The library's own reading of a list of addresses is what this guards against."""
    port = listeners[0].server_port
    lax = apprise.Apprise()
    lax.add(f"discord://1/2, json://127.0.0.1:{port}/x?method=PUT")
    lax.notify(title="a", body="b")
    assert listeners[0].reached == ["/x"]


def test_a_thousand_hostile_addresses_reach_nothing(listeners, asked) -> None:
    random = Random(20_261_129)
    sent = 0
    for _ in range(1_000):
        server = random.choice(listeners)
        address = hostile_apprise(random, server.server_port)
        try:
            service = notifier(address)
        except ProblemError:
            continue
        service.notify(title="Sightline alert", body="AAA is at or above 100")
        sent += 1
    assert sent > 5  # some are harmless addresses of a known service
    assert {urlsplit(request.url).hostname for request, _ in asked} <= FIXED_HOSTS
    assert [server.reached for server in listeners] == [[]] * len(listeners)
