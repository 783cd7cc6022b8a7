"""Volatility of the last month after each day."""

from typing import Final

import numpy as np

from ml.measures.measure import Measure, Reference
from ml.risk.sample import ReturnSample
from ml.series.noise import RATIO
from ml.series.rolling import rolling_std
from ml.typing import Float64Array

WINDOW: Final = 21
"""Sessions of a month."""


def rolling_volatility(
    returns: Float64Array, *, earlier: Float64Array, window: int = WINDOW
) -> Float64Array:
    r"""Sample standard deviation of the last returns, after each of them.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of the period that is measured.
    earlier : ndarray of shape (n_earlier,)
        Returns before them, which fill the first windows.
    window : int
        Returns in a window.

    Returns
    -------
    ndarray of shape (n_observations,)
        Fractions per period; NaN until a window is full, exactly 0 where its returns differ by
        rounding alone.

    Notes
    -----
    :math:`\sqrt{\sum (r_t - \bar r)^2 / (w - 1)}` over w returns.

    References
    ----------
    P. Jorion, Value at Risk, 3rd ed. (2007), section 9.2.1.
    """
    whole = np.concatenate((earlier, returns))
    return rolling_std(whole, window, unit=RATIO)[earlier.size :]


MEASURES: Final = (
    Measure(
        id="risk.rolling_volatility",
        place=200,
        title="Rolling volatility",
        meaning=f"Standard deviation of the last {WINDOW} returns, a day.",
        formula=f"√(Σ(r − r̄)² / {WINDOW - 1}) over {WINDOW} returns",
        unit="fraction",
        sign="Never negative.",
        unknown="on days before the first window is full",
        citation="P. Jorion (2007), section 9.2.1",
        sample=ReturnSample,
        function=rolling_volatility,
        kernel=rolling_std,
        fixed=(("window", WINDOW),),
        reference=Reference("ml.reference.volatility:rolling_volatility", tolerance=1e-8),
        libraries=(
            Reference("ml.reference.libraries:rolling_volatility", "pandas", tolerance=1e-7),
        ),
        inputs=(("Window", "rolling_window"),),
        path=True,
        elsewhere="Drawn as a chart.",
    ),
)
