"""What leaves the market: frozen values, columns as numpy arrays."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from typing_extensions import Doc

from apps.realtime.events import Freshness

Interval = Literal["1s", "1m", "5m", "15m", "1h", "1d", "1wk", "1mo"]
Period = Literal["1d", "5d", "1mo", "3mo", "6mo", "ytd", "1y", "5y", "max"]
StoredInterval = Literal["1s", "1m", "5m", "1d"]
AssetClass = Literal["stock", "index", "etf", "commodity", "crypto", "other"]
ActionKind = Literal["split", "dividend"]

SIMULATOR: Final = "simulator"
PROVIDER_SYMBOL: Final = r"[A-Za-z0-9^][A-Za-z0-9.\-=^_]{0,31}"
"""What a symbol of a provider looks like."""
OWN_SYMBOL: Final = r"[A-Za-z0-9][A-Za-z0-9._\-]{0,31}"
"""What a symbol looks like that a person gives to prices of their own."""
MICROSECOND: Final = 1_000_000
DAY_US: Final = 86_400 * MICROSECOND
_EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Instrument:
    """Something with a price; `simulated` means that even its daily history is made up.

    `provider` is the provider to ask first for its daily bars, empty when no provider keeps them.
    One that is not `active` was removed: it keeps its past and gets no more bars. The system's
    models learn from what `trains` and are asked about the others.
    """

    id: int
    symbol: str
    name: str
    asset_class: AssetClass
    exchange: str
    currency: str
    calendar: str
    source: str
    has_ohlc: bool
    simulated: bool
    owner_id: int | None
    first_bar: date | None
    last_bar: date | None
    tick_size: float
    intraday_source: str = ""
    provider: str = ""
    active: bool = True
    trains: bool = True
    resolution_s: int = 0

    @property
    def private(self) -> bool:
        """Whether one person brought it."""
        return self.owner_id is not None

    @property
    def intraday_simulated(self) -> bool:
        """Whether its intraday bars come from the bundled simulator."""
        return self.simulated or self.intraday_source == SIMULATOR


class SessionPrices(NamedTuple):
    """What a session opened and closed at."""

    open: float
    close: float


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Bars as columns of one length, oldest first.

    `timestamps` are int64 microseconds since 1970, UTC, of each bar's start (midnight of the
    session's date for daily bars). Prices and volume are float64, NaN where unknown: a close-only
    bar has NaN in `open`, `high` and `low`. `settled` is false while a bar can still change.
    """

    timestamps: NDArray[np.int64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.float64]
    vwap: NDArray[np.float64]
    settled: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.timestamps)

    @property
    def dates(self) -> NDArray[np.datetime64]:
        """Session dates, datetime64[D]."""
        return self.timestamps.astype("datetime64[us]").astype("datetime64[D]")

    @property
    def close_only(self) -> bool:
        """Whether no bar has a known open."""
        return len(self) > 0 and bool(np.isnan(self.open).all())

    def where(self, mask: NDArray[np.bool_] | slice) -> "Bars":
        """Return the bars that a mask or slice picks."""
        return Bars(
            self.timestamps[mask],
            self.open[mask],
            self.high[mask],
            self.low[mask],
            self.close[mask],
            self.volume[mask],
            self.vwap[mask],
            self.settled[mask],
        )


@dataclass(frozen=True, slots=True, eq=False)
class ClosePanel:
    """Adjusted daily closes of N symbols over T dates; NaN where a symbol has no bar."""

    symbols: tuple[str, ...]
    dates: NDArray[np.datetime64]
    closes: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class OhlcPanel:
    """Adjusted daily bars of N symbols over T dates, each array (T, N); NaN where unknown."""

    symbols: tuple[str, ...]
    dates: NDArray[np.datetime64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.float64]


class Tick(NamedTuple):
    """One trade as its venue reported it; the order of its fields is that of the table's columns.

    A tuple and no dataclass: thousands a second are made, and each goes into the store as it is.
    """

    venue: str
    symbol: str
    trade_id: int
    price: float
    quantity: float
    timestamp_us: int
    buyer_is_maker: bool


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar on its way into the store; None where unknown."""

    symbol: str
    interval: StoredInterval
    timestamp_us: int
    open: float | None
    high: float | None
    low: float | None
    close: float
    volume: float | None
    vwap: float | None
    trades: int | None
    settled: bool

    @property
    def day(self) -> date:
        """Date of a daily bar's session."""
        return date.fromordinal(_EPOCH_ORDINAL + self.timestamp_us // DAY_US)


@dataclass(frozen=True, slots=True)
class Quote:
    """The present price of an instrument, with where it comes from and how old it is."""

    symbol: str
    price: float
    previous_close: float | None
    change: float | None
    change_percent: float | None
    timestamp_us: int
    source: str
    freshness: Freshness
    simulated: bool
    currency: str


@dataclass(frozen=True)
class WatchlistInfo:
    """A person's ordered list of symbols."""

    component: ClassVar[str] = "Watchlist"

    id: int
    name: str
    symbols: tuple[str, ...]
    is_default: bool


@dataclass(frozen=True, slots=True)
class ProviderNote:
    """How a provider's last calls went; `cause` is empty since a call succeeded."""

    succeeded_at: datetime | None
    failed_at: datetime | None
    cause: str
    fix: str
    retry_at: datetime | None


@dataclass(frozen=True)
class Attempt:
    """Why one provider did not answer."""

    provider: str
    cause: str
    fix: str
    retryable: bool
    retry_after_s: float | None
    unknown_symbol: bool


@dataclass(frozen=True)
class FeedInfo:
    """How an instrument's daily bars are kept up to date."""

    component: ClassVar[str] = "Feed"

    provider: Annotated[str, Doc("Who answered the last time.")]
    succeeded_at: datetime | None
    failed_at: datetime | None
    next_at: Annotated[datetime, Doc("When providers are asked again.")]
    cause: Annotated[str, Doc("Why nobody answered; else empty.")]
    tried: tuple[Attempt, ...]
