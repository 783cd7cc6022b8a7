"""Which symbols to ingest: those of the settings, and those followed that the venue trades."""

from collections.abc import Callable, Iterable, Sequence
from time import monotonic
from typing import Final

import structlog

from apps.providers.shared.base import ProviderError, TickVenue

log = structlog.get_logger(__name__)
LISTING_S: Final = 3_600.0
ASK_AGAIN_S: Final = 30.0
"""How soon the venue is asked again: after a failure, or for a symbol it did not have."""

Reader = Callable[[], Iterable[str]]


class Roster:
    """The wanted symbols of this moment.

    Parameters
    ----------
    venue : TickVenue
        Who lists what it trades.
    chosen : sequence of str
        Symbols that are taken as they are; without any, everything that the venue lists.
    followed : callable
        Reads the symbols that people follow; each is taken only when the venue lists it.
    """

    def __init__(self, venue: TickVenue, chosen: Sequence[str], followed: Reader) -> None:
        self._venue = venue
        self._chosen = tuple(chosen)
        self._listed: frozenset[str] = frozenset()
        self._asked_s = -LISTING_S
        self.followed = followed

    @property
    def everything(self) -> bool:
        """Whether all that the venue lists is wanted."""
        return not self._chosen

    async def symbols(self, followed: frozenset[str]) -> tuple[str, ...]:
        """Return what to ingest, the chosen ones first; empty while an asked venue is silent."""
        extra = followed.difference(self._chosen)
        if self.everything or extra:
            await self._refresh(extra)
        wanted = self._listed if self.everything else extra & self._listed
        return (*self._chosen, *sorted(wanted))

    async def _refresh(self, extra: frozenset[str]) -> None:
        age_s = monotonic() - self._asked_s
        news = not self._listed or not extra <= self._listed
        if age_s < (ASK_AGAIN_S if news else LISTING_S) and (self._listed or not self.everything):
            return
        self._asked_s = monotonic()
        try:
            self._listed = frozenset(await self._venue.symbols())
        except ProviderError as error:
            log.info("venue_lists_nothing", cause=error.cause)
