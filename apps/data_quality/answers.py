"""What the routes of data health send."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar

from typing_extensions import Doc

from apps.data_quality.types import CheckedInterval, FindingState, HealthSummary, RepairInfo
from ml.anomalies.finding import FindingKind, Severity


@dataclass(frozen=True)
class CheckResult:
    """What a check found."""

    instruments: int
    series: int
    opened: Annotated[int, Doc("Findings that are new or came back.")]
    closed: Annotated[int, Doc("Findings that are gone.")]
    open: Annotated[int, Doc("Findings of these series that are open now.")]


@dataclass(frozen=True)
class RefetchResult:
    """How many bars the source of a finding reported again."""

    finding: int
    bars: int


@dataclass(frozen=True)
class FindingAnswer:
    """One finding with its evidence; `offer` names the repair that is on offer."""

    component: ClassVar[str] = "Finding"

    id: int
    symbol: str
    name: str
    interval: CheckedInterval
    check: FindingKind
    severity: Severity
    start: datetime
    end: datetime
    sentence: str
    evidence: Mapping[str, Any]
    offer: str | None
    state: FindingState
    reason: str
    first_seen: datetime
    last_seen: datetime
    private: bool
    may_change: Annotated[
        bool,
        Doc("Whether you may repair or dismiss it: it is yours, or you own the installation."),
    ]
    repair: RepairInfo | None


@dataclass(frozen=True)
class ChangeAnswer:
    """One figure that a repair changes: a price, a volume (numbers) or `settled` (0 or 1).

    `field` is "bar" when the whole bar goes, with its close as `before`, and "split" for a split's
    ratio of new to old shares. Null is unknown, or not there.
    """

    component: ClassVar[str] = "Change"

    timestamp: datetime
    field: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class OfferAnswer:
    """What a repair would do, before it is done."""

    component: ClassVar[str] = "Offer"

    action: str
    words: str
    bars: Annotated[int, Doc("How many bars it is about.")]
    changes: Annotated[tuple[ChangeAnswer, ...], Doc("The first twelve.")]


@dataclass(frozen=True)
class LookBar:
    """One raw bar near a finding; `meant` where the finding is about it."""

    timestamp: datetime
    open: float | None
    high: float | None
    low: float | None
    close: float | None
    volume: float | None
    settled: bool
    meant: bool


@dataclass(frozen=True)
class FindingLook(FindingAnswer):
    """A finding with the bars around it and what its repair would change."""

    component: ClassVar[str] = "FindingLook"

    bars: tuple[LookBar, ...]
    repairable: OfferAnswer | None


@dataclass(frozen=True)
class SeriesAnswer:
    """How far one series reaches and how fresh it is."""

    component: ClassVar[str] = "Series"

    symbol: str
    name: str
    interval: CheckedInterval
    source: str
    bars: int
    first: datetime | None
    last: datetime | None
    expected: datetime | None
    missing: int
    checked_at: datetime
    open_findings: int
    private: bool


@dataclass(frozen=True)
class Health:
    """A page of findings, with the summary and the series."""

    results: tuple[FindingAnswer, ...]
    next: Annotated[str | None, Doc("Cursor of the next page.")]
    summary: HealthSummary
    series: Annotated[
        tuple[SeriesAnswer, ...],
        Doc("By symbol, at most `limit`; `summary.series` is their number."),
    ]
