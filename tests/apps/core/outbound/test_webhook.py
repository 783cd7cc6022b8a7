"""Addresses of webhooks: parsed once, refused with the true cause, pinned when used."""

import socket
from collections.abc import Iterator
from random import Random
from typing import Any

import httpx
import pytest
from typing_extensions import override

from apps.core.errors import ProblemError
from apps.core.outbound import webhook
from tests.apps.alerts.hostile_targets import hostile_webhook

_REAL_RESOLVER = socket.getaddrinfo


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("http://a..b.com/", "a..b.com is no host name"),
        ("http://" + "a" * 64 + ".com/", "is no host name"),
        ("http://-a.com/", "-a.com is no host name"),
        ("http://a%2eb.com/", "is no host name"),
        ("http://./", ". is no host name"),
        ("https://example.org:99999/", "99999 is no port number"),
        ("https://example.org:0/", "0 is no port number"),
        ("https://example.org:abc/", "Invalid port: 'abc'"),
        ("http://[::1/", "square bracket"),
        ("http://::1]/", "square bracket"),
        ("http://[1.1.1.1]/", "Invalid IPv6 address"),
        ("http://999.1.1.1/", "Invalid IPv4 address"),
        ("http://①②⑦.0.0.1/", "Invalid IDNA hostname"),
        ("http://xn--/", "malformed"),
        ("http://xn--a.com/", "malformed"),
        ("http://\ud800.com/", "malformed"),
        ("http://example.org\\@127.0.0.1/", "backslash"),
        ("http://example.org/\r\nX: 1", "non-printable"),
        (" http://example.org/", "blanks"),
    ],
)
def test_a_malformed_address_is_a_bad_request_with_its_cause(address: str, cause: str) -> None:
    with pytest.raises(ProblemError) as caught:
        webhook.parse(address)
    assert (caught.value.status, caught.value.code) == (400, "invalid_input")
    assert cause in caught.value.detail


@pytest.mark.parametrize(
    ("address", "host", "authority"),
    [
        ("https://Hooks.Example.org/in?a=1#b", "hooks.example.org", "hooks.example.org"),
        ("https://hooks.example.org:8443/", "hooks.example.org", "hooks.example.org:8443"),
        ("https://bücher.example/", "xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("http://my_hooks.example.org./", "my_hooks.example.org.", "my_hooks.example.org."),
        ("http://[2606:4700::1]:8080/x", "2606:4700::1", "[2606:4700::1]:8080"),
    ],
)
def test_a_usable_address_is_read(address: str, host: str, authority: str) -> None:
    found = webhook.parse(address)
    assert (found.host, found.authority) == (host, authority)


def _resolver(answer: str):
    """A resolver that knows numbers, and calls every name by one address."""

    def resolve(host: str, *args: Any, **options: Any) -> list[Any]:
        try:
            socket.inet_aton(host)
        except OSError:
            if ":" not in host:
                host.encode("idna")  # what the real one does first
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, 0))]
        return _REAL_RESOLVER(host, *args, **options)

    return resolve


def test_the_judged_address_is_the_one_that_is_connected_to(monkeypatch) -> None:
    """A name that answers with a public address first and a private one afterwards."""
    answers = iter(["93.184.215.14", "127.0.0.1"])
    asked: list[httpx.Request] = []

    def resolve(*_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 0))]

    def send(self, request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(204)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", send)
    webhook.post("https://rebind.example.org:8443/in?a=1", b"{}", {})
    assert str(asked[0].url) == "https://93.184.215.14:8443/in?a=1"
    assert asked[0].headers["Host"] == "rebind.example.org:8443"
    assert asked[0].extensions["sni_hostname"] == "rebind.example.org"
    with pytest.raises(ProblemError, match="not on the public internet"):
        webhook.post("https://rebind.example.org:8443/in?a=1", b"{}", {})
    assert len(asked) == 1


class _Unread(httpx.SyncByteStream):
    """A body that fails whoever reads it."""

    @override
    def __iter__(self) -> Iterator[bytes]:
        raise AssertionError("the body of the answer was read")


@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "gzip"}])
def test_the_body_of_an_answer_is_not_read(monkeypatch, headers: dict[str, str]) -> None:
    """It may be endless, swell when it is unpacked, or be no gzip although it says so."""

    def send(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(statuses.pop(), headers=headers, stream=_Unread())

    statuses = [503, 200]
    monkeypatch.setattr(socket, "getaddrinfo", _resolver("93.184.215.14"))
    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", send)
    webhook.post("https://hooks.example.org/", b"{}", {})
    with pytest.raises(webhook.WebhookError, match="answered 503") as caught:
        webhook.post("https://hooks.example.org/", b"{}", {})
    assert caught.value.retryable


def test_a_thousand_hostile_addresses_reach_nothing(monkeypatch) -> None:
    asked: list[str] = []

    def send(self, request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(204)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", send)
    random = Random(20_261_130)
    statuses: list[int] = []
    for _ in range(1_000):
        address = hostile_webhook(random, random.choice((80, 443, 8080, 8443)))
        # Public when it is saved, this machine when it is used.
        monkeypatch.setattr(socket, "getaddrinfo", _resolver("93.184.215.14"))
        try:
            webhook.refuse_private(address)
        except ProblemError as error:
            statuses.append(error.status)
        monkeypatch.setattr(socket, "getaddrinfo", _resolver("127.0.0.1"))
        with pytest.raises(ProblemError):
            webhook.post(address, b"{}", {})
    assert 500 < len(statuses) < 1_000
    assert set(statuses) == {400, 422}
    assert asked == []
