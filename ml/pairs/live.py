"""The same numbers a bar at a time: constant work for each, equal to the batch kernels."""

from collections.abc import Callable
from functools import cache, partial
from typing import Final, NamedTuple

import numpy as np
from numba import float64

from ml.pairs.kernels import (
    KALMAN,
    ROLLING,
    STATIC,
    new_state,
    push_pair,
    rolling_pair,
    run_pair,
)
from ml.pairs.methods import HedgeMethod
from ml.typing import Float64Array

_tuple_new = tuple.__new__
_Point = tuple[float, float, float, float, float]
_METHODS: Final[dict[HedgeMethod, int]] = {
    "rolling_ols": ROLLING,
    "ols": STATIC,
    "kalman": KALMAN,
}


@cache
def _compiled_push() -> Callable[[Float64Array, float, float], _Point]:
    """The compiled step without numba's look at the types of each call, a third of a tick's time.

    It still converts what it is given to floats, and refuses what is no number.
    """
    step: Callable[[Float64Array, float, float], _Point] = push_pair.compile(
        (float64[::1], float64, float64)
    )
    return step


class PairPoint(NamedTuple):
    """A pair at one moment; NaN until enough is known.

    Attributes
    ----------
    alpha, beta : float
        Hedge, as it is known at this moment.
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


class PairTracker:
    """Hedge, spread, z-score and correlation of a pair, updated in constant time.

    Parameters
    ----------
    window : int
        Observations in a window, at least 2.
    method : HedgeMethod
        `rolling_ols` fits the window, `kalman` filters, `ols` fits all bars so far with one line;
        the spreads of its window are then by that newest line, as the batch has them.
    intercept : bool
        Whether the line may miss the origin.
    """

    def __init__(
        self, window: int, *, method: HedgeMethod = "rolling_ols", intercept: bool = True
    ) -> None:
        if window < 2:
            raise ValueError("a window holds at least 2 observations")
        state = new_state(window, _METHODS[method], int(intercept))
        self._advance = partial(_compiled_push(), state)

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
        return _tuple_new(PairPoint, self._advance(y, x))


class PairPath(NamedTuple):
    """A pair at each moment, arrays of shape (n_observations,); fields as in `PairPoint`."""

    alpha: Float64Array
    beta: Float64Array
    spread: Float64Array
    z_score: Float64Array
    correlation: Float64Array


def pair_path(
    y: Float64Array,
    x: Float64Array,
    window: int,
    *,
    method: HedgeMethod = "rolling_ols",
    intercept: bool = True,
) -> PairPath:
    """Hedge, spread, z-score and correlation at each moment, in one compiled pass.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Finite prices or log prices, aligned, oldest first.
    window : int
        Observations in a window, at least 2.
    method : HedgeMethod
        As in :class:`PairTracker`; `ols` gives at each moment the line of the bars so far.
    intercept : bool
        Whether the line may miss the origin.

    Returns
    -------
    PairPath
        What a :class:`PairTracker` says while it takes the pairs one by one.

    Raises
    ------
    ValueError
        When the lengths differ, a price is not finite or the window is below 2.
    """
    if y.shape != x.shape or y.ndim != 1:
        raise ValueError("y and x must be one-dimensional and of one length")
    if window < 2:
        raise ValueError("a window holds at least 2 observations")
    if not (np.isfinite(y).all() and np.isfinite(x).all()):
        raise ValueError("prices must be finite")
    if method == "rolling_ols":
        return PairPath(*rolling_pair(y, x, window, int(intercept)))
    return PairPath(*run_pair(new_state(window, _METHODS[method], int(intercept)), y, x))
