"""Expected shortfall on trial: whether losses beyond the value at risk were as large as it said."""

import math
from dataclasses import dataclass

import numpy as np

from ml.risk.normal import normal_tail
from ml.typing import Float64Array


@dataclass(frozen=True, slots=True)
class ShortfallTest:
    """Two looks at an expected shortfall forecast.

    Parameters
    ----------
    z2 : float
        Acerbi and Szekely's second statistic: 0 when right, negative when losses were
        larger or more frequent than forecast; NaN without periods.
    statistic : float
        McNeil and Frey's t statistic of the relative excess over the expected shortfall on
        violation days; NaN with fewer than two violations.
    p_value : float
        One-sided, against shortfalls that were too small, in the normal approximation.
    """

    z2: float
    statistic: float
    p_value: float


def shortfall_test(
    returns: Float64Array,
    value_at_risk: Float64Array,
    expected_shortfall: Float64Array,
    confidence: float,
) -> ShortfallTest:
    r"""Test expected shortfall forecasts against what came.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Returns that came.
    value_at_risk : ndarray of shape (n_observations,)
        Forecasts, positive for a loss.
    expected_shortfall : ndarray of shape (n_observations,)
        Forecasts, positive for a loss.
    confidence : float
        Of both forecasts.

    Returns
    -------
    ShortfallTest
        Periods with a number missing, or a shortfall that is not positive, are left out.

    Notes
    -----
    :math:`Z_2 = 1 - \frac{1}{n(1-c)} \sum_{t:\,L_t > \mathrm{VaR}_t} L_t / \mathrm{ES}_t`.

    References
    ----------
    C. Acerbi, B. Szekely, Back-testing expected shortfall, Risk (December 2014), test 2;
    their 5 % critical value is -0.70 over a wide range of tails (97.5 %, 250 days).
    A. J. McNeil, R. Frey, Journal of Empirical Finance 7 (2000), section 3.2.
    """
    losses = -returns
    known = np.isfinite(losses) & np.isfinite(value_at_risk) & (expected_shortfall > 0.0)
    losses, level, shortfall = losses[known], value_at_risk[known], expected_shortfall[known]
    if losses.size == 0:
        return ShortfallTest(math.nan, math.nan, math.nan)
    hit = losses > level
    relative = losses[hit] / shortfall[hit]
    z2 = 1.0 - float(relative.sum()) / (losses.size * (1.0 - confidence))
    statistic = _t_statistic(relative - 1.0)
    p_value = normal_tail(statistic) if math.isfinite(statistic) else math.nan
    return ShortfallTest(z2, statistic, p_value)


def _t_statistic(excess: Float64Array) -> float:
    if excess.size < 2:
        return math.nan
    spread = float(excess.std(ddof=1))
    return float(excess.mean()) / spread * math.sqrt(excess.size) if spread > 0.0 else math.nan
