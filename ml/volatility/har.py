"""Log-HAR with leverage: tomorrow's variance from the last day's, week's and month's."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.libraries import library
from ml.series.noise import VARIANCE
from ml.series.rolling import lagged, rolling_mean
from ml.typing import Float64Array, Float64Array1D, Float64Array2D, Int64Array
from ml.volatility.scale import rescaled

WEEK: Final = 5
MONTH: Final = 22
_FLOOR: Final = 0.01
_RIDGE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class HarFit:
    """A fitted log-HAR regression.

    Attributes
    ----------
    coefficients : ndarray of shape (n_features,)
        Intercept, day, week, month and the leverage terms.
    residual_variance : float
        Of the log variances.
    observations : int
        Rows it was fitted on.
    """

    coefficients: Float64Array1D
    residual_variance: float
    observations: int


def har_features(variance: Float64Array, returns: Float64Array) -> Float64Array2D:
    r"""Regressors known at the end of each period.

    Parameters
    ----------
    variance : ndarray of shape (n_observations,)
        Variance proxy of each period (realised variance, Parkinson or squared returns).
    returns : ndarray of shape (n_observations,)
        Returns of the same periods.

    Returns
    -------
    ndarray of shape (n_observations, 6)
        1, the logs of the mean proxy over 1, 5 and 22 periods, and the last day's and the
        last week's fall in units of the month's volatility. NaN until a month is full and where
        all that a month moved is rounding. A
        proxy below 1 % of its month's mean is raised to it, so that a day without a move
        has a logarithm.
    """
    month = rolling_mean(variance, MONTH)
    floored = np.maximum(variance, _FLOOR * month)
    week = rolling_mean(variance, WEEK)
    deviation = np.sqrt(_positive(month))
    fall = np.minimum(returns, 0.0) / deviation
    week_fall = np.minimum(rolling_mean(returns, WEEK) * np.sqrt(WEEK), 0.0) / deviation
    logs = [np.log(_positive(part)) for part in (floored, np.maximum(week, _FLOOR * month), month)]
    return np.stack([np.ones(variance.shape), *logs, fall, week_fall], axis=1)


def har_forecasts(
    variance: Float64Array,
    returns: Float64Array,
    *,
    least: int = 250,
    refit: int = 21,
) -> Float64Array:
    r"""Walk-forward variance forecasts; the value at t is for the period t + 1.

    Parameters
    ----------
    variance : ndarray of shape (n_observations,)
        Variance proxy of each period.
    returns : ndarray of shape (n_observations,)
        Returns of the same periods, whose squares set the scale.
    least : int
        Targets seen before the first fit.
    refit : int
        Periods between fits, each on everything seen until then.

    Returns
    -------
    ndarray of shape (n_observations,)
        Variances on the close-to-close scale, NaN before enough was seen. The value at t
        depends on nothing after t.

    Notes
    -----
    :math:`\ln v_{t+1} = b_0 + b_d \ln v_t + b_w \ln v_t^{(5)} + b_m \ln v_t^{(22)} +
    b_- r_t^- + b_{w-} r_t^{(5)-} + e`, mapped back by :math:`e^{\hat y + s^2/2}`.

    References
    ----------
    F. Corsi, A simple approximate long-memory model of realized volatility, Journal of
    Financial Econometrics 7(2) (2009); leverage: F. Corsi, R. Reno, Journal of Business &
    Economic Statistics 30(3) (2012).
    """
    features = har_features(variance, returns)
    target = np.full(variance.shape, np.nan)
    month = rolling_mean(variance, MONTH)
    target[1:] = np.log(_positive(np.maximum(variance[1:], _FLOOR * month[:-1])))
    raw = _walk_forward(features, target, least=least, refit=refit)
    return rescaled(raw, np.square(returns))


def fit_har(features: Float64Array2D, target: Float64Array) -> HarFit:
    """Least squares of next periods' log variance on today's features.

    Parameters
    ----------
    features : ndarray of shape (n_observations, n_features)
        Rows of :func:`har_features`, one period before the target; no NaN.
    target : ndarray of shape (n_observations,)
        Log variances.

    Returns
    -------
    HarFit
        Coefficients and residual variance.
    """
    gram, moment = features.T @ features, features.T @ target
    coefficients = _solve(gram[None], moment[None])[0]
    residual = target - features @ coefficients
    return HarFit(coefficients, float(residual @ residual) / target.size, target.size)


def _walk_forward(
    features: Float64Array2D, target: Float64Array, *, least: int, refit: int
) -> Float64Array:
    # Row t of `before` is the regressor of target t: what was known one period earlier.
    before = lagged(features)
    usable = np.isfinite(before).all(axis=1) & np.isfinite(target)
    x = np.where(usable[:, None], before, 0.0)
    y = np.where(usable, target, 0.0)
    seen = np.cumsum(usable, dtype=np.int64)
    at = _refit_points(seen, least, refit)
    out = np.full(target.shape, np.nan)
    if at.size == 0:
        return out
    gram = np.cumsum(np.einsum("ti,tj->tij", x, x), axis=0)[at]
    moment = np.cumsum(x * y[:, None], axis=0)[at]
    beta = _solve(gram, moment)
    squares = np.cumsum(y**2)[at]
    fit = 2.0 * np.einsum("ki,ki->k", beta, moment) - np.einsum("ki,kij,kj->k", beta, gram, beta)
    noise = np.maximum(squares - fit, 0.0) / seen[at]
    serving = np.searchsorted(at, np.arange(target.size), side="right") - 1
    later = serving >= 0
    chosen = serving[later]
    logs = np.einsum("ti,ti->t", features[later], beta[chosen]) + 0.5 * noise[chosen]
    out[later] = np.exp(logs)
    return out


def _refit_points(seen: Int64Array, least: int, refit: int) -> Int64Array:
    first = int(np.searchsorted(seen, least))
    return np.arange(first, seen.size, refit)


def _solve(gram: Float64Array, moment: Float64Array) -> Float64Array:
    size = gram.shape[-1]
    trace = np.trace(gram, axis1=-2, axis2=-1)[..., None, None] / size
    ridge = gram + _RIDGE * trace * np.eye(size)
    with library("the log-HAR regression", warns=False):
        return np.asarray(np.linalg.solve(ridge, moment[..., None]))[..., 0]


def _positive(values: Float64Array) -> Float64Array:
    return np.where(values > VARIANCE, values, np.nan)
