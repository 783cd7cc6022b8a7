"""What the risk app hands out: frozen values; losses are positive, NaN is unknown."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.risk.answers.backtests import MethodBacktest
from ml.measures.summary import Summary
from ml.risk.sample import ReturnSample

GARCH_JOB: Final = "risk.garch"
DEFAULT_BENCHMARKS: Final = ("SPX", "^GSPC", "SPY")
"""The first of these that a person can see is the market."""
SESSIONS_OF_PAIR: Final = "sessions_of_each_pair"
SESSIONS_OF_ALL: Final = "sessions_of_all"


@dataclass(frozen=True, slots=True, eq=False)
class ReturnHistory:
    """Simple daily returns of one series, with the closes' dates they end on.

    `returns[t]` runs from `dates[t]` to `dates[t + 1]`; `first` is the position of the first
    return of the period asked for, so that filters can warm up on what came before. `high` and
    `low` belong to each return's last day and are None unless every day has them. All prices are in
    `currency` before a return is taken, those of the benchmark too.
    """

    symbols: tuple[str, ...]
    dates: NDArray[np.datetime64]
    returns: NDArray[np.float64]
    benchmark: NDArray[np.float64] | None
    high: NDArray[np.float64] | None
    low: NDArray[np.float64] | None
    first: int
    periods_per_year: int
    benchmark_symbol: str | None
    source: str
    currency: str

    @property
    def sample(self) -> NDArray[np.float64]:
        """Returns of the period asked for."""
        return self.returns[self.first :]

    @property
    def earlier(self) -> NDArray[np.float64]:
        """Returns before the period."""
        return self.returns[: self.first]

    @property
    def sample_dates(self) -> NDArray[np.datetime64]:
        """Dates of the period's closes: one more than its returns."""
        return self.dates[self.first :]

    @property
    def sample_benchmark(self) -> NDArray[np.float64] | None:
        """The benchmark's returns of the period."""
        return None if self.benchmark is None else self.benchmark[self.first :]


@dataclass(frozen=True, slots=True, eq=False)
class SeriesRisk:
    """Everything about one return series: what was asked of it, and every measure."""

    history: ReturnHistory
    sample: ReturnSample
    summary: Summary
    backtest: MethodBacktest | None


@dataclass(frozen=True, slots=True)
class YoungAsset:
    """An asset whose late first price leaves the others fewer days in common."""

    symbol: str
    begins: date
    days: int
    days_without: int

    @property
    def halves(self) -> bool:
        """Whether less than half of the days remain, so that estimates rest on it."""
        return 2 * self.days < self.days_without

    def sentence(self) -> str:
        """Say so, with both counts."""
        return (
            f"{self.symbol} has prices from {self.begins} on only: {self.days} days in common "
            f"remain of the {self.days_without} that the others have."
        )
