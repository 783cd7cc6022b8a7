"""Value at risk and expected shortfall forecast one period ahead, day after day."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ml.risk.tail import tail_rank, tail_size
from ml.risk.value_at_risk import ewma_filter, standardised
from ml.typing import BoolArray, Float64Array, Float64Array2D

CHUNK = 1_024
"""Windows sorted at a time, so that a long history costs megabytes and not gigabytes."""


@dataclass(frozen=True, slots=True)
class RollingForecast:
    """Forecasts aligned with the returns they are about.

    Attributes
    ----------
    value_at_risk : ndarray of shape (n_observations,)
        Forecast for period t from returns before t; NaN while the window fills.
    expected_shortfall : ndarray of shape (n_observations,)
        The same for the expected shortfall.
    """

    value_at_risk: Float64Array
    expected_shortfall: Float64Array

    def violations(self, returns: Float64Array) -> BoolArray:
        """Whether each forecast period's loss exceeded its value at risk.

        Parameters
        ----------
        returns : ndarray of shape (n_observations,)
            The returns the forecasts are about.

        Returns
        -------
        ndarray of bool, shape (n_forecasts,)
            Only the periods with a forecast, oldest first.
        """
        known = np.isfinite(self.value_at_risk)
        return np.asarray(-returns[known] > self.value_at_risk[known])


def rolling_historical(returns: Float64Array, window: int, confidence: float) -> RollingForecast:
    """Historical simulation over a moving window.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns without NaN, oldest first.
    window : int
        Returns a forecast is made from.
    confidence : float
        For example 0.99.

    Returns
    -------
    RollingForecast
        By the rank rule of :func:`ml.risk.value_at_risk.historical_value_at_risk`.
    """
    value, shortfall = _tails(returns, window, confidence)
    return RollingForecast(value, shortfall)


def rolling_filtered(returns: Float64Array, window: int, confidence: float) -> RollingForecast:
    """Filtered historical simulation on an exponential filter over a moving window.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns without NaN, oldest first.
    window : int
        Standardised returns a forecast is made from.
    confidence : float
        For example 0.99.

    Returns
    -------
    RollingForecast
        Tomorrow's volatility times the window's standardised tail.
    """
    ahead, _ = ewma_filter(returns)
    shocks = standardised(returns, ahead)
    value, shortfall = _tails(shocks, window, confidence)
    return RollingForecast(ahead * value, ahead * shortfall)


def _tails(
    values: Float64Array, window: int, confidence: float
) -> tuple[Float64Array, Float64Array]:
    value, shortfall = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    if values.size <= window:
        return value, shortfall
    # The last window has no following day to be compared with.
    windows = sliding_window_view(values, window)[:-1]
    for start in range(0, windows.shape[0], CHUNK):
        chunk = windows[start : start + CHUNK]
        place = slice(window + start, window + start + chunk.shape[0])
        value[place], shortfall[place] = _chunk_tails(chunk, confidence)
    return value, shortfall


def _chunk_tails(windows: Float64Array2D, confidence: float) -> tuple[Float64Array, Float64Array]:
    size = tail_size(windows.shape[1], confidence)
    rank, whole = tail_rank(windows.shape[1], confidence), int(size)
    worst = np.sort(np.partition(windows, rank - 1, axis=1)[:, :rank], axis=1)
    part = float(size - whole)
    edge = part * worst[:, rank - 1] if part > 0.0 else 0.0
    shortfall = -(worst[:, :whole].sum(axis=1) + edge) / float(size)
    # NaN sorts to the end, so a window with a gap would pass as a smaller sample.
    gap = np.isnan(windows).any(axis=1)
    return np.where(gap, np.nan, -worst[:, rank - 1]), np.where(gap, np.nan, shortfall)
