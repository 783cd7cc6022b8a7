"""What has a price, as it goes out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from typing_extensions import Doc

from apps.instruments.types import AssetClass, Interval
from apps.realtime.events import Freshness


@dataclass(frozen=True, kw_only=True)
class InstrumentShown:
    """Something with a price."""

    component: ClassVar[str] = "Instrument"

    symbol: str
    name: str
    asset_class: AssetClass
    exchange: str
    currency: str
    calendar: Annotated[str, Doc("Exchange calendar (MIC), BONDS.US, 24/5 or 24/7.")]
    source: str
    first_bar: Annotated[date | None, Doc("Of the daily history.")]
    last_bar: Annotated[date | None, Doc("Of the daily history.")]
    has_ohlc: Annotated[bool, Doc("Whether candles are real, not closes alone.")]
    simulated: Annotated[bool, Doc("Whether all of its prices are made up.")]
    intraday_source: Annotated[
        str | None, Doc("Venue of its intraday bars; null when there are none.")
    ]
    intraday_simulated: bool
    finest_interval: Annotated[
        Interval | None, Doc("Shortest bars of an uploaded instrument; null for the others.")
    ]
    private: Annotated[bool, Doc("Whether it is yours alone.")]


@dataclass(frozen=True)
class QuoteShown:
    """The present price."""

    component: ClassVar[str] = "Quote"

    symbol: str
    price: float
    previous_close: Annotated[
        float | None,
        Doc(
            "Last real daily close before the price; on a market without daily bars the price 24 "
            "hours ago, or the first one held."
        ),
    ]
    change: float | None
    change_percent: Annotated[
        float | None, Doc("A decimal fraction of the previous close: 0.01 is one per cent.")
    ]
    timestamp: datetime
    source: str
    freshness: Freshness
    simulated: bool
    currency: str


@dataclass(frozen=True)
class NoQuote:
    """A symbol without a price, as the socket sends it."""

    symbol: str


@dataclass(frozen=True)
class BarShown:
    """The newest bar of a series, as a subscriber gets it first; nulls while there is none."""

    symbol: str
    interval: Interval
    timestamp: datetime | None = None
    open: float | None = None
    high: float | None = None
    low: float | None = None
    close: float | None = None
    volume: float | None = None
    vwap: float | None = None
    settled: bool | None = None
