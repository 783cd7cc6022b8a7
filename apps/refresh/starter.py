"""What a new installation may begin with: a handful of liquid instruments, one click away."""

from dataclasses import dataclass
from typing import Final

from apps.instruments.types import AssetClass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An instrument that providers know, described without asking them."""

    symbol: str
    name: str
    asset_class: AssetClass
    exchange: str
    calendar: str
    currency: str
    provider: str


def _us(symbol: str, name: str, exchange: str, asset_class: AssetClass = "stock") -> Suggestion:
    return Suggestion(symbol, name, asset_class, exchange, "XNYS", "USD", "yahoo")


def _perpetual(symbol: str, name: str) -> Suggestion:
    return Suggestion(symbol, name, "crypto", "BINANCE", "24/7", "USDT", "binance")


STARTER: Final = (
    _us("AAPL", "Apple Inc.", "XNAS"),
    _us("MSFT", "Microsoft Corporation", "XNAS"),
    _us("GOOG", "Alphabet Inc.", "XNAS"),
    _us("IBM", "International Business Machines Corporation", "XNYS"),
    _us("SPY", "SPDR S&P 500 ETF Trust", "ARCX", "etf"),
    _us("GLD", "SPDR Gold Shares", "ARCX", "etf"),
    _perpetual("BTCUSDT", "BTC / USDT"),
    _perpetual("ETHUSDT", "ETH / USDT"),
)
