"""What two engines are compared on, and what comes out."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ml.risk.sample import ReturnSample

Array = NDArray[np.float64]
CONFIDENCE: Final = 0.95
WINDOW: Final = 60


@dataclass(frozen=True, slots=True, eq=False)
class Candles:
    """Prices of each day of a sample."""

    open: Array
    high: Array
    low: Array
    close: Array

    @property
    def complete(self) -> bool:
        """Whether every day has its open, high and low."""
        return bool(self.open.size and np.isfinite(self.open + self.high + self.low).all())


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SeriesSample(ReturnSample):
    """Daily returns of one instrument with its prices; both engines take its parameters."""

    name: str
    candles: Candles | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PairSample:
    """Two aligned series of prices or their logs: y is regressed on x."""

    name: str
    y: Array
    x: Array
    window: int = WINDOW


@dataclass(frozen=True, slots=True, eq=False)
class MixSample:
    """Returns of several instruments on common days, the market's beside them."""

    name: str
    returns: Array
    market: Array | None
    periods: float


@dataclass(frozen=True, slots=True)
class Span:
    """Which bars are read: their interval, and those that begin in [start, end)."""

    interval: str = "1d"
    start_us: int | None = None
    end_us: int | None = None


S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Engines(Generic[S]):
    """One measure by two engines that share no code.

    Parameters
    ----------
    measure : str
        Id in the catalogue.
    engine : str
        Who the second engine is.
    first, second : callable
        From a sample to a number or an array.
    tolerance : float
        Largest difference allowed, relative to the larger of 1e-6 and the second answer's size.
    needs : callable, optional
        Whether a sample has what the measure needs.
    """

    measure: str
    engine: str
    first: Callable[[S], ArrayLike]
    second: Callable[[S], ArrayLike]
    tolerance: float = 1e-9
    needs: Callable[[S], Any] | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two answers are apart where they are farthest."""

    first: float
    second: float
    absolute: float
    relative: float
    values: int


SCALE_FLOOR: Final = 1e-6


def difference(first: ArrayLike, second: ArrayLike) -> Difference:
    """Compare two answers element by element; a NaN must face a NaN.

    The relative difference is to the size of the second answer as a whole (its largest element),
    so that an element near zero does not turn rounding into an alarm.
    """
    a, b = np.atleast_1d(np.asarray(first, float)), np.atleast_1d(np.asarray(second, float))
    if a.shape != b.shape or bool((np.isnan(a) != np.isnan(b)).any()):
        return Difference(_edge(a), _edge(b), math.inf, math.inf, int(max(a.size, b.size)))
    known = np.isfinite(a) & np.isfinite(b)
    equal = a == b
    apart = np.where(equal | np.isnan(a), 0.0, np.abs(np.where(known, a - b, np.inf)))
    if a.size == 0:
        return Difference(math.nan, math.nan, 0.0, 0.0, 0)
    at = np.unravel_index(int(np.argmax(apart)), apart.shape)
    size = float(np.abs(b[known]).max()) if known.any() else 0.0
    worst = float(apart[at])
    shown = at if worst > 0.0 else (-1,) * a.ndim
    return Difference(
        float(a[shown]), float(b[shown]), worst, worst / max(size, SCALE_FLOOR), int(a.size)
    )


def _edge(values: Array) -> float:
    return float(values.flat[-1]) if values.size else math.nan
