"""What data health speaks of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from typing_extensions import Doc

from apps.core.json import JsonObject
from apps.instruments.types import Bars
from ml.anomalies.finding import Action, FindingKind, ProposedRepair, Severity

CHECK_JOB: Final = "quality.check"
REFETCH_JOB: Final = "quality.refetch"
REFETCH_STEPS: Final = ("Ask the source", "Take its bars")
CHECK_STEPS: Final = ("Look up instruments", "Check series", "Record findings")
CheckedInterval = Literal["1m", "1d"]
FindingState = Literal["open", "repaired", "dismissed", "closed"]
STATES: Final = get_args(FindingState)
SEVERITIES: Final = get_args(Severity)
FINDING_KINDS: Final = get_args(FindingKind)
INTERVALS: Final = get_args(CheckedInterval)


@dataclass(frozen=True, slots=True)
class FindingQuestion:
    """What a list of findings is narrowed to; empty is all."""

    state: str = ""
    severity: str = ""
    check: str = ""
    symbol: str = ""
    interval: str = ""


EVERY: Final = FindingQuestion()


@dataclass(frozen=True)
class RepairInfo:
    """A repair that was made."""

    component: ClassVar[str] = "Repair"

    id: int
    action: str
    bars: int
    made_at: datetime
    made_by: str
    undone_at: datetime | None
    overtaken_at: Annotated[datetime | None, Doc("When the bars' own source sent them again.")]


@dataclass(frozen=True, slots=True)
class FindingThen:
    """What changes of a finding, as its record holds it."""

    severity: Severity
    end_us: int
    sentence: str
    evidence: JsonObject
    mend: JsonObject | None
    state: FindingState
    reason: str
    last_seen: datetime
    repair: RepairInfo | None


@dataclass(frozen=True, slots=True)
class FindingInfo:
    """One finding as it stands; `proposal` would put it right, None when only a person can."""

    id: int
    instrument_id: int
    symbol: str
    name: str
    interval: CheckedInterval
    kind: FindingKind
    severity: Severity
    start_us: int
    end_us: int
    sentence: str
    evidence: JsonObject
    proposal: ProposedRepair | None
    state: FindingState
    reason: str
    first_seen: datetime
    last_seen: datetime
    private: bool
    repair: RepairInfo | None

    def offers(self, action: Action) -> bool:
        """Return whether this is the repair that it proposes."""
        return self.proposal is not None and self.proposal.action == action


@dataclass(frozen=True, slots=True)
class SeriesInfo:
    """How far one series reaches; `expected_us` is where a fresh one would be, if known."""

    symbol: str
    name: str
    interval: CheckedInterval
    source: str
    bars: int
    first_us: int | None
    last_us: int | None
    expected_us: int | None
    missing: int
    checked_at: datetime
    open_findings: int
    private: bool


@dataclass(frozen=True)
class OpenCounts:
    """Open findings by severity."""

    error: int
    warning: int
    info: int


@dataclass(frozen=True)
class HealthSummary:
    """What was checked, and the open findings by severity."""

    checked: Annotated[int, Doc("Instruments.")]
    series: int
    last_run: datetime | None
    open: OpenCounts
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
