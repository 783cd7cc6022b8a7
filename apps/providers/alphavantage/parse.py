"""Alpha Vantage's numbered fields into our types."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from apps.instruments.types import AssetClass
from apps.providers.alphavantage.terms import NAME
from apps.providers.shared.base import ProviderAction, ProviderMatch
from apps.providers.shared.columns import Row, midnight_us
from apps.providers.shared.exchanges import UNITED_STATES, Exchange, by_suffix
from apps.providers.shared.symbols import from_alphavantage
from apps.providers.shared.units import currency_code

SERIES: Final = "Time Series (Daily)"
_KINDS: Final[Mapping[str, AssetClass]] = {"Equity": "stock", "ETF": "etf", "Mutual Fund": "etf"}

Series = Mapping[str, Mapping[str, str]]


def place_of(symbol: str) -> Exchange:
    """Return where a symbol trades, by its suffix."""
    place = by_suffix(symbol.rpartition(".")[2]) if "." in symbol else UNITED_STATES
    return place if place.mic else UNITED_STATES


def bar_rows(series: Series) -> Iterator[Row]:
    """Read days as they traded.

    Raises
    ------
    KeyError, TypeError, ValueError
        Another shape.
    """
    for day, row in series.items():
        volume = row["6. volume"] if "6. volume" in row else row["5. volume"]
        yield Row(
            midnight_us(date.fromisoformat(day)),
            float(row["1. open"]),
            float(row["2. high"]),
            float(row["3. low"]),
            float(row["4. close"]),
            float(volume),
        )


def adjusted_actions(series: Series) -> Iterator[ProviderAction]:
    """Read the splits and dividends beside the adjusted days."""
    for day, row in series.items():
        moment = date.fromisoformat(day)
        if (ratio := float(row["8. split coefficient"])) != 1.0:
            yield ProviderAction(moment, "split", ratio)
        if (cash := float(row["7. dividend amount"])) > 0:
            yield ProviderAction(moment, "dividend", cash)


def splits(rows: Iterable[Mapping[str, str]]) -> Iterator[ProviderAction]:
    """Read the answer of SPLITS."""
    for row in rows:
        day = date.fromisoformat(row["effective_date"])
        yield ProviderAction(day, "split", float(row["split_factor"]))


def dividends(rows: Iterable[Mapping[str, str]]) -> Iterator[ProviderAction]:
    """Read the answer of DIVIDENDS."""
    for row in rows:
        day = date.fromisoformat(row["ex_dividend_date"])
        yield ProviderAction(day, "dividend", float(row["amount"]))


def match(row: Mapping[str, Any]) -> ProviderMatch:
    """Read one match of SYMBOL_SEARCH."""
    symbol = from_alphavantage(str(row["1. symbol"]))
    place = place_of(symbol)
    return ProviderMatch(
        symbol=symbol,
        name=str(row["2. name"])[:120],
        asset_class=_KINDS.get(str(row.get("3. type")), "other"),
        exchange=place.mic if place is not UNITED_STATES else "",
        currency=currency_code(str(row.get("8. currency") or "")),
        calendar=place.calendar,
        provider=NAME,
    )
