"""What data health speaks of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from apps.instruments.types import Bars

CHECK_JOB: Final = "quality.check"
REFETCH_JOB: Final = "quality.refetch"
REFETCH_STEPS: Final = ("Ask the source", "Take its bars")
CHECK_STEPS: Final = ("Look up instruments", "Check series", "Record findings")
CheckedInterval = Literal["1m", "1d"]
FindingState = Literal["open", "repaired", "dismissed", "closed"]
STATES: Final = ("open", "repaired", "dismissed", "closed")
SEVERITIES: Final = ("error", "warning", "info")
FINDING_KINDS: Final = (
    "stale",
    "gap",
    "jump",
    "unit",
    "ohlc_order",
    "split_mismatch",
    "duplicate",
    "partial_bar",
    "provider_disagreement",
    "flat_line",
    "invalid_price",
    "impossible_time",
    "odd_bar",
)
INTERVALS: Final = ("1m", "1d")


@dataclass(frozen=True, slots=True)
class RepairInfo:
    """One repair that was made, and whether it was undone or gave way to a newer word."""

    id: int
    action: str
    bars: int
    made_at: datetime
    made_by: str
    undone_at: datetime | None
    overtaken_at: datetime | None


@dataclass(frozen=True, slots=True)
class FindingInfo:
    """One finding as it stands; `mend` is what would put it right, None when only a person can."""

    id: int
    instrument_id: int
    symbol: str
    name: str
    interval: CheckedInterval
    kind: str
    severity: str
    start_us: int
    end_us: int
    sentence: str
    evidence: dict[str, Any]
    mend: dict[str, Any] | None
    state: FindingState
    reason: str
    first_seen: datetime
    last_seen: datetime
    private: bool
    repair: RepairInfo | None


@dataclass(frozen=True, slots=True)
class SeriesInfo:
    """How far one series reaches; `expected_us` is where a fresh one would be, if known."""

    symbol: str
    name: str
    interval: str
    source: str
    bars: int
    first_us: int | None
    last_us: int | None
    expected_us: int | None
    missing: int
    checked_at: datetime
    open_findings: int
    private: bool


@dataclass(frozen=True, slots=True)
class HealthSummary:
    """What was checked, and the open findings by severity."""

    checked: int
    series: int
    last_run: datetime | None
    open: dict[str, int]
    repaired: int
    dismissed: int


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that a repair changes; None is unknown, or a bar or split that is not there."""

    at_us: int
    field: str
    before: float | bool | None
    after: float | bool | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A repair as a person sees it before doing it: how many bars, and the first changes."""

    action: str
    words: str
    bars: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The bars around a finding, which of them are meant, and what is on offer."""

    bars: Bars
    meant: NDArray[np.bool_]
    offer: Offer | None
