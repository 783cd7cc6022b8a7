"""The measures of one return series together, each from its own file."""

import math
from dataclasses import dataclass

from ml.risk.beta import beta
from ml.risk.calmar import calmar
from ml.risk.drawdown import MaxDrawdown, max_drawdown
from ml.risk.moments import kurtosis, skewness
from ml.risk.sharpe import sharpe
from ml.risk.sortino import sortino
from ml.risk.volatility import volatility
from ml.series.annualise import annualise_volatility
from ml.series.returns import finite
from ml.typing import Float64Array


@dataclass(frozen=True, slots=True)
class Measures:
    """What a return series was like; NaN where a measure does not exist.

    Attributes
    ----------
    observations : int
        Returns used.
    volatility : float
        Of a period.
    volatility_annualised : float
        Of a year.
    sharpe : float
        Annualised ratio.
    sortino : float
        Annualised ratio.
    calmar : float
        Annual growth over maximum drawdown.
    drawdown : MaxDrawdown or None
        The deepest fall.
    beta : float
        To the benchmark; NaN without one.
    skewness : float
        Adjusted.
    kurtosis : float
        Excess, adjusted.
    """

    observations: int
    volatility: float
    volatility_annualised: float
    sharpe: float
    sortino: float
    calmar: float
    drawdown: MaxDrawdown | None
    beta: float
    skewness: float
    kurtosis: float


def measures(
    returns: Float64Array,
    periods: float,
    *,
    benchmark: Float64Array | None = None,
    risk_free_rate: float = 0.0,
) -> Measures:
    """All measures of a series at once.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period, oldest first; NaN are left out.
    periods : float
        Periods a year, from `ml.series.annualise`.
    benchmark : ndarray of shape (n_observations,), optional
        The benchmark's returns of the same periods.
    risk_free_rate : float
        A year's rate as a decimal fraction.

    Returns
    -------
    Measures
        One number a measure.
    """
    sample = finite(returns)
    spread = volatility(sample)
    return Measures(
        observations=sample.size,
        volatility=spread,
        volatility_annualised=annualise_volatility(spread, periods),
        sharpe=sharpe(sample, periods, risk_free_rate=risk_free_rate),
        sortino=sortino(sample, periods, risk_free_rate=risk_free_rate),
        calmar=calmar(sample, periods),
        drawdown=max_drawdown(sample),
        beta=math.nan if benchmark is None else beta(returns, benchmark),
        skewness=skewness(sample),
        kurtosis=kurtosis(sample),
    )
