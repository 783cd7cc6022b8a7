"""What has a price, as it goes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal, TypeAlias, TypedDict

from typing_extensions import Doc

from apps.core.typed.hints import Schema
from apps.instruments.types import ActionKind, AssetClass, Interval
from apps.realtime.events import Freshness

Side: TypeAlias = Literal["high", "low"]


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
    intervals: Annotated[
        tuple[Interval, ...],
        Doc(
            "Intervals that have bars, the shortest first; a question about others is refused or "
            "answered without bars."
        ),
    ]
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
class NewExtreme:
    """The newest close beyond all closes of the sessions before it."""

    symbol: str
    day: date
    side: Side
    price: Annotated[float, Doc("The close, adjusted for splits and dividends since.")]
    currency: str
    sessions: Annotated[int, Doc("How many sessions before it have no such close.")]
    count: Annotated[int, Doc("Extremes on this side since then, this one included.")]


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


class Bar(TypedDict):
    """One bar."""

    timestamp: Annotated[str, Schema(format="date-time")]
    open: float | None
    high: float | None
    low: float | None
    close: float
    volume: float | None
    vwap: float | None
    settled: Annotated[bool, Doc("Whether the bar is final.")]


@dataclass(frozen=True, kw_only=True)
class HistoryHead:
    """What is said of bars besides themselves."""

    symbol: str
    interval: Interval
    currency: str
    adjusted: bool
    source: str
    simulated: bool
    close_only: Annotated[
        bool, Doc("Daily: only closes are known. Weekly, monthly: candles made of closes alone.")
    ]
    periods_per_year: Annotated[
        float, Doc("Bars of this interval in a year of its market's trading, for annualising.")
    ]


@dataclass(frozen=True, kw_only=True)
class HistoryShown(HistoryHead):
    """Bars of one instrument, oldest first."""

    # None is ever made whole: its bars were encoded one by one when they were stored.
    component: ClassVar[str] = "History"

    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class ActionShown:
    """A split or dividend; prices before its date are multiplied by the factor on read."""

    component: ClassVar[str] = "Action"

    ex_date: date
    kind: ActionKind
    value: Annotated[
        float | None, Doc("New shares for an old one, or cash a share; null when unknown.")
    ]
    price_factor: float
    source: str


class _Noted(TypedDict, total=False):
    note: str


class Dataset(_Noted):
    """One data set of the demo."""

    id: str
    title: str
    symbols: tuple[str, ...]
    first: date
    last: date
    fields: tuple[str, ...]
    adjusted: bool
    changes: str
    package: str
    version: str
    file: str
    source: str
    licence: str
    licence_file: str
    licence_text: str
    url: str
    caution: str


class Decision(TypedDict):
    """What was decided about the data, and why."""

    title: str
    text: str


class Simulated(TypedDict):
    """Which prices are made up."""

    symbols: tuple[str, ...]
    text: str


class DemoFile(TypedDict):
    """What a file of the demo holds, to be compared with the file that is there."""

    rows: int
    bytes: int
    sha256: str


class Provenance(TypedDict):
    """Where the demo's data come from."""

    version: str
    made_by: str
    packages: Mapping[str, str]
    datasets: tuple[Dataset, ...]
    decisions: tuple[Decision, ...]
    simulated: Simulated
    files: Mapping[str, DemoFile]
