"""What a run of the feature pipeline consists of, and what it leaves."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from apps.instruments.types import Interval, Period
from ml.anomalies.bars import Reason

FEATURES_JOB: Final = "pipelines.features"
READ, COMPUTE, CHECK, JUDGE, STORE = STEPS = (
    "Read bars",
    "Compute features",
    "Check against the reference",
    "Find anomalies",
    "Store",
)
Engine = Literal["polars", "spark"]
ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)
NEEDED: Final = 35
"""Bars from which every feature has a value."""
MOST_SYMBOLS: Final = 1_000


@dataclass(frozen=True, slots=True)
class FeatureAsk:
    """Which features are wanted: of whom, by which engine, of which bars."""

    symbols: tuple[str, ...]
    engine: Engine
    interval: Interval


@dataclass(frozen=True, slots=True)
class FeaturesQuestion:
    """Features of an instrument over a period that ends with its last bar."""

    symbol: str
    interval: Interval
    period: Period


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
class FlaggedBar:
    """An odd bar: its row, when, how odd, why, and whether the price looks wrong."""

    row: int
    timestamp_us: int
    score: float
    suspect: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FeatureSeries:
    """Features of one instrument, oldest first; every column has the length of `timestamps`.

    `source` is "store" when they come from the version named, "computed" when the store lacks
    these bars and polars computed them for this answer. `scores` are the isolation forest's,
    NaN where unknown.
    """

    symbol: str
    interval: Interval
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
