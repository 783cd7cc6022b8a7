"""Tick loss: the proper score of a quantile forecast; smaller is better."""

import math

import numpy as np

from ml.typing import Float64Array


def tick_loss(returns: Float64Array, value_at_risk: Float64Array, confidence: float) -> float:
    r"""Mean quantile (check) loss of value-at-risk forecasts.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Returns that came.
    value_at_risk : ndarray of shape (n_observations,)
        Forecasts for them, positive for a loss.
    confidence : float
        Of the forecasts.

    Returns
    -------
    float
        A fraction per period; NaN without a period in which both exist.

    Notes
    -----
    :math:`\frac{1}{n}\sum (\alpha - 1\{r_t < q_t\})(r_t - q_t)` with
    :math:`\alpha = 1 - c` and :math:`q_t = -\mathrm{VaR}_t`.

    References
    ----------
    R. Giacomini, I. Komunjer, Evaluation and combination of conditional quantile forecasts,
    Journal of Business & Economic Statistics 23(4) (2005).
    """
    both = np.isfinite(returns) & np.isfinite(value_at_risk)
    if not both.any():
        return math.nan
    gap = returns[both] + value_at_risk[both]
    return float(np.mean(((1.0 - confidence) - (gap < 0.0)) * gap))
