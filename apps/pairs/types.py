"""What a question about a pair consists of, and what answers it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from apps.instruments.types import MICROSECOND, Interval
from ml.pairs.methods import HedgeMethod

ADF_JOB: Final = "pairs.adf"
SCAN_JOB: Final = "pairs.scan"
WINDOW: Final = 60
INTERVAL_US: Final = {
    "1s": MICROSECOND,
    "1m": 60 * MICROSECOND,
    "5m": 300 * MICROSECOND,
    "15m": 900 * MICROSECOND,
    "1h": 3_600 * MICROSECOND,
}
"""Intervals that are followed live, with their lengths."""


def series_key(interval: str, window: int, method: str, *, log: bool, intercept: bool) -> str:
    """Name the z-scores of a pair by how they are measured."""
    usual = method == "rolling_ols" and log and intercept
    how = "" if usual else f":{method}:{'log' if log else 'price'}:{int(intercept)}"
    return f"{interval}:{window}{how}"


@dataclass(frozen=True, slots=True)
class PairQuery:
    """A question: y is regressed on x."""

    y: str
    x: str
    interval: str
    log: bool = True
    start_us: int | None = None
    end_us: int | None = None
    currency: str = ""
    """What both sides are converted into; empty for the one they share."""

    def since(self, start_us: int | None) -> "PairQuery":
        """Return the same question about a later start."""
        return replace(self, start_us=start_us)


@dataclass(frozen=True, slots=True)
class AdfQuestion(PairQuery):
    """A pair whose cointegration is tested; without `lags` the test chooses them."""

    lags: int | None = None
    intercept: bool = True


@dataclass(frozen=True, slots=True)
class ScanQuestion:
    """A universe whose pairs are all tested; `fdr` is the acceptable false-discovery rate."""

    symbols: tuple[str, ...]
    interval: str
    log: bool
    fdr: float
    start_us: int | None = None
    end_us: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class AlignedPair:
    """Closes of closed bars (or their logs) at the moments that both have, oldest first.

    `dropped_y` and `dropped_x` count the bars of one side that the other lacks.
    """

    timestamps: NDArray[np.int64]
    y: NDArray[np.float64]
    x: NDArray[np.float64]
    dropped_y: int
    dropped_x: int
    simulated: bool
    log: bool
    currency: str
    unrated: int = 0
    """Moments that both have and that a rate lacks."""

    @property
    def price_y(self) -> NDArray[np.float64]:
        """Prices of y, whatever the regression uses."""
        return np.exp(self.y) if self.log else self.y

    @property
    def price_x(self) -> NDArray[np.float64]:
        """Prices of x, whatever the regression uses."""
        return np.exp(self.x) if self.log else self.x

    def __len__(self) -> int:
        return len(self.timestamps)


@dataclass(frozen=True)
class Monitor:
    """A watched pair."""

    component: ClassVar[str] = "PairMonitor"

    y: str
    x: str
    interval: Interval
    window: int
    method: HedgeMethod
    log: bool
    intercept: bool
    entry_threshold: float
    exit_threshold: float
    id: int
    created_at: datetime
