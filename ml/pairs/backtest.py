"""What the z-score rule would have earned, decided on yesterday's numbers, after costs."""

from dataclasses import dataclass

import numpy as np

from ml.series.returns import periods_to_ruin, until_ruin
from ml.typing import Float64Array


@dataclass(frozen=True, slots=True)
class Rule:
    """Levels of the z-score at which the rule acts.

    Attributes
    ----------
    entry : float
        Open a position at or beyond this distance from zero.
    exit : float
        Close it at or inside this distance, or past zero.
    stop : float
        Give up at or beyond this distance and wait until the spread has come back inside `exit`;
        infinity for never.
    cost : float
        Cost of trading one unit of notional, a decimal fraction (0.001 is 10 basis points).
    """

    entry: float = 2.0
    exit: float = 0.5
    stop: float = float("inf")
    cost: float = 0.001


@dataclass(frozen=True, slots=True, eq=False)
class PairBacktest:
    """One row for each bar.

    Attributes
    ----------
    position : ndarray of shape (n_observations,)
        -1, 0 or 1 units of the spread held after the bar's close; 0 from the bar on that lost
        all of the capital.
    returns : ndarray of shape (n_observations,)
        Simple return of the bar on gross capital, after costs; 0 at the first bar.
    turnover : ndarray of shape (n_observations,)
        Traded notional at the bar's close, as a fraction of gross capital.
    trades : int
        Positions opened.
    """

    position: Float64Array
    returns: Float64Array
    turnover: Float64Array
    trades: int


def z_score_positions(z_score: Float64Array, rule: Rule) -> Float64Array:
    """Units of the spread that the rule holds after each bar.

    Parameters
    ----------
    z_score : ndarray of shape (n_observations,)
        Known at each bar's close; NaN keeps what is held but opens nothing.
    rule : Rule
        Levels.

    Returns
    -------
    ndarray of shape (n_observations,)
        -1 (short the spread), 0 or 1.
    """
    held, stopped = 0.0, False
    positions = np.zeros(z_score.shape)
    for t, z in enumerate(z_score.tolist()):
        distance = abs(z)
        if stopped and distance <= rule.exit:
            stopped = False
        if held and (distance <= rule.exit or z * held > 0.0):
            held = 0.0
        elif held and distance >= rule.stop:
            held, stopped = 0.0, True
        elif not held and not stopped and rule.entry <= distance < rule.stop:
            held = -1.0 if z > 0.0 else 1.0
        positions[t] = held
    return positions


def backtest_pair(
    price_y: Float64Array,
    price_x: Float64Array,
    weight_x: Float64Array,
    z_score: Float64Array,
    rule: Rule,
) -> PairBacktest:
    r"""Trade the z-score rule over a history.

    Parameters
    ----------
    price_y, price_x : ndarray of shape (n_observations,)
        Positive prices (not logs), complete.
    weight_x : ndarray of shape (n_observations,)
        Value of x that hedges one unit of value of y, known at each close: beta for log prices,
        beta times x / y for prices. NaN holds nothing.
    z_score : ndarray of shape (n_observations,)
        Known at each close.
    rule : Rule
        Levels and cost.

    Returns
    -------
    PairBacktest
        Each bar earns on what was held at the close before it, so a decision never uses the bar
        that it profits from.

    Notes
    -----
    With weights :math:`w = (1, -h) / (1 + |h|)` times the position,
    :math:`r_t = w_{t-1} \cdot (R^y_t, R^x_t) - c \sum |w_t - w_{t-1}|`. The weights are set anew
    at each close while a position is held. A short side can lose more than the capital: the rule
    ends there, for nothing is left to trade with.
    """
    known = np.isfinite(weight_x)
    hedge = np.where(known, weight_x, 0.0)
    position = np.where(known, z_score_positions(z_score, rule), 0.0)
    gross = 1.0 + np.abs(hedge)
    weights = np.stack([position / gross, -position * hedge / gross])
    moves = np.stack([np.diff(price_y) / price_y[:-1], np.diff(price_x) / price_x[:-1]])
    before = np.concatenate([np.zeros((2, 1)), weights[:, :-1]], axis=1)
    turnover = np.abs(weights - before).sum(axis=0)
    earned = np.concatenate([[0.0], (weights[:, :-1] * moves).sum(axis=0)])
    returns = earned - rule.cost * turnover
    lost = periods_to_ruin(returns)
    position[lost:] = 0.0
    turnover[lost + 1 :] = 0.0
    previous = np.concatenate([[0.0], position[:-1]])
    opened = (position != 0.0) & (position != previous)
    return PairBacktest(position, until_ruin(returns), turnover, int(opened.sum()))
