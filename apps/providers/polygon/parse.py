"""Polygon's rows into our types; the only place that knows its field names."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from apps.core.currencies import Unit
from apps.instruments.types import AssetClass
from apps.providers.polygon.terms import NAME
from apps.providers.shared.base import ProviderAction, ProviderMatch
from apps.providers.shared.columns import NOT_KNOWN, Row, midnight_us
from apps.providers.shared.exchanges import CRYPTO, UNITED_STATES, Exchange, by_name
from apps.providers.shared.symbols import coins_of, from_polygon, to_polygon
from apps.providers.shared.units import currency_code, provider_unit

_MARKETS: Final[Mapping[str, AssetClass]] = {
    "stocks": "stock", "otc": "stock", "indices": "index", "crypto": "crypto",
}  # fmt: skip
_FUNDS: Final = frozenset({"ETF", "ETN", "ETV", "ETS", "FUND"})


def place_of(symbol: str) -> Exchange:
    """Return where a symbol trades: coins around the clock, all else in the United States."""
    return CRYPTO if coins_of(symbol) else UNITED_STATES


def money_of(symbol: str) -> Unit:
    """Return the money of a symbol's prices: a pair's quote coin, as Polygon has it."""
    ticker = to_polygon(symbol)
    pair = coins_of(from_polygon(ticker)) if ticker.startswith("X:") else None
    return provider_unit(NAME, pair[1] if pair else "USD")


def bar_row(row: Mapping[str, Any], zone: ZoneInfo | None) -> Row:
    """Read one aggregate; with a zone it is a day's, labelled by its local date.

    Raises
    ------
    KeyError, TypeError, ValueError
        Another shape.
    """
    start = int(row["t"])
    if zone is None:
        stamp = start * 1_000
    else:
        stamp = midnight_us(datetime.fromtimestamp(start / 1_000, UTC).astimezone(zone).date())
    return Row(
        stamp,
        float(row["o"]),
        float(row["h"]),
        float(row["l"]),
        NOT_KNOWN if row["c"] is None else float(row["c"]),
        float(row.get("v", NOT_KNOWN)),
        float(row.get("vw", NOT_KNOWN)),
    )


def splits(row: Mapping[str, Any], _unit: Unit) -> Iterator[ProviderAction]:
    """Read one split."""
    ratio = float(row["split_to"]) / float(row["split_from"])
    yield ProviderAction(date.fromisoformat(row["execution_date"]), "split", ratio)


def dividends(row: Mapping[str, Any], unit: Unit) -> Iterator[ProviderAction]:
    """Read one dividend; cash of another currency is left out, its rate is not known."""
    if currency_code(str(row.get("currency") or unit.currency)) == unit.currency:
        day = date.fromisoformat(row["ex_dividend_date"])
        yield ProviderAction(day, "dividend", float(row["cash_amount"]))


def match(row: Mapping[str, Any]) -> ProviderMatch | None:
    """Read one found ticker; None for markets that we have no place for, such as currencies."""
    asset_class = _MARKETS.get(str(row.get("market")))
    if asset_class is None:
        return None
    place = CRYPTO if asset_class == "crypto" else by_name(str(row.get("primary_exchange", "")))
    fund = asset_class == "stock" and row.get("type") in _FUNDS
    return ProviderMatch(
        symbol=from_polygon(str(row["ticker"])),
        name=str(row.get("name") or row["ticker"])[:120],
        asset_class="etf" if fund else asset_class,
        exchange=place.mic,
        # Coins have the code beside the currency's name; shares have it as the name.
        currency=currency_code(str(row.get("currency_symbol") or row.get("currency_name") or "")),
        calendar=place.calendar or UNITED_STATES.calendar,
        provider=NAME,
    )
