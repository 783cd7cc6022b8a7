"""Exponentially weighted volatility, the RiskMetrics forecast."""

import numpy as np

from ml.series.rolling import RISKMETRICS_DECAY, ewma_variance
from ml.typing import Float64Array


def ewma_volatility(
    returns: Float64Array, *, decay: float = RISKMETRICS_DECAY, warmup: int = 20
) -> Float64Array:
    r"""Volatility forecasts; the value at t is for the period t + 1.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,) or (n_observations, n_assets)
        Returns of a period.
    decay : float
        Weight of yesterday's variance, in (0, 1).
    warmup : int
        First observations, whose mean square starts the recursion.

    Returns
    -------
    ndarray of the same shape
        Standard deviations of a period; NaN while warming up.

    Notes
    -----
    Root of :func:`ml.series.rolling.ewma_variance`. The forecast is the same at every horizon.
    """
    return np.asarray(np.sqrt(ewma_variance(returns, decay=decay, warmup=warmup)))
