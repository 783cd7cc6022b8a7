"""What every data vendor's adapter offers, and the errors it may raise: cause, fix, retry."""

from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from typing import Protocol

from apps.market.types import BarRow, Tick


class ProviderError(Exception):
    """A vendor did not give what was asked.

    Parameters
    ----------
    provider : str
        The adapter's name.
    cause, fix : str
        One sentence each, for a person.
    retryable : bool
        Whether the same call may succeed later.
    retry_after_s : float or None
        The wait that the vendor asked for.
    """

    def __init__(
        self,
        provider: str,
        cause: str,
        *,
        fix: str = "",
        retryable: bool = True,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(f"{provider}: {cause}")
        self.provider = provider
        self.cause = cause
        self.fix = fix
        self.retryable = retryable
        self.retry_after_s = retry_after_s


class ProviderLimitError(ProviderError):
    """The vendor asked to slow down."""


class ProviderUnavailableError(ProviderError):
    """The vendor could not be reached, or failed on its side."""


class ProviderAnswerError(ProviderError):
    """The answer is not of the expected shape; never to be read as "no data"."""


class ProviderRefusedError(ProviderError):
    """The vendor refused the request; asking again the same way will not help."""


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
