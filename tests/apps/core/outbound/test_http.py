"""The outbound client against a real local server."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from typing_extensions import override

from apps.core.outbound import http
from apps.core.outbound.http import OutboundError, breaker, client


class _Service(BaseHTTPRequestHandler):
    answers: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {
        "/ok": (200, {}, b"fine"),
        "/broken": (502, {}, b""),
        "/limit": (429, {"Retry-After": "60"}, b""),
        "/long": (200, {}, b"x" * 2048),
        "/away": (302, {"Location": "http://192.0.2.1/"}, b""),
    }

    def do_GET(self) -> None:
        status, headers, body = self.answers[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def service(settings) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    settings.OUTBOUND_SERVICES = {"local": base, "closed": "http://127.0.0.1:1"}
    breaker.cache_clear()
    yield base
    server.shutdown()
    server.server_close()


def test_it_asks_a_named_service(service: str) -> None:
    with client("local") as api:
        assert api.get("/ok").text == "fine"


def test_it_refuses_a_service_without_a_setting(service: str) -> None:
    with pytest.raises(OutboundError, match="No base URL"):
        client("unknown")


def test_it_refuses_another_host(service: str) -> None:
    with client("local") as api, pytest.raises(OutboundError, match="refused"):
        api.get("http://localhost.example/ok")


def test_it_refuses_another_port_and_scheme_of_the_same_host(service: str) -> None:
    for address in ("http://127.0.0.1:1/ok", service.replace("http", "https") + "/ok"):
        with client("local") as api, pytest.raises(OutboundError, match="refused"):
            api.get(address)


def test_it_does_not_follow_redirects(service: str) -> None:
    with client("local") as api:
        assert api.get("/away").status_code == 302


def test_it_bounds_the_answer(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MAX_BYTES", 1024)
    with client("local") as api, pytest.raises(OutboundError, match=r"1,024 bytes"):
        api.get("/long")


def test_five_failures_open_the_breaker(service: str) -> None:
    with client("local") as api:
        for _ in range(5):
            assert api.get("/broken").status_code == 502
        with pytest.raises(OutboundError, match="asked again at"):
            api.get("/ok")


def test_retry_after_is_honoured_at_once(service: str) -> None:
    with client("local") as api:
        api.get("/limit")
        with pytest.raises(OutboundError) as caught:
            api.get("/ok")
    assert caught.value.retryable


def test_a_closed_port_is_a_readable_error(service: str) -> None:
    with client("closed") as api, pytest.raises(OutboundError, match="does not answer"):
        api.get("/ok")


async def test_the_asynchronous_client_has_the_same_rules(service: str) -> None:
    async with http.async_client("local") as api:
        assert (await api.get("/ok")).text == "fine"
        with pytest.raises(OutboundError, match="refused"):
            await api.get("http://localhost.example/ok")
