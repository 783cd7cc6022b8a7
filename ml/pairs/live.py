"""The same numbers a bar at a time: constant work for each, equal to the batch kernels."""

import math
from collections import deque
from dataclasses import dataclass
from typing import Final

_REANCHOR: Final = 1024


@dataclass(frozen=True, slots=True)
class PairPoint:
    """A pair at one moment; NaN until the window holds enough.

    Attributes
    ----------
    alpha, beta : float
        Rolling hedge of the window.
    spread : float
        y - (alpha + beta x), in the unit of y.
    z_score : float
        Spread in sample standard deviations of its own last `window` values.
    correlation : float
        Pearson correlation of the window.
    """

    alpha: float
    beta: float
    spread: float
    z_score: float
    correlation: float


class _Sums:
    """Sums over a window of pairs about an anchor, renewed so that rounding cannot pile up."""

    def __init__(self, window: int) -> None:
        self._pairs: deque[tuple[float, float]] = deque()
        self._window = window
        self._since = 0
        self._a, self._b = 0.0, 0.0
        self._s1 = self._s2 = self._s11 = self._s22 = self._s12 = 0.0

    @property
    def full(self) -> bool:
        return len(self._pairs) == self._window

    def push(self, first: float, second: float) -> None:
        """Add the newest pair and drop the one that leaves the window."""
        self._pairs.append((first, second))
        self._since += 1
        if self._since >= _REANCHOR or len(self._pairs) == 1:
            if len(self._pairs) > self._window:
                self._pairs.popleft()
            self._renew()
            return
        self._add(first, second, 1.0)
        if len(self._pairs) > self._window:
            self._add(*self._pairs.popleft(), -1.0)

    def moments(self) -> tuple[float, float, float, float, float]:
        """Return means and population moments: mean1, mean2, var1, var2, cov."""
        n = len(self._pairs)
        m1, m2 = self._s1 / n, self._s2 / n
        v1 = max(self._s11 / n - m1 * m1, 0.0)
        v2 = max(self._s22 / n - m2 * m2, 0.0)
        return m1 + self._a, m2 + self._b, v1, v2, self._s12 / n - m1 * m2

    def _add(self, first: float, second: float, sign: float) -> None:
        d1, d2 = first - self._a, second - self._b
        self._s1 += sign * d1
        self._s2 += sign * d2
        self._s11 += sign * d1 * d1
        self._s22 += sign * d2 * d2
        self._s12 += sign * d1 * d2

    def _renew(self) -> None:
        self._since = 0
        n = len(self._pairs)
        self._a = math.fsum(p[0] for p in self._pairs) / n
        self._b = math.fsum(p[1] for p in self._pairs) / n
        self._s1 = self._s2 = self._s11 = self._s22 = self._s12 = 0.0
        for first, second in self._pairs:
            self._add(first, second, 1.0)


class PairTracker:
    """Rolling hedge, spread, z-score and correlation of a pair, updated in constant time.

    Parameters
    ----------
    window : int
        Observations in a window, at least 2.
    """

    def __init__(self, window: int) -> None:
        if window < 2:
            raise ValueError("a window holds at least 2 observations")
        self._window = window
        self._pair = _Sums(window)
        self._spread = _Sums(window)

    def push(self, y: float, x: float) -> PairPoint:
        """Take the newest pair and return the state with it.

        Parameters
        ----------
        y, x : float
            Finite prices or log prices of one moment.

        Returns
        -------
        PairPoint
            The same values that the batch kernels give for this moment.

        Raises
        ------
        ValueError
            When a price is not finite: a hole must not enter the sums.
        """
        if not (math.isfinite(y) and math.isfinite(x)):
            raise ValueError("prices must be finite")
        self._pair.push(y, x)
        if not self._pair.full:
            return PairPoint(math.nan, math.nan, math.nan, math.nan, math.nan)
        mean_y, mean_x, var_y, var_x, cov = self._pair.moments()
        if var_x <= 0.0:
            return PairPoint(math.nan, math.nan, math.nan, math.nan, math.nan)
        beta = cov / var_x
        alpha = mean_y - beta * mean_x
        spread = y - alpha - beta * x
        scale = math.sqrt(var_y * var_x)
        correlation = max(-1.0, min(1.0, cov / scale)) if scale > 0.0 else math.nan
        return PairPoint(alpha, beta, spread, self._z_score(spread), correlation)

    def _z_score(self, spread: float) -> float:
        self._spread.push(spread, 0.0)
        if not self._spread.full:
            return math.nan
        mean, _, variance, _, _ = self._spread.moments()
        deviation = math.sqrt(variance * self._window / (self._window - 1))
        if deviation <= 1e-12 * max(abs(mean), 1e-300):
            return math.nan
        return (spread - mean) / deviation
