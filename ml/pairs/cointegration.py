"""Is a pair cointegrated? Engle-Granger answers; plain ADF on an estimated spread misleads.

Loads statsmodels, so only a worker imports this file.
"""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias
from warnings import catch_warnings, simplefilter

import numpy as np
from statsmodels.tools.sm_exceptions import SingularMatrixWarning
from statsmodels.tsa.adfvalues import mackinnoncrit, mackinnonp
from statsmodels.tsa.stattools import adfuller

from ml.errors import (
    DoesNotVaryError,
    InsufficientDataError,
    NumericError,
    TooManyLagsError,
)
from ml.libraries import library
from ml.pairs.hedge import check_spread, ols_hedge
from ml.series.noise import does_vary, noise_floor
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
    DoesNotVaryError
        When the series is constant, a straight line, or follows from its own past exactly.

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
    floor = noise_floor(series)
    if float(np.ptp(np.diff(series))) <= floor:
        raise DoesNotVaryError("the series is a straight line: its change does not vary")
    return _augmented(series, floor, "c", lags, rule)


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
    DoesNotVaryError
        When a series is constant, or the residual is rounding: the two are multiples of one
        another.

    Notes
    -----
    The residual of the line is tested without a constant. It is tested however close the two
    series are, as long as it stands clear of their rounding: statsmodels' `coint` gives a
    statistic of minus infinity and a p-value of 0 from an R squared of 0.9999985 on, where the
    spread of two listings of one share is still a random walk.

    References
    ----------
    R. Engle and C. Granger, Econometrica 55 (1987), 251-276; MacKinnon (2010) for p-values.
    """
    _check(y)
    _check(x)
    hedge = ols_hedge(y, x)
    residual = y - hedge.alpha - hedge.beta * x
    floor = noise_floor(np.array([np.abs(y).max(), hedge.beta * np.abs(x).max()]))
    check_spread(y, x, hedge)
    found = _augmented(residual, floor, "n", lags, rule)
    # Two series: the hedge was estimated, which the surface of one series does not know.
    with library("MacKinnon's surface"):
        p_value = float(mackinnonp(found.statistic, regression="c", N=2))
        critical = mackinnoncrit(N=2, regression="c", nobs=residual.size - 1)
    levels = dict(zip(("1%", "5%", "10%"), map(float, critical), strict=True))
    return EngleGranger(found.statistic, p_value, levels)


def greatest_lag(observations: int) -> int:
    """Return the most lagged differences that a test with a constant can carry: n / 2 - 2.

    Parameters
    ----------
    observations : int
        Length of the series.

    Returns
    -------
    int
        Lags that leave the regression more rows than coefficients.
    """
    return observations // 2 - 2


def _augmented(
    series: Float64Array, floor: float, trend: Literal["c", "n"], lags: int | None, rule: LagRule
) -> UnitRootTest:
    """Fit the regression to the series in units of its own spread, which leaves t as it is.

    The library's answer to an exact fit is a ratio of roundings, so what the fit leaves is
    compared with the noise floor.
    """
    greatest = greatest_lag(series.size)
    if lags is not None and lags > greatest:
        raise TooManyLagsError(lags, greatest)
    spread = float(series.std())
    centre = float(series.mean()) if trend == "c" else 0.0
    # An exact fit takes the logarithm of zero in the choice of lags, and is singular.
    with (
        library("the unit-root test"),
        np.errstate(divide="ignore", invalid="ignore"),
        catch_warnings(),
    ):
        simplefilter("ignore", SingularMatrixWarning)
        found = adfuller(
            (series - centre) / spread,
            maxlag=lags,
            regression=trend,
            autolag=None if lags is not None else rule.upper(),
            store=True,
            result_object=True,
        )
    fit = found.resstore.resols
    left = math.sqrt(float(fit.ssr) / found.nobs) * spread
    if not left > floor or fit.model.rank < fit.model.exog.shape[1]:
        raise DoesNotVaryError(
            "the series follows from its own past exactly: what the test leaves does not vary"
        )
    return UnitRootTest(
        float(found.statistic),
        float(found.pvalue),
        int(found.lags),
        int(found.nobs),
        {level: float(value) for level, value in found.critical_values.items()},
    )


def _check(series: Float64Array) -> None:
    if series.size < NEEDED:
        raise InsufficientDataError(int(series.size), NEEDED)
    if not np.isfinite(series).all():
        raise NumericError("the series has holes; align it first")
    if not does_vary(series):
        raise DoesNotVaryError("the series does not vary")
