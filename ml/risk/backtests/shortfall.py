"""Backtest of expected shortfall: losses beyond the value at risk against those forecast."""

import math
from dataclasses import dataclass

import numpy as np

from ml.risk.backtests.shortfall_null import shortfall_null
from ml.series.noise import RATIO, above_noise
from ml.typing import Float64Array


@dataclass(frozen=True, slots=True)
class ShortfallTest:
    """Acerbi and Szekely's second test of expected shortfall forecasts.

    Attributes
    ----------
    z2 : float
        0 when right on average, negative when losses were larger or more frequent than
        forecast; NaN without periods.
    critical_value : float
        What right forecasts of as many periods fall below one time in twenty; NaN without.
    p_value : float
        One-sided, against shortfalls that were too small; NaN without periods.
    """

    z2: float
    critical_value: float
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
    :math:`Z_2 = 1 - \frac{1}{n(1-c)} \sum_{t:\,L_t > \mathrm{VaR}_t} L_t / \mathrm{ES}_t`. Its
    distribution under right forecasts is simulated for their number, confidence and tail, see
    `shortfall_null`.

    References
    ----------
    C. Acerbi, B. Szekely, Back-testing expected shortfall, Risk (December 2014), test 2.
    """
    losses = -returns
    known = (
        np.isfinite(losses) & np.isfinite(value_at_risk) & above_noise(expected_shortfall, RATIO)
    )
    losses, level, shortfall = losses[known], value_at_risk[known], expected_shortfall[known]
    if losses.size == 0:
        return ShortfallTest(math.nan, math.nan, math.nan)
    hit = losses > level
    relative = losses[hit] / shortfall[hit]
    z2 = 1.0 - float(relative.sum()) / (losses.size * (1.0 - confidence))
    null = shortfall_null(losses.size, confidence, _tail_ratio(level, shortfall))
    return ShortfallTest(z2, null.critical_value, null.p_value(z2))


def _tail_ratio(level: Float64Array, shortfall: Float64Array) -> float:
    """Mean shortfall over value at risk; NaN where a value at risk is no loss."""
    return float(np.mean(shortfall / level)) if above_noise(level, RATIO).all() else math.nan
