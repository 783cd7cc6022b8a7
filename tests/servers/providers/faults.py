"""What can go wrong with an answer of a provider, one name each."""

from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

Fault = Literal[
    "none", "rate_limit", "server_error", "html", "note", "empty", "nan_last",
    "slow", "half_body", "cut_connection", "wrong_key",
]  # fmt: skip

NOTE = {
    "Note": "Thank you for using Alpha Vantage! Our standard API call frequency is 5 calls per "
    "minute and 500 calls per day."
}
HTML = b"<!DOCTYPE html><html><head><title>Sorry</title></head><body>Just a moment</body></html>"
RETRY_AFTER = "7"
_EMPTY: dict[str, Any] = {
    "yahoo": {"chart": {"result": None, "error": None}},
    "polygon": {"status": "OK", "request_id": "0", "queryCount": 0, "resultsCount": 0},
    "alphavantage": {},
    "binance": [],
}
_WRONG_KEY = {
    "yahoo": (401, {"finance": {"result": None, "error": {"code": "Unauthorized"}}}),
    "polygon": (401, {"status": "ERROR", "request_id": "0", "error": "Unknown API Key"}),
    "binance": (401, {"code": -2015, "msg": "Invalid API-key, IP, or permissions for action."}),
}


@dataclass
class Reply:
    """One answer on its way out."""

    content: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    cut: bool = False
    type: str = "application/json"

    def body(self) -> bytes:
        """The bytes that the answer promises."""
        return self.content if isinstance(self.content, bytes) else orjson.dumps(self.content)


def spoil(reply: Reply, fault: Fault, provider: str) -> Reply:
    """Return the answer as this fault makes it."""
    body = reply.body()
    spoiled = {
        "rate_limit": Reply({"error": "Too Many Requests"}, 429, {"Retry-After": RETRY_AFTER}),
        "server_error": Reply({"error": "oops"}, 503),
        "html": Reply(HTML, type="text/html"),
        "note": Reply(NOTE),
        "empty": Reply(_EMPTY[provider]),
        "slow": Reply(body, reply.status, wait_s=2.0),
        "half_body": Reply(body[: len(body) // 2]),
        "cut_connection": Reply(body, cut=True),
    }
    if fault == "wrong_key" and provider in _WRONG_KEY:
        status, content = _WRONG_KEY[provider]
        return Reply(content, status)
    if fault == "nan_last":
        return Reply(_without_last(reply.content, provider), reply.status)
    return spoiled.get(fault, reply)


def _without_last(content: Any, provider: str) -> Any:
    """Put what each provider writes for "not a number" into the newest bar."""
    if provider == "yahoo" and isinstance(content, dict) and "chart" in content:
        quote = content["chart"]["result"][0]["indicators"]["quote"][0]
        for column in quote.values():
            column[-1] = None
    elif provider == "polygon" and content.get("results") and "c" in content["results"][-1]:
        content["results"][-1]["c"] = None
    elif provider == "alphavantage" and "Time Series (Daily)" in content:
        newest = next(iter(content["Time Series (Daily)"].values()))
        newest["4. close"] = "nan"
    elif provider == "binance" and isinstance(content, list) and content:
        content[-1][4] = "NaN"
    return content
