"""Alpha Vantage's shapes: everything at /query, numbers as text, limits with status 200."""

from collections.abc import Callable, Iterable
from typing import Any

from tests.servers.providers.faults import Reply, Request
from tests.servers.providers.universe import KEY, Listed

EMPTY: Any = {}
WRONG_KEY = None  # said with status 200, below

COMPACT = 100
_OURS = {"BRK-B": "BRK.B", "VOD.LON": "VOD.L"}
_THEIRS = {ours: theirs for theirs, ours in _OURS.items()}
LIMIT = {
    "Information": "Thank you for using Alpha Vantage! Our standard API rate limit is 25 requests "
    "per day. Please subscribe to any of the premium plans at "
    "https://www.alphavantage.co/premium/ to instantly remove all daily rate limits."
}
PREMIUM = {
    "Information": "Thank you for using Alpha Vantage! This is a premium endpoint. You may "
    "subscribe to any of the premium plans at https://www.alphavantage.co/premium/ to instantly "
    "unlock all premium endpoints"
}
BAD_CALL = {
    "Error Message": "Invalid API call. Please retry or visit the documentation "
    "(https://www.alphavantage.co/documentation/) for TIME_SERIES_DAILY."
}
BAD_KEY = {
    "Error Message": "the parameter apikey is invalid or missing. Please claim your free API key "
    "on (https://www.alphavantage.co/support/#api-key). It should take less than 20 seconds."
}


def ours(symbol: str) -> str:
    """Our symbol of Alpha Vantage's."""
    return _OURS.get(symbol, symbol)


def knows(listed: Listed) -> bool:
    """Shares only: indices are not offered, and crypto has functions of its own."""
    return listed.kind == "EQUITY"


def answer(request: Request) -> Reply:
    """Answer each function at the one address, to who has the key."""
    if request.asked.get("apikey") != KEY or request.wrong_key:
        return Reply(BAD_KEY)
    function = request.asked.get("function", "")
    if function == "SYMBOL_SEARCH":
        return Reply(search(request.listed.values(), request.asked.get("keywords", "")))
    listed = request.listed.get(ours(request.asked.get("symbol", "")))
    listed = listed if listed and knows(listed) else None
    if function == "GLOBAL_QUOTE":
        return Reply(quote(listed))
    return Reply(BAD_CALL if listed is None else _of(listed, function, request))


def lose_last_close(content: Any) -> None:
    """Write "nan" for the close of the newest day."""
    if "Time Series (Daily)" in content:
        newest = next(iter(content["Time Series (Daily)"].values()))
        newest["4. close"] = "nan"


def _of(listed: Listed, function: str, request: Request) -> Any:
    size = request.asked.get("outputsize", "compact")
    answers: dict[str, Callable[[], Any]] = {
        "TIME_SERIES_DAILY": lambda: daily(listed, size, adjusted=False),
        "TIME_SERIES_DAILY_ADJUSTED": lambda: (
            daily(listed, size, adjusted=True) if request.premium else PREMIUM
        ),
        "SPLITS": lambda: splits(listed),
        "DIVIDENDS": lambda: dividends(listed),
    }
    return answers.get(function, lambda: BAD_CALL)()


def daily(listed: Listed, size: str, *, adjusted: bool) -> dict[str, Any]:
    """Answer TIME_SERIES_DAILY or TIME_SERIES_DAILY_ADJUSTED, newest first; prices as traded."""
    splits = {one.date: one.value for one in listed.events if one.kind == "split"}
    cash = {one.date: one.value for one in listed.events if one.kind == "dividend"}
    series: dict[str, dict[str, str]] = {}
    days = listed.days if size == "full" else listed.days[-COMPACT:]
    for day in reversed(days):
        row = {
            "1. open": f"{day.open:.4f}",
            "2. high": f"{day.high:.4f}",
            "3. low": f"{day.low:.4f}",
            "4. close": f"{day.close:.4f}",
        }
        if adjusted:
            row["5. adjusted close"] = f"{day.close / listed.split_factor(day.date):.10f}"
            row["6. volume"] = f"{day.volume:.0f}"
            row["7. dividend amount"] = f"{cash.get(day.date, 0.0):.4f}"
            row["8. split coefficient"] = f"{splits.get(day.date, 1.0):.6g}"
        else:
            row["5. volume"] = f"{day.volume:.0f}"
        series[str(day.date)] = row
    return {
        "Meta Data": {
            "1. Information": "Daily Prices (open, high, low, close) and Volumes",
            "2. Symbol": _THEIRS.get(listed.symbol, listed.symbol),
            "3. Last Refreshed": str(listed.last.date),
            "4. Output Size": "Full size" if size == "full" else "Compact",
            "5. Time Zone": "US/Eastern",
        },
        "Time Series (Daily)": series,
    }


def splits(listed: Listed) -> dict[str, Any]:
    """Answer SPLITS, newest first."""
    return {
        "symbol": listed.symbol,
        "data": [
            {"effective_date": str(one.date), "split_factor": f"{one.value:.4f}"}
            for one in reversed(listed.events)
            if one.kind == "split"
        ],
    }


def dividends(listed: Listed) -> dict[str, Any]:
    """Answer DIVIDENDS, newest first; dates that are not known are the word None."""
    return {
        "symbol": listed.symbol,
        "data": [
            {
                "ex_dividend_date": str(one.date),
                "declaration_date": "None",
                "record_date": "None",
                "payment_date": "None",
                "amount": f"{one.value:.4f}",
            }
            for one in reversed(listed.events)
            if one.kind == "dividend"
        ],
    }


def quote(listed: Listed | None) -> dict[str, Any]:
    """Answer GLOBAL_QUOTE; empty for a symbol that is not known."""
    if listed is None:
        return {"Global Quote": {}}
    last, before = listed.days[-1], listed.days[-2]
    return {
        "Global Quote": {
            "01. symbol": _THEIRS.get(listed.symbol, listed.symbol),
            "02. open": f"{last.open:.4f}",
            "03. high": f"{last.high:.4f}",
            "04. low": f"{last.low:.4f}",
            "05. price": f"{last.close:.4f}",
            "06. volume": f"{last.volume:.0f}",
            "07. latest trading day": str(last.date),
            "08. previous close": f"{before.close:.4f}",
            "09. change": f"{last.close - before.close:.4f}",
            "10. change percent": f"{100 * (last.close / before.close - 1):.4f}%",
        }
    }


def search(listed: Iterable[Listed], text: str) -> dict[str, Any]:
    """Answer SYMBOL_SEARCH."""
    return {
        "bestMatches": [
            {
                "1. symbol": _THEIRS.get(one.symbol, one.symbol),
                "2. name": one.name,
                "3. type": "Equity",
                "4. region": "United Kingdom" if one.mic == "XLON" else "United States",
                "5. marketOpen": "09:30",
                "6. marketClose": "16:00",
                "7. timezone": "UTC-04",
                "8. currency": "GBX" if one.unit == "GBp" else one.unit,
                "9. matchScore": "0.8889",
            }
            for one in listed
            if knows(one) and text.lower() in f"{one.symbol} {one.name}".lower()
        ]
    }
