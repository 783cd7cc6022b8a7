"""Our symbols and the providers', both ways, in one place.

Ours: AAPL; BRK.B for a class of shares; VOD.L for a foreign listing (the suffix names the place);
SPX for an index; BTC-USD for a pair of coins, or BTCUSDT as the venue Binance writes it.
"""

import re
from typing import Final

from apps.providers.shared.exchanges import by_long_suffix, by_suffix

_YAHOO_INDICES: Final = {
    "SPX": "^GSPC", "VIX": "^VIX", "IXIC": "^IXIC", "DJI": "^DJI", "NDX": "^NDX", "RUT": "^RUT",
}  # fmt: skip
_POLYGON_INDICES: Final = {
    "SPX": "I:SPX", "VIX": "I:VIX", "IXIC": "I:COMP", "DJI": "I:DJI", "NDX": "I:NDX",
    "RUT": "I:RUT",
}  # fmt: skip
INDICES: Final = frozenset(_YAHOO_INDICES)
_OF_YAHOO: Final = {theirs: ours for ours, theirs in _YAHOO_INDICES.items()}
_OF_POLYGON: Final = {theirs: ours for ours, theirs in _POLYGON_INDICES.items()}
_PAIR: Final = re.compile(r"([A-Z0-9]{2,10})-(USD|EUR|GBP|JPY|BTC|ETH|USDT|USDC)")
_VENUE_PAIR: Final = re.compile(r"([A-Z0-9]{2,10})(USDT|USDC|FDUSD)")
_DOLLAR_COINS: Final = frozenset({"USDT", "USDC", "FDUSD"})


def coins_of(symbol: str) -> tuple[str, str] | None:
    """Return a pair's base and quote coin; None for what is no pair."""
    found = _PAIR.fullmatch(symbol) or _VENUE_PAIR.fullmatch(symbol)
    return (found[1], found[2]) if found else None


def to_yahoo(symbol: str) -> str:
    """BRK.B -> BRK-B, VOD.L -> VOD.L, SPX -> ^GSPC, BTCUSDT -> BTC-USD.

    Yahoo has no prices in dollar coins; its answer names the dollar as the currency, so a caller
    that needs the coin sees the difference.
    """
    if pair := coins_of(symbol):
        base, quote = pair
        return f"{base}-{'USD' if quote in _DOLLAR_COINS else quote}"
    if symbol in _YAHOO_INDICES:
        return _YAHOO_INDICES[symbol]
    stem, dot, end = symbol.rpartition(".")
    return symbol if not dot or by_suffix(end).mic else f"{stem}-{end}"


def from_yahoo(symbol: str) -> str:
    """BRK-B -> BRK.B, VOD.L -> VOD.L, ^GSPC -> SPX, BTC-USD -> BTC-USD."""
    if symbol in _OF_YAHOO:
        return _OF_YAHOO[symbol]
    if coins_of(symbol):
        return symbol
    stem, dash, end = symbol.rpartition("-")
    return f"{stem}.{end}" if dash and stem and len(end) == 1 else symbol


def to_polygon(symbol: str) -> str:
    """BRK.B -> BRK.B, SPX -> I:SPX, BTCUSDT and BTC-USD -> X:BTCUSD."""
    if pair := coins_of(symbol):
        base, quote = pair
        return f"X:{base}{'USD' if quote in _DOLLAR_COINS else quote}"
    return _POLYGON_INDICES.get(symbol, symbol)


def from_polygon(ticker: str) -> str:
    """I:SPX -> SPX, X:BTCUSD -> BTC-USD, BRK.B -> BRK.B."""
    if ticker in _OF_POLYGON:
        return _OF_POLYGON[ticker]
    if ticker.startswith("X:"):
        coins = ticker[2:]
        quote = next((q for q in ("USD", "EUR", "GBP", "JPY") if coins.endswith(q)), "")
        return f"{coins.removesuffix(quote)}-{quote}" if quote else coins
    return ticker.removeprefix("I:")


def to_alphavantage(symbol: str) -> str:
    """BRK.B -> BRK-B, VOD.L -> VOD.LON."""
    stem, dot, end = symbol.rpartition(".")
    if not dot:
        return symbol
    place = by_suffix(end)
    return f"{stem}.{place.long_suffix or end}" if place.mic else f"{stem}-{end}"


def from_alphavantage(symbol: str) -> str:
    """BRK-B -> BRK.B, VOD.LON -> VOD.L."""
    stem, dot, end = symbol.rpartition(".")
    place = by_long_suffix(end)
    if dot and place.suffix:
        return f"{stem}.{place.suffix}"
    stem, dash, end = symbol.rpartition("-")
    return f"{stem}.{end}" if dash and len(end) == 1 else symbol


def to_binance(symbol: str) -> str:
    """BTC-USDT and BTCUSDT -> BTCUSDT; BTC-USD, which the venue has not, stays as it is."""
    pair = coins_of(symbol)
    return "".join(pair) if pair and pair[1] in _DOLLAR_COINS else symbol
