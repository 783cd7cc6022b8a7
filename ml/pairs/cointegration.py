"""Is a pair cointegrated? Engle-Granger answers; plain ADF on an estimated spread misleads.

Loads statsmodels, so only a worker imports this file.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from statsmodels.tsa.stattools import adfuller, coint

from ml.errors import InsufficientDataError, NumericError
from ml.typing import Float64Array

LagRule: TypeAlias = Literal["aic", "bic"]
NEEDED = 30


@dataclass(frozen=True, slots=True)
class UnitRootTest:
    """An augmented Dickey-Fuller test.

    Attributes
    ----------
    statistic : float
        Negative values speak against a unit root.
    p_value : float
        MacKinnon's approximation.
    lags : int
        Lagged differences in the regression.
    observations : int
        Rows of the regression.
    critical_values : dict
        Levels "1%", "5%", "10%" to statistics.
    """

    statistic: float
    p_value: float
    lags: int
    observations: int
    critical_values: dict[str, float]


@dataclass(frozen=True, slots=True)
class EngleGranger:
    """A residual test of cointegration with p-values for an estimated hedge."""

    statistic: float
    p_value: float
    critical_values: dict[str, float]


def adf_test(
    series: Float64Array, *, lags: int | None = None, rule: LagRule = "aic"
) -> UnitRootTest:
    r"""Test a series for a unit root.

    Parameters
    ----------
    series : ndarray of shape (n_observations,)
        Complete and evenly spaced, at least 30 values.
    lags : int, optional
        Fixed number of lagged differences; chosen by `rule` when not given.
    rule : LagRule
        Information criterion of the choice.

    Returns
    -------
    UnitRootTest
        With a constant in the regression. On the residuals of an estimated hedge its p-value is
        too small; :func:`engle_granger_test` has the right one.

    Raises
    ------
    InsufficientDataError
        Below 30 values.
    NumericError
        When the series is constant.

    Notes
    -----
    :math:`\Delta s_t = c + \rho s_{t-1} + \sum_i \gamma_i \Delta s_{t-i} + e_t`, testing
    :math:`\rho = 0`.

    References
    ----------
    J. MacKinnon, "Critical values for cointegration tests", Queen's University working paper
    1227 (2010).
    """
    _check(series)
    found = adfuller(
        series,
        maxlag=lags,
        regression="c",
        autolag=None if lags is not None else rule.upper(),
        result_object=True,
    )
    return UnitRootTest(
        float(found.statistic),
        float(found.pvalue),
        int(found.lags),
        int(found.nobs),
        {level: float(value) for level, value in found.critical_values.items()},
    )


def engle_granger_test(
    y: Float64Array, x: Float64Array, *, lags: int | None = None, rule: LagRule = "aic"
) -> EngleGranger:
    """Test a pair for cointegration with p-values that know the hedge was estimated.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Complete and aligned; y is regressed on x with a constant.
    lags : int, optional
        Fixed number of lagged differences; chosen by `rule` when not given.
    rule : LagRule
        Information criterion of the choice.

    Returns
    -------
    EngleGranger
        A small p-value speaks for cointegration.

    Raises
    ------
    InsufficientDataError
        Below 30 values.
    NumericError
        When a series is constant or the two are multiples of one another.

    References
    ----------
    R. Engle and C. Granger, Econometrica 55 (1987), 251-276; MacKinnon (2010) for p-values.
    """
    _check(y)
    _check(x)
    if abs(float(np.corrcoef(y, x)[0, 1])) > 1.0 - 1e-12:
        raise NumericError("the series are multiples of one another, so the test has no residual")
    statistic, p_value, critical = coint(
        y, x, trend="c", maxlag=lags, autolag=None if lags is not None else rule
    )
    levels = dict(zip(("1%", "5%", "10%"), map(float, critical), strict=True))
    return EngleGranger(float(statistic), float(p_value), levels)


def _check(series: Float64Array) -> None:
    if series.size < NEEDED:
        raise InsufficientDataError(int(series.size), NEEDED)
    if not np.isfinite(series).all():
        raise NumericError("the series has holes; align it first")
    if float(np.ptp(series)) == 0.0:
        raise NumericError("the series does not vary")
