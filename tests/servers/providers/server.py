"""One HTTP server for all providers: a folder each, faults on request."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from typing_extensions import override

from tests.servers.providers import alphavantage, binance, polygon, yahoo
from tests.servers.providers.faults import Fault, Reply, spoil
from tests.servers.providers.universe import KEY, Listed, universe

PROVIDERS = ("yahoo", "polygon", "alphavantage", "binance")
# A request's own, or a test's.
Headers = Mapping[str, str] | Message
_FIRST_OPENING = timedelta(hours=14, minutes=30)
_AGGREGATES = re.compile(r"/v2/aggs/ticker/([^/]+)/range/1/day/([\d-]+)/([\d-]+)$")


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
        answer: Callable[[str, dict[str, str], Headers], Reply] = getattr(self, f"_{provider}")
        return spoil(answer(f"/{rest}", asked, headers), self.faults[provider], provider)

    def _control(self, asked: Mapping[str, str]) -> Reply:
        """`/__fault?provider=yahoo&name=rate_limit` from outside, for a test of another process."""
        self.faults[asked["provider"]] = cast("Fault", asked["name"])  # the test's word
        return Reply({"faults": self.faults})

    def _yahoo(self, path: str, asked: dict[str, str], _headers: Headers) -> Reply:
        if path.startswith("/v8/finance/chart/"):
            listed = self.listed.get(yahoo.ours(path.rsplit("/", 1)[1]))
            if listed is None:
                return Reply(yahoo.not_found(), 404)
            return Reply(yahoo.chart(listed, asked, self.now()))
        if path == "/v1/finance/search":
            return Reply(yahoo.search(self.listed.values(), asked.get("q", "")))
        if path == "/v1/test/getcrumb":
            return Reply(b"a.crumb", type="text/plain")
        return Reply(b"", headers={"Set-Cookie": "A3=d=1; Path=/"}, type="text/html")

    def _polygon(self, path: str, asked: dict[str, str], headers: Headers) -> Reply:
        if KEY not in (asked.get("apiKey"), headers.get("Authorization", "")[len("Bearer ") :]):
            return Reply({"status": "ERROR", "request_id": "0", "error": "Unknown API Key"}, 401)
        if found := _AGGREGATES.match(path):
            ticker, first, last = found.groups()
            return Reply(
                polygon.aggregates(
                    self._polygon_listed(ticker),
                    ticker,
                    date.fromisoformat(first),
                    date.fromisoformat(last),
                    asked,
                )
            )
        ticker = asked.get("ticker", "")
        answers: dict[str, Callable[[], Any]] = {
            "/v3/reference/splits": lambda: polygon.splits(self._polygon_listed(ticker), ticker),
            "/v3/reference/dividends": lambda: polygon.dividends(
                self._polygon_listed(ticker), ticker
            ),
            "/v3/reference/tickers": lambda: polygon.tickers(
                self.listed.values(), asked.get("search", "")
            ),
        }
        if path not in answers:
            return Reply({"status": "NOT_FOUND", "request_id": "0"}, 404)
        return Reply(answers[path]())

    def _polygon_listed(self, ticker: str) -> Listed | None:
        listed = self.listed.get(polygon.ours(ticker))
        return listed if listed and polygon.knows(listed) else None

    def _alphavantage(self, _path: str, asked: dict[str, str], _headers: Headers) -> Reply:
        if asked.get("apikey") != KEY or self.faults["alphavantage"] == "wrong_key":
            return Reply(alphavantage.BAD_KEY)
        function = asked.get("function", "")
        if function == "SYMBOL_SEARCH":
            return Reply(alphavantage.search(self.listed.values(), asked.get("keywords", "")))
        listed = self.listed.get(alphavantage.ours(asked.get("symbol", "")))
        listed = listed if listed and alphavantage.knows(listed) else None
        if function == "GLOBAL_QUOTE":
            return Reply(alphavantage.quote(listed))
        if listed is None:
            return Reply(alphavantage.BAD_CALL)
        size = asked.get("outputsize", "compact")
        answers: dict[str, Callable[[], Any]] = {
            "TIME_SERIES_DAILY": lambda: alphavantage.daily(listed, size, adjusted=False),
            "TIME_SERIES_DAILY_ADJUSTED": lambda: (
                alphavantage.daily(listed, size, adjusted=True)
                if self.premium
                else alphavantage.PREMIUM
            ),
            "SPLITS": lambda: alphavantage.splits(listed),
            "DIVIDENDS": lambda: alphavantage.dividends(listed),
        }
        return Reply(answers.get(function, lambda: alphavantage.BAD_CALL)())

    def _binance(self, path: str, asked: dict[str, str], _headers: Headers) -> Reply:
        if path == "/fapi/v1/exchangeInfo":
            return Reply({"symbols": [{"symbol": "BTCUSDT", "status": "TRADING",
                                       "baseAsset": "BTC", "quoteAsset": "USDT",
                                       "contractType": "PERPETUAL"}]})  # fmt: skip
        listed = self.listed["BTC-USD"] if asked.get("symbol") == "BTCUSDT" else None
        if listed is None:
            return Reply(binance.BAD_SYMBOL, 400)
        if path == "/fapi/v1/ticker/price":
            return Reply(binance.price(listed, self.now()))
        return Reply(binance.klines(listed, asked))


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
