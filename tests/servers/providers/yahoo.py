"""Yahoo's shapes: chart, search, cookie and crumb; prices split-adjusted, as Yahoo gives them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from tests.servers.providers.faults import Reply, Request
from tests.servers.providers.universe import Day, Listed

EMPTY: Any = {"chart": {"result": None, "error": None}}
WRONG_KEY = Reply({"finance": {"result": None, "error": {"code": "Unauthorized"}}}, 401)

_OPEN = {"America/New_York": (9, 30), "Europe/London": (8, 0), "UTC": (0, 0)}
_RANGES = ["1d", "5d", "1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "ytd", "max"]
_OURS = {"^GSPC": "SPX", "BRK-B": "BRK.B"}
_THEIRS = {ours: theirs for theirs, ours in _OURS.items()}


def ours(symbol: str) -> str:
    """Our symbol of Yahoo's."""
    return _OURS.get(symbol, symbol)


def answer(request: Request) -> Reply:
    """Answer charts, searches, and the cookie and crumb before them."""
    if request.path.startswith("/v8/finance/chart/"):
        listed = request.listed.get(ours(request.path.rsplit("/", 1)[1]))
        if listed is None:
            return Reply(not_found(), 404)
        return Reply(chart(listed, request.asked, request.now))
    if request.path == "/v1/finance/search":
        return Reply(search(request.listed.values(), request.asked.get("q", "")))
    if request.path == "/v1/test/getcrumb":
        return Reply(b"a.crumb", type="text/plain")
    return Reply(b"", headers={"Set-Cookie": "A3=d=1; Path=/"}, type="text/html")


def lose_last_close(content: Any) -> None:
    """Write null for every price of the newest bar."""
    if isinstance(content, dict) and "chart" in content:
        quote = content["chart"]["result"][0]["indicators"]["quote"][0]
        for column in quote.values():
            column[-1] = None


def chart(listed: Listed, asked: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """Answer /v8/finance/chart/{symbol}."""
    days = _days(listed, asked)
    shares = [listed.split_factor(day.date) for day in days]
    pairs = list(zip(days, shares, strict=True))
    quote = {
        name: [_plain(getattr(day, name) / share) for day, share in pairs]
        for name in ("open", "high", "low", "close")
    }
    quote["volume"] = [round(day.volume * share) for day, share in pairs]
    result: dict[str, Any] = {
        "meta": _meta(listed, asked.get("interval", "1d"), now),
        "timestamp": [_start(listed, day) for day in days],
        "indicators": {"quote": [quote], "adjclose": [{"adjclose": quote["close"]}]},
    }
    events = _events(listed, days)
    if events:
        result["events"] = events
    return {"chart": {"result": [result], "error": None}}


def not_found() -> dict[str, Any]:
    """Answer of a symbol that Yahoo does not know; status 404."""
    error = {"code": "Not Found", "description": "No data found, symbol may be delisted"}
    return {"chart": {"result": None, "error": error}}


def search(listed: Iterable[Listed], text: str) -> dict[str, Any]:
    """Answer /v1/finance/search."""
    found = [
        {
            "exchange": one.yahoo_exchange,
            "shortname": one.name,
            "longname": one.name,
            "quoteType": one.kind,
            "symbol": _THEIRS.get(one.symbol, one.symbol),
            "index": "quotes",
            "score": 20_000.0,
            "typeDisp": one.kind.title(),
            "exchDisp": one.mic,
            "isYahooFinance": True,
        }
        for one in listed
        if text.lower() in f"{one.symbol} {one.name}".lower()
    ]
    return {
        "explains": [],
        "count": len(found),
        "quotes": found,
        "news": [],
        "nav": [],
        "lists": [],
    }


def _days(listed: Listed, asked: Mapping[str, str]) -> list[Day]:
    if "range" in asked:
        counts = {"1d": 1, "5d": 5, "1mo": 21, "3mo": 63, "6mo": 126, "1y": 252}
        return list(listed.days[-counts.get(asked["range"], 10**6) :])
    first, last = int(asked.get("period1", 0)), int(asked.get("period2", 2**40))
    return [day for day in listed.days if first <= _start(listed, day) < last]


def _start(listed: Listed, day: Day) -> int:
    return _opening(listed.zone, day.date)


@lru_cache(maxsize=20_000)
def _opening(name: str, day: date) -> int:
    hour, minute = _OPEN[name]
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(name))
    return int(moment.timestamp())


def _events(listed: Listed, days: list[Day]) -> dict[str, Any]:
    """Yahoo divides dividends too by the splits that came after them."""
    starts = {day.date: _start(listed, day) for day in days}
    found: dict[str, Any] = {}
    for event in listed.events:
        if event.date not in starts:
            continue
        at = starts[event.date]
        if event.kind == "split":
            found.setdefault("splits", {})[str(at)] = {
                "date": at,
                "numerator": event.value,
                "denominator": 1.0,
                "splitRatio": f"{event.value:g}:1",
            }
        else:
            amount = event.value / listed.split_factor(event.date)
            found.setdefault("dividends", {})[str(at)] = {"amount": _plain(amount), "date": at}
    return found


def _meta(listed: Listed, interval: str, now: datetime) -> dict[str, Any]:
    zone = ZoneInfo(listed.zone)
    offset = now.astimezone(zone).utcoffset()
    seconds = 0 if offset is None else int(offset.total_seconds())
    last, before = listed.days[-1], listed.days[-2]
    opened = _start(listed, last)
    period = {
        "timezone": now.astimezone(zone).tzname(),
        "start": opened,
        "end": opened + 23_400,
        "gmtoffset": seconds,
    }
    return {
        "currency": listed.unit,
        "symbol": _THEIRS.get(listed.symbol, listed.symbol),
        "exchangeName": listed.yahoo_exchange,
        "fullExchangeName": listed.mic,
        "instrumentType": listed.kind,
        "firstTradeDate": _start(listed, listed.days[0]),
        "regularMarketTime": min(opened + 23_400, int(now.astimezone(UTC).timestamp())),
        "hasPrePostMarketData": True,
        "gmtoffset": seconds,
        "timezone": now.astimezone(zone).tzname(),
        "exchangeTimezoneName": listed.zone,
        "regularMarketPrice": last.close,
        "chartPreviousClose": before.close,
        "previousClose": before.close,
        "priceHint": 2,
        "currentTradingPeriod": {"pre": period, "regular": period, "post": period},
        "dataGranularity": interval,
        "range": "",
        "longName": listed.name,
        "shortName": listed.name,
        "validRanges": _RANGES,
    }


def _plain(value: float) -> float:
    """Seven figures or so, as a provider that computes in single precision gives."""
    return float(f"{value:.9g}")
