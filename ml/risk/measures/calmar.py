"""Calmar's ratio: growth per unit of the deepest drawdown."""

import math
from typing import Final

import numpy as np

from ml.measures.measure import Measure, Reference, Tile
from ml.risk.drawdown import max_drawdown_depth
from ml.risk.sample import ReturnSample
from ml.series.annualise import annualise_growth
from ml.series.returns import finite, until_ruin
from ml.typing import Float64Array


def calmar(returns: Float64Array, periods: float) -> float:
    r"""Compound annual growth over the maximum drawdown of the same sample.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period; NaN are left out.
    periods : float
        Periods a year, from `ml.series.annualise`.

    Returns
    -------
    float
        No unit; NaN without observations or without a drawdown.

    Notes
    -----
    :math:`\big(W_n^{m/n} - 1\big) / \mathrm{MDD}`; everything lost is a growth of -1 a year.

    References
    ----------
    T. W. Young, Calmar ratio: a smoother tool, Futures (October 1991).
    """
    sample = finite(returns)
    depth = max_drawdown_depth(sample)
    if not depth > 0.0:
        return math.nan
    growth = max(float(np.multiply.reduce(1.0 + until_ruin(sample))), 0.0)
    return annualise_growth(growth, sample.size, periods) / depth


MEASURES: Final = (
    Measure(
        id="risk.calmar",
        place=90,
        title="Calmar ratio",
        meaning="Growth a year for each unit of the worst fall.",
        formula="(Wₙ^(periods/n) − 1) / maximum drawdown",
        unit="ratio",
        sign="Higher is better.",
        unknown="without a fall",
        citation="T. W. Young, Calmar ratio: a smoother tool, Futures (October 1991)",
        sample=ReturnSample,
        function=calmar,
        reference=Reference("ml.reference.returns:calmar"),
        tile=Tile(note="return over worst fall"),
    ),
)
