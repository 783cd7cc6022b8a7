"""Responses about keeping instruments up to date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from typing_extensions import Doc

from apps.instruments.answers import InstrumentShown
from apps.instruments.types import AssetClass, Attempt, FeedInfo
from apps.jobs.types import JobInfo


@dataclass(frozen=True)
class Match:
    """One instrument that a provider knows."""

    symbol: str
    name: str
    asset_class: AssetClass
    exchange: str
    currency: str
    provider: Annotated[
        str, Doc("Who knows it; `here` for what needs no provider: it is or was here.")
    ]
    added: Annotated[bool, Doc("Whether it is here already.")]


@dataclass(frozen=True)
class Search:
    """What was found, and who could not be asked."""

    results: tuple[Match, ...]
    asked: tuple[str, ...]
    tried: tuple[Attempt, ...]


@dataclass(frozen=True)
class InstrumentAdded:
    """An instrument that is now here, and the job that fills it."""

    instrument: InstrumentShown
    job: JobInfo | None


@dataclass(frozen=True)
class Refreshed:
    """What a refresh or backfill did."""

    asked: Annotated[int, Doc("Instruments whose providers were asked.")]
    bars: Annotated[Mapping[str, int], Doc("New or corrected bars by symbol.")]
    providers: Mapping[str, str]
    failed: Mapping[str, str]
    resumes_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class InstrumentDetail(InstrumentShown):
    """Something with a price, and how it is kept up to date."""

    removed: Annotated[bool, Doc("It keeps its past and gets no more bars.")]
    refreshable: Annotated[bool, Doc("Whether a provider can be asked for new bars.")]
    feed: FeedInfo | None
    job_id: Annotated[UUID | None, Doc("The job that fetches its bars just now.")]


@dataclass(frozen=True)
class MarketClock:
    """Until when the market is known, and how that moves."""

    mode: Literal["live", "replay"]
    now: Annotated[datetime, Doc("Until when daily history is known.")]
    playing: Annotated[bool, Doc("Whether time goes on; always so where the market is live.")]
    session: Annotated[date | None, Doc("The last session of a replay that has closed.")] = None
    seconds_per_session: int | None = None
    start: Annotated[date | None, Doc("The session that a replay begins after.")] = None
    end: Annotated[date | None, Doc("The last session that a replay plays.")] = None
    ended: Annotated[bool, Doc("Whether a replay has played its last session.")] = False
    waits_for: Annotated[
        str | None, Doc("The work that follows from the last session and is not done yet.")
    ] = None
