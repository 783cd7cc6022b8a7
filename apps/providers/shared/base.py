"""What every data provider's adapter offers; what it may raise is in `errors`, and is had here."""

from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from apps.instruments.types import ActionKind, AssetClass, BarRow, Bars, Interval, Tick
from apps.providers.shared.errors import (
    ProviderAnswerError,
    ProviderError,
    ProviderLimitError,
    ProviderRefusedError,
    ProviderUnavailableError,
    ProviderUnknownSymbolError,
)

__all__ = [
    "CallLimit",
    "Capabilities",
    "HistoryProvider",
    "KeyReader",
    "Parsed",
    "Provider",
    "ProviderAction",
    "ProviderAnswerError",
    "ProviderBars",
    "ProviderError",
    "ProviderHistory",
    "ProviderLimitError",
    "ProviderMatch",
    "ProviderQuote",
    "ProviderRefusedError",
    "ProviderUnavailableError",
    "ProviderUnknownSymbolError",
    "QuoteFrame",
    "QuoteProvider",
    "QuoteStream",
    "SearchProvider",
    "TickVenue",
]

KeyReader = Callable[[str], str]
"""From a provider's name to the key that a person gave for it, or an empty text."""


@dataclass(frozen=True, slots=True)
class CallLimit:
    """At most `calls` calls in any `period_s` seconds."""

    calls: int
    period_s: int


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an adapter can be asked for, and how often.

    `knows_all` is false for who has a few symbols only: others are searched too. `title` is what
    people call it, and `key_site` where they get a key.
    """

    intervals: tuple[Interval, ...]
    asset_classes: tuple[AssetClass, ...]
    needs_key: bool
    limits: tuple[CallLimit, ...]
    knows_all: bool = True
    title: str = ""
    key_site: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ProviderBars:
    """Bars as they traded: no split or dividend applied, in the main unit of the currency.

    `timestamps` of daily bars are midnight UTC of the session's date, as in the store. `calendar`
    is the calendar's code, empty when the provider does not name a known exchange.
    """

    bars: Bars
    interval: Interval
    currency: str
    timezone: str
    calendar: str

    @property
    def settled(self) -> Bars:
        """The bars that cannot change any more."""
        return self.bars.where(self.bars.settled)

    @property
    def last_closed(self) -> bool:
        """Whether the newest bar cannot change any more."""
        return len(self.bars) > 0 and bool(self.bars.settled[-1])


@dataclass(frozen=True, slots=True)
class ProviderAction:
    """A split or dividend that holds from `ex_date` on.

    `value` is the new shares for one old share of a split (2.0 for two-for-one, 0.1 for a reverse
    split one-for-ten), or the cash for one share of that day, in the bars' currency.
    """

    ex_date: date
    kind: ActionKind
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class ProviderHistory:
    """Raw bars with the actions inside their range, by rising date."""

    bars: ProviderBars
    actions: tuple[ProviderAction, ...]
    provider: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class ProviderQuote:
    """The latest price that a provider reports."""

    symbol: str
    price: float
    previous_close: float | None
    timestamp_us: int
    currency: str
    provider: str


@dataclass(frozen=True, slots=True)
class ProviderMatch:
    """One answer to a search, by our own symbol."""

    symbol: str
    name: str
    asset_class: AssetClass
    exchange: str
    currency: str
    calendar: str
    provider: str


class Provider(Protocol):
    """What every adapter has; calls are synchronous, for jobs."""

    name: str
    capabilities: Capabilities


@runtime_checkable
class HistoryProvider(Provider, Protocol):
    """Bars of the past. Every method raises ProviderError, and answers raw prices."""

    def daily(self, symbol: str, start: date, end: date) -> ProviderHistory:
        """Daily bars of the sessions in [start, end]; today's may be open."""
        ...

    def intraday(
        self, symbol: str, interval: Interval, start: datetime, end: datetime
    ) -> ProviderHistory:
        """Bars that start inside [start, end); refused for an interval that is not offered."""
        ...


@runtime_checkable
class QuoteProvider(Provider, Protocol):
    """The present price."""

    def quote(self, symbol: str) -> ProviderQuote:
        """Latest trade or close that the provider reports."""
        ...


@runtime_checkable
class SearchProvider(Provider, Protocol):
    """Instruments by a part of their name or symbol."""

    def search(self, text: str) -> tuple[ProviderMatch, ...]:
        """Best matches first; none is an empty tuple."""
        ...


@dataclass(frozen=True, slots=True)
class QuoteFrame:
    """What one frame of a quote stream held: prices, and counts of what was not one."""

    quotes: tuple[ProviderQuote, ...] = ()
    malformed: int = 0
    other: int = 0


class QuoteStream(Protocol):
    """Prices as they change, over one socket."""

    name: str

    def frames(self, symbols: Iterable[str]) -> AsyncGenerator[QuoteFrame, None]:
        """Open one connection; yield an empty frame when it is open, then what arrives.

        Silence is no failure: markets close. A connection that died is noticed by pings.

        Raises
        ------
        ProviderError
            The socket cannot be opened, is refused, or ended.
        """
        ...


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one frame held: trades, and counts of what was not one."""

    ticks: tuple[Tick, ...] = ()
    malformed: int = 0
    other: int = 0


class TickVenue(Protocol):
    """A venue that streams trades with rising ids and repeats them on request."""

    name: str
    simulated: bool

    def frames(self, symbols: Iterable[str], *, stall_s: float) -> AsyncGenerator[Parsed, None]:
        """Open one connection; yield an empty frame when it is open, then what arrives."""
        ...

    async def trades(self, symbol: str, *, from_id: int, limit: int) -> Parsed:
        """One page of trades with id >= from_id, by rising id."""
        ...

    async def newest(self, symbol: str) -> Tick | None:
        """The latest trade that the venue knows of."""
        ...

    async def trades_since(self, symbol: str, *, start_us: int, limit: int) -> Parsed:
        """One page of trades at or after a time, by rising id."""
        ...

    async def bars(self, symbol: str, interval: str, *, start_us: int, end_us: int) -> list[BarRow]:
        """Finished bars that start inside [start_us, end_us), by rising start."""
        ...

    async def symbols(self) -> tuple[str, ...]:
        """Every symbol that trades at the venue now."""
        ...

    async def close(self) -> None:
        """Close what is kept open between calls."""
        ...
