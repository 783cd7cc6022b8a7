"""Sharpe's ratio: mean excess return per unit of volatility."""

import math
from typing import Final

import numpy as np

from ml.measures.measure import Measure, Reference, Tile
from ml.risk.sample import ReturnSample
from ml.risk.volatility import volatility
from ml.series.returns import finite
from ml.typing import Float64Array


def sharpe(returns: Float64Array, periods: float, *, risk_free_rate: float = 0.0) -> float:
    r"""Annualised Sharpe ratio.

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
        No unit; NaN with fewer than two observations or without volatility.

    Notes
    -----
    :math:`\sqrt{m}\,(\bar r - r_f / m) / s` with the sample standard deviation s.

    References
    ----------
    W. F. Sharpe, The Sharpe ratio, Journal of Portfolio Management 21(1) (1994).
    """
    sample = finite(returns)
    spread = volatility(sample)
    if not spread > 0.0:
        return math.nan
    excess = float(np.add.reduce(sample)) / sample.size - risk_free_rate / periods
    return excess / spread * math.sqrt(periods)


MEASURES: Final = (
    Measure(
        id="risk.sharpe",
        place=70,
        title="Sharpe ratio",
        meaning="Mean excess return for each unit of volatility, a year.",
        formula="(r̄ − rf) / s · √periods",
        unit="ratio",
        sign="Higher is better.",
        unknown="without volatility",
        citation="W. F. Sharpe, The Sharpe Ratio, Journal of Portfolio Management 21(1) (1994)",
        sample=ReturnSample,
        function=sharpe,
        reference=Reference("ml.reference.returns:sharpe"),
        tile=Tile(note="a year; risk-free 0% unless asked", headline=True),
    ),
)
