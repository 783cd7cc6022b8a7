"""One HTTP server for all providers: a folder each, faults on request."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from typing import Final, Self, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from typing_extensions import override

from config.providers import SERVICES
from tests.servers.providers.faults import Fake, Fault, Headers, Reply, Request, spoil
from tests.servers.providers.universe import Listed, universe

FAKES: Final = {
    one.name: cast("Fake", import_module(f"tests.servers.providers.{one.name}")) for one in SERVICES
}
PROVIDERS: Final = tuple(FAKES)
_FIRST_OPENING = timedelta(hours=14, minutes=30)


class ProviderServer:
    """Serve on loopback until the `with` block ends.

    Parameters
    ----------
    port : int
        Zero takes a free one.
    now : callable
        The providers' clock; bars end at the session of that day.

    `fixed` holds answers of a test's own, by a part of the address; `faults` the fault of each
    provider; `asked` counts the calls.
    """

    def __init__(self, port: int = 0, now: Callable[[], datetime] | None = None) -> None:
        self.now = now or (lambda: datetime.now(UTC))  # noqa: TID251  the providers' own clock
        self.faults: dict[str, Fault] = dict.fromkeys(PROVIDERS, "none")
        self.fixed: dict[str, Reply] = {}
        self.premium = True
        self.asked: Counter[str] = Counter()
        self._http = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    def url(self, provider: str) -> str:
        """Base URL for SIGHTLINE_<PROVIDER>_URL."""
        return f"http://127.0.0.1:{self._http.server_port}/{provider}"

    @property
    def listed(self) -> dict[str, Listed]:
        """What is listed now."""
        return universe((self.now() - _FIRST_OPENING).date())

    def serve(self) -> None:
        """Serve in this thread."""
        self._http.serve_forever()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def reply(self, path: str, headers: Headers) -> Reply:
        """Answer one request, spoiled as the provider's fault says."""
        parts = urlsplit(path)
        asked = dict(parse_qsl(parts.query))
        _, provider, rest = (*unquote(parts.path).split("/", 2), "", "")[:3]
        if provider == "__fault":
            return self._control(asked)
        if provider not in PROVIDERS:
            return Reply({"error": "unknown provider"}, 404)
        self.asked[provider] += 1
        for part, reply in self.fixed.items():
            if part in unquote(path):
                return reply
        fault, fake = self.faults[provider], FAKES[provider]
        request = Request(
            path=f"/{rest}",
            asked=asked,
            headers=headers,
            listed=self.listed,
            now=self.now(),
            premium=self.premium,
            wrong_key=fault == "wrong_key",
        )
        return spoil(fake.answer(request), fault, fake)

    def _control(self, asked: Mapping[str, str]) -> Reply:
        """`/__fault?provider=yahoo&name=rate_limit` from outside, for a test of another process."""
        self.faults[asked["provider"]] = cast("Fault", asked["name"])  # the test's word
        return Reply({"faults": self.faults})


def _handler(server: ProviderServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(server.reply(self.path, self.headers))

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._send(server.reply(self.path, self.headers))

        @override
        def log_message(self, *_words: object) -> None:
            """Say nothing: tests read answers."""

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.wait_s)
            body = reply.body()
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", reply.type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if reply.cut else body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            if reply.cut:
                self.close_connection = True

    return Handler
