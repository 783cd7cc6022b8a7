"""What Acerbi and Szekely's statistic looks like when the forecasts are right, by simulation."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from ml.libraries import library
from ml.typing import Float64Array1D, Int64Array

SIGNIFICANCE: Final = 0.05
_MOST_DRAWS, _FEWEST_DRAWS = 20_000, 4_000
_GRID: Final = 20_000
_MOST_LOSSES: Final = 8_000_000
"""Losses simulated in all: a second's work for the longest history and lowest confidence."""
_HEAVIEST, _LIGHTEST = 2.1, 1e4
_SEED: Final = 20_141_231


@dataclass(frozen=True, slots=True)
class ShortfallNull:
    """The distribution of Z2 under right forecasts.

    Attributes
    ----------
    draws : ndarray of shape (n_draws,)
        Simulated statistics, ascending.
    """

    draws: Float64Array1D

    @property
    def critical_value(self) -> float:
        """Value that right forecasts fall below in 5 % of samples."""
        return float(np.quantile(self.draws, SIGNIFICANCE))

    def p_value(self, z2: float) -> float:
        """Return the share of right forecasts with a statistic as low.

        Parameters
        ----------
        z2 : float
            Statistic of the forecasts at hand.

        Returns
        -------
        float
            A probability; NaN for NaN.
        """
        if math.isnan(z2):
            return math.nan
        below = int(np.searchsorted(self.draws, z2, side="right"))
        # The observed one counts as a draw: no simulation can show that something is impossible.
        return (below + 1) / (self.draws.size + 1)


def shortfall_null(observations: int, confidence: float, ratio: float) -> ShortfallNull:
    r"""Simulate Z2 for a number of days, a confidence and a tail.

    Parameters
    ----------
    observations : int
        Days forecast.
    confidence : float
        Of the value at risk.
    ratio : float
        Mean expected shortfall over value at risk of the forecasts, which says how heavy their
        tail is; the normal distribution's where it is not above it or not a number.

    Returns
    -------
    ShortfallNull
        The same arguments give the same draws; the ratio counts to two decimals.

    Notes
    -----
    Violations are binomial, and the loss on such a day is the tail of the Student t whose
    expected shortfall has this ratio to its value at risk. The published -0.70 is the value of
    the normal distribution at 97.5 % and 250 days; at 99 % and 250 days it would reject 13 % of
    right forecasts.

    References
    ----------
    C. Acerbi, B. Szekely, Back-testing expected shortfall, Risk (December 2014), test 2.
    """
    # Rounded, so that tails that hardly differ share one simulation.
    known = round(ratio, 2) if math.isfinite(ratio) else 0.0
    return _simulated(observations, round(confidence, 6), known)


@lru_cache(maxsize=256)
def _simulated(observations: int, confidence: float, ratio: float) -> ShortfallNull:
    # A fixed seed: every process answers the same question with the same critical value.
    rng = np.random.default_rng([_SEED, observations])
    share = 1.0 - confidence
    relative = _relative_losses(confidence, ratio)
    draws = int(np.clip(_MOST_LOSSES / (observations * share), _FEWEST_DRAWS, _MOST_DRAWS))
    counts = rng.binomial(observations, share, draws)
    z2 = 1.0 - _sums(counts, relative, rng) / (observations * share)
    return ShortfallNull(np.sort(z2))


def _sums(counts: Int64Array, relative: Float64Array1D, rng: np.random.Generator) -> Float64Array1D:
    """Sum of as many random losses as each count says."""
    losses = relative[rng.integers(0, relative.size, int(counts.sum()))]
    # Differences of one running sum replace a loop over samples of unequal length.
    total = np.concatenate([[0.0], np.cumsum(losses)])
    ends = np.cumsum(counts)
    return np.asarray(total[ends] - total[ends - counts])


def _relative_losses(confidence: float, ratio: float) -> Float64Array1D:
    """Losses beyond the value at risk over the expected shortfall, at equal steps; mean 1."""
    from scipy import stats  # noqa: PLC0415  35 MB for one statistic that most processes never need

    steps = confidence + (1.0 - confidence) * (np.arange(_GRID) + 0.5) / _GRID
    losses: Float64Array1D = stats.t.ppf(steps, _degrees(confidence, ratio))
    relative: Float64Array1D = losses / losses.mean()
    return relative


def _degrees(confidence: float, ratio: float) -> float:
    """Degrees of freedom of the Student t with this ratio; within 2.1 and nearly normal."""
    from scipy import optimize, stats  # noqa: PLC0415  as above

    quantile = float(stats.norm.ppf(confidence))
    if quantile <= 0.0 or ratio <= _tail_ratio(_LIGHTEST, confidence):
        return _LIGHTEST
    if ratio >= _tail_ratio(_HEAVIEST, confidence):
        return _HEAVIEST
    with library("the tail of the expected shortfall"):
        return float(
            optimize.brentq(lambda df: _tail_ratio(df, confidence) - ratio, _HEAVIEST, _LIGHTEST)
        )


def _tail_ratio(degrees: float, confidence: float) -> float:
    r"""Expected shortfall over value at risk of a Student t.

    :math:`\frac{f(q)}{1-c} \frac{\nu + q^2}{\nu - 1} / q` (McNeil, Frey and Embrechts,
    Quantitative Risk Management, 2015, example 2.15).
    """
    from scipy import stats  # noqa: PLC0415  as above

    q = float(stats.t.ppf(confidence, degrees))
    density = float(stats.t.pdf(q, degrees))
    return density / (1.0 - confidence) * (degrees + q * q) / (degrees - 1.0) / q
