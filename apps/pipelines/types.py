"""What a run of the feature pipeline consists of, and what it leaves."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

FEATURES_JOB: Final = "pipelines.features"
READ, COMPUTE, CHECK, JUDGE, STORE = STEPS = (
    "Read bars",
    "Compute features",
    "Check against the reference",
    "Find anomalies",
    "Store",
)
Engine = Literal["polars", "spark"]
ENGINES: Final[tuple[Engine, ...]] = ("polars", "spark")
NEEDED: Final = 35
"""Bars from which every feature has a value."""
MOST_SYMBOLS: Final = 1_000


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """An engine, and why it cannot run here when it cannot."""

    name: Engine
    title: str
    available: bool
    reason: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class FeatureAsk:
    """Which features are wanted: of whom, by which engine, of which bars."""

    symbols: tuple[str, ...]
    engine: Engine
    interval: str

    def as_params(self) -> dict[str, Any]:
        """Return the question as a job's parameters."""
        return {"symbols": list(self.symbols), "engine": self.engine, "interval": self.interval}


@dataclass(frozen=True, slots=True)
class StoredPart:
    """One instrument in a version of the store; `inputs` is the digest of the bars behind it."""

    instrument_id: int
    symbol: str
    engine: Engine
    rows: int
    first_us: int
    last_us: int
    inputs: str
    sha256: str

    @property
    def file(self) -> str:
        """Return the name of its Parquet file."""
        return f"{self.instrument_id}.parquet"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version of the store holds, and from what it was made."""

    version: str
    interval: str
    code: str
    created_at: str
    parts: tuple[StoredPart, ...]

    def part(self, instrument_id: int) -> StoredPart | None:
        """Return the part of an instrument."""
        return next((part for part in self.parts if part.instrument_id == instrument_id), None)


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A finished run of the pipeline, whether or not its answer agreed."""

    job_id: UUID
    engine: Engine
    interval: str
    symbols: tuple[str, ...]
    rows: int
    seconds: float
    alignment_score: float
    passed: bool
    failing: tuple[str, ...]
    anomalies: int
    version: str
    created_at: datetime
    result: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FlaggedBar:
    """An odd bar: its row, when, how odd, why, and whether the price looks wrong."""

    row: int
    timestamp_us: int
    score: float
    suspect: bool
    reasons: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, eq=False)
class FeatureSeries:
    """Features of one instrument, oldest first; every column has the length of `timestamps`.

    `source` is "store" when they come from the version named, "computed" when the store lacks
    these bars and polars computed them for this answer. `scores` are the isolation forest's,
    NaN where unknown.
    """

    symbol: str
    interval: str
    engine: Engine
    source: Literal["store", "computed"]
    version: str
    simulated: bool
    timestamps: NDArray[np.int64]
    close: NDArray[np.float64]
    columns: dict[str, NDArray[np.float64]]
    scores: NDArray[np.float64]
    flagged: tuple[FlaggedBar, ...]

    def __len__(self) -> int:
        return len(self.timestamps)

    @property
    def flags(self) -> NDArray[np.bool_]:
        """Whether each bar is flagged."""
        found = np.zeros(len(self), dtype=np.bool_)
        found[[bar.row for bar in self.flagged]] = True
        return found
