"""What every adapter is held to: one table of adapters, one of faults."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from apps.imports.csv_folder.provider import CsvFiles
from apps.providers.alphavantage.provider import AlphaVantage
from apps.providers.binance.history import BinanceHistory
from apps.providers.polygon.provider import Polygon
from apps.providers.shared.base import (
    HistoryProvider,
    ProviderAnswerError,
    ProviderError,
    ProviderLimitError,
    ProviderUnavailableError,
)
from apps.providers.yahoo.provider import Yahoo
from tests.servers.providers.faults import Fault
from tests.servers.providers.universe import KEY, Listed

# Generous: the machine of the tests may be busy. The slow provider takes longer than the hasty.
TIMEOUT_S = 30.0
HASTY_S = 0.4


@dataclass(frozen=True)
class Case:
    """One adapter with the symbol it is asked for and what that symbol's prices are in."""

    name: str
    make: Callable[[float], HistoryProvider]
    symbol: str
    listed: str
    currency: str
    calendar: str
    word: str
    decimals: int = 4

    def adapter(self, timeout_s: float = TIMEOUT_S) -> HistoryProvider:
        """A new adapter."""
        return self.make(timeout_s)

    def days(self, listed: dict[str, Listed]) -> Listed:
        """The truth that the local provider serves."""
        return listed[self.listed]


CASES = (
    # What asks over HTTP first.
    Case("yahoo", Yahoo, "AAPL", "AAPL", "USD", "XNYS", "apple"),
    Case("polygon", lambda seconds: Polygon(KEY, seconds), "AAPL", "AAPL", "USD", "XNYS", "apple"),
    Case("alphavantage", lambda seconds: AlphaVantage(KEY, seconds), "AAPL", "AAPL", "USD", "XNYS",
         "apple"),
    Case("binance", BinanceHistory, "BTCUSDT", "BTC-USD", "USDT", "24/7",
         "btc", decimals=2),

    Case("csv", lambda _seconds: CsvFiles(settings.CSV_FOLDER), "AAPL", "AAPL", "USD", "XNYS",
         "apple"),
)  # fmt: skip
REST_CASES = tuple(case for case in CASES if case.name != "csv")


@dataclass(frozen=True)
class FaultCase:
    """One fault with the error that it must become."""

    fault: Fault
    error: type[ProviderError]
    retryable: bool
    retry_after_s: float | None = None


FAULTS = (
    FaultCase("html", ProviderAnswerError, retryable=True),
    FaultCase("half_body", ProviderAnswerError, retryable=True),
)
REST_FAULTS = (
    FaultCase("rate_limit", ProviderLimitError, retryable=True, retry_after_s=7.0),
    FaultCase("server_error", ProviderUnavailableError, retryable=True),
    FaultCase("slow", ProviderUnavailableError, retryable=True),
    FaultCase("cut_connection", ProviderUnavailableError, retryable=True),
)
# What is a limit of one provider is a foreign answer of another.
NOTE = {"alphavantage": ProviderLimitError}
WRONG_KEY_RETRYABLE = {"yahoo"}


def long_ago(listed: Listed, years: float = 3) -> date:
    """A day so many years before the newest bar."""
    return listed.last.date - timedelta(days=int(365.25 * years))
