"""What is forecast: log returns over 1 to H periods in units of the volatility known before."""

from dataclasses import dataclass

import numpy as np

from ml.features.frame import FeatureFrame
from ml.features.technical import positive
from ml.typing import DateArray, Float64Array2D


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Outcomes of each row, shape (n_rows, n_horizons), for horizons 1 to n_horizons.

    `scaled` is the log return over h periods divided by `scale`, which is volatility times
    sqrt(h); NaN where the outcome is not known. `known_on` is the date the outcome becomes known.
    """

    scaled: Float64Array2D
    scale: Float64Array2D
    known_on: DateArray


def scaled_targets(frame: FeatureFrame, horizons: int) -> Targets:
    r"""Outcomes of every row.

    Parameters
    ----------
    frame : FeatureFrame
        Rows with closes and volatility.
    horizons : int
        Longest horizon in periods.

    Returns
    -------
    Targets
        Arrays of shape (n_rows, horizons).

    Notes
    -----
    :math:`y_{t,h} = \ln(P_{t+h} / P_t) / (\sigma_t \sqrt h)`.
    """
    steps = np.arange(1, horizons + 1)
    logs = np.log(frame.closes)
    volatility = positive(frame.volatility)
    scale = volatility[:, None] * np.sqrt(steps)
    moves = np.full((len(frame), horizons), np.nan)
    known_on = np.full((len(frame), horizons), np.datetime64("NaT"), dtype="datetime64[D]")
    for step in steps:
        here = np.flatnonzero(frame.symbol[:-step] == frame.symbol[step:])
        moves[here, step - 1] = logs[here + step] - logs[here]
        known_on[here, step - 1] = frame.dates[here + step]
    return Targets(moves / scale, scale, known_on)
