"""Recursive indicators of one symbol as plain loops: what a Spark executor runs.

The module travels to executors by value, so it imports nothing of ours.
"""

import math
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

ROUNDING = 1e-12
"""That of `ml.series.noise`, which executors do not have."""

Column = NDArray[np.float64]


def averaged(values: Sequence[float], *, periods: int, alpha: float) -> list[float]:
    r"""Recursive average that starts from the mean of the first known inputs.

    Parameters
    ----------
    values : sequence of float
        Oldest first; NaN where unknown.
    periods : int
        Known inputs whose mean starts the recursion.
    alpha : float
        Weight of the newest input: 1 / n for Wilder's average, 2 / (n + 1) for an EMA.

    Returns
    -------
    list of float
        The unit of the values. NaN before the start and where the input is NaN, which leaves
        the state where it was.

    Notes
    -----
    :math:`A_t = A_{t-1} + \alpha (x_t - A_{t-1})`.

    References
    ----------
    Wilder, New Concepts in Technical Trading Systems (1978), section VI.
    """
    known, total, level = 0, 0.0, math.nan
    path = []
    for value in values:
        if math.isnan(value):
            path.append(math.nan)
            continue
        known += 1
        total += value if known <= periods else 0.0
        if known == periods:
            level = total / periods
        elif known > periods:
            level += alpha * (value - level)
        path.append(level)
    return path


def relative_strength(close: Column, *, periods: int) -> Column:
    r"""Wilder's relative strength index.

    Parameters
    ----------
    close : ndarray of shape (n_observations,)
        Positive prices, oldest first.
    periods : int
        Changes in the first average.

    Returns
    -------
    ndarray of shape (n_observations,)
        0 to 100; NaN for the first `periods` rows and while the price has not moved.

    Notes
    -----
    :math:`100\, G_t / (G_t + L_t)` with Wilder's averages of gains and losses.

    References
    ----------
    Wilder, New Concepts in Technical Trading Systems (1978), section VI.
    """
    moves = [math.nan, *np.diff(close).tolist()]
    alpha = 1.0 / periods
    # NaN goes first: max keeps its first argument when the comparison is false.
    gains = averaged([max(move, 0.0) for move in moves], periods=periods, alpha=alpha)
    losses = averaged([max(-move, 0.0) for move in moves], periods=periods, alpha=alpha)
    both = ((gain, gain + loss) for gain, loss in zip(gains, losses, strict=True))
    return np.array(
        [
            100.0 * gain / total if total > ROUNDING * price else math.nan
            for (gain, total), price in zip(both, close.tolist(), strict=True)
        ]
    )


def macd(close: Column, *, fast: int, slow: int, signal: int) -> tuple[Column, Column]:
    r"""Difference of two EMAs and the EMA of that difference.

    Parameters
    ----------
    close : ndarray of shape (n_observations,)
        Positive prices, oldest first.
    fast, slow, signal : int
        Periods of the three EMAs.

    Returns
    -------
    tuple of ndarray of shape (n_observations,)
        Line and signal in the unit of the price; NaN for the first `slow - 1` rows, and for the
        first `slow + signal - 2`.

    References
    ----------
    Appel, Technical Analysis: Power Tools for Active Investors (2005), chapter 8.
    """
    prices = close.tolist()
    quick, calm = (
        np.array(averaged(prices, periods=periods, alpha=2.0 / (periods + 1)))
        for periods in (fast, slow)
    )
    line = quick - calm
    return line, np.array(averaged(line.tolist(), periods=signal, alpha=2.0 / (signal + 1)))


def average_true_range(high: Column, low: Column, close: Column, *, periods: int) -> Column:
    r"""Wilder's average of the true range.

    Parameters
    ----------
    high, low, close : ndarray of shape (n_observations,)
        Prices, oldest first; high and low are NaN where unknown.
    periods : int
        Ranges in the first average.

    Returns
    -------
    ndarray of shape (n_observations,)
        Unit of the price; NaN for the first `periods - 1` rows and where high or low is unknown.

    Notes
    -----
    :math:`TR_t = \max(H_t, P_{t-1}) - \min(L_t, P_{t-1})` and :math:`TR_0 = H_0 - L_0`.

    References
    ----------
    Wilder, New Concepts in Technical Trading Systems (1978), section III.
    """
    span = high - low
    span[1:] = np.maximum(high[1:], close[:-1]) - np.minimum(low[1:], close[:-1])
    return np.array(averaged(span.tolist(), periods=periods, alpha=1.0 / periods))


def with_recursions(
    table: pa.Table, *, wilder: int, fast: int, slow: int, signal: int, order: str
) -> pa.Table:
    """One symbol's rows, oldest first, with RSI, MACD and ATR beside them.

    Parameters
    ----------
    table : pyarrow.Table
        Columns `high`, `low`, `close` and the one to order by, and any others.
    wilder, fast, slow, signal : int
        Periods of the averages.
    order : str
        Column to order by.

    Returns
    -------
    pyarrow.Table
        The rows with `rsi_14`, `macd`, `macd_signal`, `macd_histogram` and `atr_14` appended.
    """
    rows = table.take(pc.sort_indices(table, sort_keys=[(order, "ascending")]))
    high, low, close = (
        np.array(rows[name].to_numpy(), dtype=np.float64) for name in ("high", "low", "close")
    )
    line, averaged_line = macd(close, fast=fast, slow=slow, signal=signal)
    columns = {
        "rsi_14": relative_strength(close, periods=wilder),
        "macd": line,
        "macd_signal": averaged_line,
        "macd_histogram": line - averaged_line,
        "atr_14": average_true_range(high, low, close, periods=wilder),
    }
    for name, values in columns.items():
        rows = rows.append_column(name, pa.array(values))
    return rows
