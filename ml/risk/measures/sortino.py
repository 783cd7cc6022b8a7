"""Sortino's ratio: mean excess return per unit of downside deviation."""

import math
from typing import Final

import numpy as np

from ml.measures.measure import Measure, Reference, Tile
from ml.risk.sample import ReturnSample
from ml.series.noise import RATIO, ROUNDING
from ml.series.returns import finite
from ml.typing import Float64Array


def downside_deviation(returns: Float64Array, *, target: float = 0.0) -> float:
    r"""Root mean square of the shortfalls below a target.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period; NaN are left out.
    target : float
        Least acceptable return of a period.

    Returns
    -------
    float
        A fraction per period; NaN without observations, exactly 0 where every shortfall is
        the rounding of prices.

    Notes
    -----
    :math:`\sqrt{\frac{1}{n} \sum \min(r_t - \tau, 0)^2}`: periods above the target count
    in n with zero.
    """
    sample = finite(returns)
    if sample.size == 0:
        return math.nan
    shortfall = np.minimum(sample - target, 0.0)
    downside = math.sqrt(float(shortfall @ shortfall) / sample.size)
    return downside if downside > ROUNDING * RATIO else 0.0


def sortino(returns: Float64Array, periods: float, *, risk_free_rate: float = 0.0) -> float:
    r"""Annualised Sortino ratio with the risk-free rate as its target.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period; NaN are left out.
    periods : float
        Periods a year, from `ml.series.annualise`.
    risk_free_rate : float
        A year's rate as a decimal fraction, spread evenly over the periods.

    Returns
    -------
    float
        No unit; NaN without observations or without a single shortfall.

    Notes
    -----
    :math:`\sqrt{m}\,(\bar r - \tau) / d_\tau` with :math:`\tau = r_f / m`.

    References
    ----------
    F. A. Sortino, L. N. Price, Performance measurement in a downside risk framework,
    Journal of Investing 3(3) (1994).
    """
    sample = finite(returns)
    target = risk_free_rate / periods
    downside = downside_deviation(sample, target=target)
    if not downside > 0.0:
        return math.nan
    return (float(np.add.reduce(sample)) / sample.size - target) / downside * math.sqrt(periods)


MEASURES: Final = (
    Measure(
        id="risk.sortino",
        place=80,
        title="Sortino ratio",
        meaning="As Sharpe, but only falls count as risk.",
        formula="(r̄ − rf) / √(Σ min(r − rf, 0)² / n) · √periods",
        unit="ratio",
        sign="Higher is better.",
        unknown="without a single return below the risk-free rate",
        citation="F. A. Sortino, L. N. Price, Journal of Investing 3(3) (1994)",
        sample=ReturnSample,
        function=sortino,
        reference=Reference("ml.reference.returns:sortino"),
        tile=Tile(note="only falls count as risk"),
    ),
)
