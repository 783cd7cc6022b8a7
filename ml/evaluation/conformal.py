"""Conformal intervals that adapt: a score counts only once its outcome is known."""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence
from math import ceil, isfinite, nan
from typing import Final

import numpy as np

from ml.typing import Float64Array1D, Float64Array2D

LEVELS: Final = (0.5, 0.8, 0.9, 0.95)
WINDOW: Final = 500
GAMMA: Final = 0.005
MINIMUM: Final = 40
"""Scores before the first interval: 39 are the fewest at which 95 % has a rank of its own."""


class AdaptiveConformal:
    r"""Radii for one series and horizon, updated score by score.

    Parameters
    ----------
    levels : sequence of float
        Nominal coverages, ascending.
    window : int
        Latest scores that count.
    gamma : float
        Step of adaptive conformal inference; 0 turns it off.
    minimum : int
        Scores before the first radius.

    Notes
    -----
    The radius is the :math:`\lceil (n+1)(1-\alpha_t) \rceil`-th smallest of the last n scores
    (Vovk et al. 2005), with :math:`\alpha_{t+1} = \alpha_t + \gamma (\alpha - err_t)` (Gibbs and
    Candes, NeurIPS 2021). Where that rank exceeds n, the largest score stands in.
    """

    __slots__ = ("_alphas", "_gamma", "_latest", "_minimum", "_nominal", "_sorted", "_window")

    def __init__(
        self,
        levels: Sequence[float] = LEVELS,
        *,
        window: int = WINDOW,
        gamma: float = GAMMA,
        minimum: int = MINIMUM,
    ) -> None:
        self._nominal = [1.0 - level for level in levels]
        self._alphas = list(self._nominal)
        self._window, self._gamma, self._minimum = window, gamma, minimum
        self._latest: deque[float] = deque()
        self._sorted: list[float] = []

    @property
    def observations(self) -> int:
        """Scores that count now."""
        return len(self._sorted)

    def radii(self) -> tuple[float, ...]:
        """Return the radius of each level, never smaller for a higher level; NaN if too early."""
        ordered, size = self._sorted, len(self._sorted)
        if size < self._minimum:
            return (nan,) * len(self._alphas)
        result, widest = [], 0.0
        for alpha in self._alphas:
            # Less a billionth, as rounding can lift a whole product over the next rank.
            rank = ceil((size + 1) * (1.0 - alpha) - 1e-9)
            widest = max(widest, ordered[min(max(rank, 1), size) - 1])
            result.append(widest)
        return tuple(result)

    def learn(self, score: float, radii: Sequence[float]) -> None:
        """Take a score whose outcome became known, and the radii that were given for it.

        Parameters
        ----------
        score : float
            Conformity score of the outcome; one that is not finite is left out.
        radii : sequence of float
            Radius of each level that was given before the outcome, NaN if none was.
        """
        if not isfinite(score):
            return
        for place, radius in enumerate(radii):
            if radius == radius:  # noqa: PLR0124  false for NaN, the cheapest test in this loop
                self._alphas[place] += self._gamma * (self._nominal[place] - (score > radius))
        insort(self._sorted, score)
        self._latest.append(score)
        if len(self._latest) > self._window:
            del self._sorted[bisect_left(self._sorted, self._latest.popleft())]


def conformal_radii(
    scores: Float64Array1D, *, delay: int, levels: Sequence[float] = LEVELS, gamma: float = GAMMA
) -> Float64Array2D:
    """Radii that would have been given at each time of a series.

    Parameters
    ----------
    scores : ndarray of shape (n_times,)
        Absolute residuals over volatility, oldest first; NaN where the outcome is not known.
    delay : int
        Times until an outcome is known: the horizon.
    levels : sequence of float
        Nominal coverages, ascending.
    gamma : float
        Step of adaptive conformal inference.

    Returns
    -------
    ndarray of shape (n_times, n_levels)
        Radii in the unit of the scores; row t uses scores up to t - delay only. NaN until
        `MINIMUM` scores are known.
    """
    state = AdaptiveConformal(levels, gamma=gamma)
    given: list[tuple[float, ...]] = []
    listed = scores.tolist()
    for now in range(len(listed)):
        if now >= delay:
            state.learn(listed[now - delay], given[now - delay])
        given.append(state.radii())
    return np.array(given, dtype=np.float64).reshape(len(listed), len(levels))
