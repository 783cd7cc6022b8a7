"""Polygon's shapes: aggregates, splits, dividends, tickers; paged by `next_url`."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.servers.providers.faults import Reply, Request
from tests.servers.providers.universe import KEY, Day, Listed

EMPTY: Any = {"status": "OK", "request_id": "0", "queryCount": 0, "resultsCount": 0}
WRONG_KEY = Reply({"status": "ERROR", "request_id": "0", "error": "Unknown API Key"}, 401)
_AGGREGATES = re.compile(r"/v2/aggs/ticker/([^/]+)/range/1/day/([\d-]+)/([\d-]+)$")

_TICKERS = {"I:SPX": "SPX", "X:BTCUSD": "BTC-USD"}
_THEIRS = {ours: theirs for theirs, ours in _TICKERS.items()}
_TYPES = {"EQUITY": ("stocks", "CS"), "INDEX": ("indices", "IX"), "CRYPTOCURRENCY": ("crypto", "")}


def ours(ticker: str) -> str:
    """Our symbol of Polygon's."""
    return _TICKERS.get(ticker, ticker)


def knows(listed: Listed) -> bool:
    """Polygon has United States' markets only."""
    return listed.mic != "XLON"


def answer(request: Request) -> Reply:
    """Answer aggregates, splits, dividends and tickers to who has the key."""
    if request.key("apiKey") != KEY:
        return WRONG_KEY
    if found := _AGGREGATES.match(request.path):
        ticker, first, last = found.groups()
        days = date.fromisoformat(first), date.fromisoformat(last)
        return Reply(aggregates(_listed(request, ticker), ticker, *days, request.asked))
    ticker = request.asked.get("ticker", "")
    answers: dict[str, Callable[[], Any]] = {
        "/v3/reference/splits": lambda: splits(_listed(request, ticker), ticker),
        "/v3/reference/dividends": lambda: dividends(_listed(request, ticker), ticker),
        "/v3/reference/tickers": lambda: tickers(
            request.listed.values(), request.asked.get("search", "")
        ),
    }
    if request.path not in answers:
        return Reply({"status": "NOT_FOUND", "request_id": "0"}, 404)
    return Reply(answers[request.path]())


def lose_last_close(content: Any) -> None:
    """Write null for the close of the newest bar."""
    if content.get("results") and "c" in content["results"][-1]:
        content["results"][-1]["c"] = None


def _listed(request: Request, ticker: str) -> Listed | None:
    listed = request.listed.get(ours(ticker))
    return listed if listed and knows(listed) else None


def aggregates(
    listed: Listed | None, ticker: str, first: date, last: date, asked: Mapping[str, str]
) -> dict[str, Any]:
    """Answer /v2/aggs/ticker/{ticker}/range/1/day/{from}/{to}; unknown tickers have no results."""
    adjusted = asked.get("adjusted", "true") == "true"
    days = [day for day in listed.days if first <= day.date <= last] if listed else []
    limit, skipped = int(asked.get("limit", 5_000)), int(asked.get("cursor", 0))
    page = days[skipped : skipped + limit]
    answer: dict[str, Any] = {
        "ticker": ticker,
        "queryCount": len(page),
        "resultsCount": len(page),
        "adjusted": adjusted,
        "status": "DELAYED",
        "request_id": "6a7e466379af0a71039d60cc78e72282",
    }
    if listed and page:
        answer["results"] = [_bar(listed, day, adjusted=adjusted) for day in page]
        answer["count"] = len(page)
    if skipped + limit < len(days):
        answer["next_url"] = (
            f"https://api.polygon.io/v2/aggs/ticker/{ticker}/range/1/day/{first}/{last}"
            f"?adjusted={str(adjusted).lower()}&limit={limit}&cursor={skipped + limit}"
        )
    return answer


def splits(listed: Listed | None, ticker: str) -> dict[str, Any]:
    """Answer /v3/reference/splits."""
    return _results(
        {
            "execution_date": str(event.date),
            "id": f"E{number}",
            "split_from": 1,
            "split_to": event.value,
            "ticker": ticker,
        }
        for number, event in enumerate(listed.events if listed else ())
        if event.kind == "split"
    )


def dividends(listed: Listed | None, ticker: str) -> dict[str, Any]:
    """Answer /v3/reference/dividends; the cash of that day, not divided by later splits."""
    return _results(
        {
            "cash_amount": event.value,
            "currency": "USD",
            "dividend_type": "CD",
            "ex_dividend_date": str(event.date),
            "frequency": 4,
            "id": f"E{number}",
            "ticker": ticker,
        }
        for number, event in enumerate(listed.events if listed else ())
        if event.kind == "dividend"
    )


def tickers(listed: Iterable[Listed], text: str) -> dict[str, Any]:
    """Answer /v3/reference/tickers?search=."""
    return _results(
        {
            "ticker": _THEIRS.get(one.symbol, one.symbol),
            "name": one.name,
            "market": _TYPES[one.kind][0],
            "locale": "us",
            "primary_exchange": one.mic,
            "type": _TYPES[one.kind][1],
            "active": True,
            "currency_name": "usd",
        }
        for one in listed
        if knows(one) and text.lower() in f"{one.symbol} {one.name}".lower()
    )


def _results(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    found = list(rows)
    return {"results": found, "status": "OK", "request_id": "c1d8", "count": len(found)}


def _bar(listed: Listed, day: Day, *, adjusted: bool) -> dict[str, Any]:
    factor = listed.split_factor(day.date) if adjusted else 1.0
    zone = UTC if listed.zone == "UTC" else ZoneInfo(listed.zone)
    start = datetime(day.date.year, day.date.month, day.date.day, tzinfo=zone)
    return {
        "v": day.volume * factor,
        "vw": round((day.high + day.low + day.close) / 3 / factor, 4),
        "o": day.open / factor,
        "c": day.close / factor,
        "h": day.high / factor,
        "l": day.low / factor,
        "t": int(start.timestamp() * 1_000),
        "n": 1_000,
    }
