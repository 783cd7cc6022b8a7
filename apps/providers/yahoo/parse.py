"""Yahoo's chart into our types: prices and cash divided by later splits become raw again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from apps.core.currencies import Unit, unit_parse
from apps.instruments.types import MICROSECOND, ActionKind, AssetClass, Bars
from apps.providers.shared.actions import merged, raw_dividends
from apps.providers.shared.base import ProviderAction
from apps.providers.shared.columns import Row, columns, midnight_us
from apps.providers.shared.exchanges import UNKNOWN, Exchange, by_name
from apps.providers.shared.units import currency_code, provider_unit
from apps.providers.yahoo.terms import NAME

if TYPE_CHECKING:
    from pandas import DataFrame

ASSET_CLASSES: dict[str, AssetClass] = {
    "EQUITY": "stock", "ETF": "etf", "MUTUALFUND": "etf", "INDEX": "index",
    "CRYPTOCURRENCY": "crypto", "FUTURE": "commodity", "CURRENCY": "other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart says round its bars; cash is as it was paid for a share of its day."""

    place: Exchange
    unit: Unit
    actions: tuple[ProviderAction, ...]


def chart_of(result: Mapping[str, Any]) -> Chart:
    """Return the place, money, splits and dividends of a chart.

    Cash of another currency than the prices' is left out: its rate is not known.
    """
    meta = result["meta"]
    place = by_name(str(meta.get("exchangeName", "")))
    if place is UNKNOWN:
        place = Exchange("", "", str(meta["exchangeTimezoneName"]), "", ())
    unit = provider_unit(NAME, str(meta.get("currency") or ""))
    events = result.get("events") or {}
    zone = ZoneInfo(place.timezone)
    found = merged([*_splits(events, zone), *_dividends(events, zone, unit)])
    return Chart(place, unit, raw_dividends(found))


def bars_of(frame: "DataFrame | None", chart: Chart, *, daily: bool) -> Bars:
    """Return what yfinance gives, all closed.

    A daily bar is labelled by its session's date, another by the moment of its start.
    """
    if frame is None:
        return columns((), chart.unit)
    labels = [
        midnight_us(stamp.date()) if daily else int(stamp.timestamp()) * MICROSECOND
        for stamp in frame.index
    ]
    prices = _meant(frame.loc[:, ["Open", "High", "Low", "Close"]].to_numpy(dtype=np.float64))
    values = np.column_stack([prices, frame["Volume"].to_numpy(dtype=np.float64)])
    rows = (Row(label, *map(float, row)) for label, row in zip(labels, values, strict=True))
    return columns(rows, chart.unit)


def _meant(prices: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the decimals that were meant: Yahoo writes 229.87 as 229.8699951171875.

    Its prices are single precision. A number that is none stays as it is.
    """
    single = prices.astype(np.float32)
    meant = np.array([float(str(one)) for one in single.ravel()]).reshape(single.shape)
    return np.where(single.astype(np.float64) == prices, meant, prices)


def session_labels(timestamps: NDArray[np.int64], zone: str) -> NDArray[np.int64]:
    """Return, of moments in microseconds, the midnights (UTC) of their local dates."""
    local = ZoneInfo(zone)
    dates = [datetime.fromtimestamp(one / 1e6, UTC).astimezone(local) for one in timestamps]
    return np.array([midnight_us(one.date()) for one in dates], dtype=np.int64)


def _splits(events: Mapping[str, Any], zone: ZoneInfo) -> Iterator[ProviderAction]:
    for one in (events.get("splits") or {}).values():
        numerator, denominator = float(one["numerator"]), float(one["denominator"])
        if denominator > 0:
            yield _action(one, zone, "split", numerator / denominator)


def _dividends(events: Mapping[str, Any], zone: ZoneInfo, unit: Unit) -> Iterator[ProviderAction]:
    """Yield cash in the main unit; without a currency of its own it is in the prices' unit."""
    for one in (events.get("dividends") or {}).values():
        said = str(one.get("currency") or "")
        paid = unit_parse(said) if currency_code(said) else unit
        if not said or paid.currency == currency_code(said) == unit.currency:
            yield _action(one, zone, "dividend", paid.main(float(one["amount"])))


def _action(
    one: Mapping[str, Any], zone: ZoneInfo, kind: ActionKind, value: float
) -> ProviderAction:
    moment = datetime.fromtimestamp(int(one["date"]), UTC).astimezone(zone)
    return ProviderAction(moment.date(), kind, value)
