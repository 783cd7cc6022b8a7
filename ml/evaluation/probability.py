"""P(up): calibrated on outcomes that were known, and shrunk to the base rate."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.features.frame import FeatureFrame
from ml.features.targets import Targets
from ml.typing import BoolArray, DateArray, Float64Array, Float64Array2D, Int64Array

PRIOR_DAYS: Final = 1000.0
"""Days of the pool's base rate that a symbol's own frequency is blended with."""
MINIMUM_DAYS: Final = 252
"""Days of outcomes before a model may move the probability away from the base rate."""
LARGEST_SHIFT: Final = 0.5
"""In log odds, 12 percentage points at one half; no daily model deserves more."""


@dataclass(frozen=True, slots=True, eq=False)
class UpProbability:
    """Arrays of shape (n_rows, n_horizons); `error` is the standard error of the distance."""

    probability: Float64Array2D
    base_rate: Float64Array2D
    error: Float64Array2D


def probability_up(
    frame: FeatureFrame, targets: Targets, predictions: Float64Array2D, pool: BoolArray
) -> UpProbability:
    r"""Turn predictions into probabilities of a rise, row by row, with what was known then.

    Parameters
    ----------
    frame : FeatureFrame
        The rows.
    targets : Targets
        Outcomes; each counts from the date it became known.
    predictions : ndarray of shape (n_rows, n_horizons)
        Out-of-sample predictions in the unit of the targets; NaN where there is none.
    pool : ndarray of shape (n_rows,)
        Rows whose outcomes calibrate.

    Returns
    -------
    UpProbability
        NaN where there is no prediction.

    Notes
    -----
    :math:`\mathrm{logit}\, p = \mathrm{logit}\, b + \beta z`, where b is the base rate, z the
    prediction less its mean so far, and beta one Newton step of the logistic likelihood from
    zero, :math:`\sum z (o - b) / \sum z^2 b (1 - b)`. Its error is clustered by day and widened
    by sqrt(h) for overlap; beta is shrunk by the positive-part James-Stein factor
    :math:`1 - se^2 / \beta^2` and never negative: a model that was wrong is not inverted.
    """
    days, day = np.unique(frame.dates, return_inverse=True)
    horizons = predictions.shape[1]
    columns = [
        _one_horizon(_Horizon(frame, days, day, pool, targets, column), predictions[:, column])
        for column in range(horizons)
    ]
    return UpProbability(*(np.column_stack(part) for part in zip(*columns, strict=True)))


class _Horizon:
    """Outcomes of one horizon and the day on which each became known."""

    def __init__(
        self,
        frame: FeatureFrame,
        days: DateArray,
        day: Int64Array,
        pool: BoolArray,
        targets: Targets,
        column: int,
    ) -> None:
        self.step = column + 1
        self.day, self.size = day, days.size
        outcome = targets.scaled[:, column]
        self.known = np.isfinite(outcome)
        self.up = outcome > 0.0
        known_on = targets.known_on[self.known, column]
        self.known_day = np.zeros(len(frame), dtype=np.int64)
        self.known_day[self.known] = np.searchsorted(days, known_on)
        self.counted = self.known & pool
        self.symbol = frame.symbol

    def so_far(self, values: Float64Array, rows: BoolArray) -> Float64Array:
        """Sum of what was known at each day, from values that became known by then."""
        daily = np.bincount(self.known_day[rows], weights=values[rows], minlength=self.size)
        return np.cumsum(daily)

    def own_so_far(self, values: Float64Array) -> Float64Array:
        """Sum over the same symbol of what was known at each row."""
        counted = np.where(self.known, values, 0.0)
        total = np.cumsum(counted)
        starts = np.searchsorted(self.symbol, self.symbol)
        before = total[starts] - counted[starts]
        place = np.arange(len(total)) - self.step
        inside = place >= starts
        return np.where(inside, total[np.where(inside, place, 0)] - before, 0.0)


def _one_horizon(
    horizon: _Horizon, prediction: Float64Array
) -> tuple[Float64Array, Float64Array, Float64Array]:
    base, base_error = _base_rate(horizon)
    z = prediction - _running_mean(horizon, prediction)
    beta, beta_error = _slope(horizon, z, base)
    shift = np.clip(beta * z, -LARGEST_SHIFT, LARGEST_SHIFT)
    odds = base / (1.0 - base) * np.exp(shift)
    probability = odds / (1.0 + odds)
    moved = probability * (1.0 - probability) * np.abs(z) * beta_error
    return probability, np.where(np.isfinite(z), base, np.nan), np.hypot(base_error, moved)


def _base_rate(horizon: _Horizon) -> tuple[Float64Array, Float64Array]:
    """Trailing frequency of a rise: the symbol's own, blended with the pool's."""
    up = horizon.up.astype(np.float64)
    ones = np.ones_like(up)
    # One rise and one fall that never were keep the rate inside (0, 1) on the first days.
    pool_rate = (horizon.so_far(up, horizon.counted) + 1.0) / (
        horizon.so_far(ones, horizon.counted) + 2.0
    )
    own, count = horizon.own_so_far(up), horizon.own_so_far(ones)
    base = (own + PRIOR_DAYS * pool_rate[horizon.day]) / (count + PRIOR_DAYS)
    return base, np.sqrt(base * (1.0 - base) * horizon.step / (count + PRIOR_DAYS))


def _running_mean(horizon: _Horizon, prediction: Float64Array) -> Float64Array:
    given = np.isfinite(prediction) & horizon.counted
    weights = np.where(given, prediction, 0.0)
    total = horizon.so_far(weights, given)[horizon.day]
    count = horizon.so_far(given.astype(np.float64), given)[horizon.day]
    return total / np.maximum(count, 1.0)


def _slope(
    horizon: _Horizon, z: Float64Array, base: Float64Array
) -> tuple[Float64Array, Float64Array]:
    rows = np.isfinite(z) & horizon.counted
    score = np.where(rows, z * (horizon.up - base), 0.0)
    information = np.where(rows, np.square(z) * base * (1.0 - base), 0.0)
    days = np.bincount(horizon.day[rows], minlength=horizon.size) > 0
    by_day = np.bincount(horizon.day[rows], weights=score[rows], minlength=horizon.size)
    # A day's cluster counts once the last of its outcomes is known.
    known = np.zeros(horizon.size, dtype=np.int64)
    np.maximum.at(known, horizon.day[rows], horizon.known_day[rows])
    scatter = np.cumsum(np.bincount(known, weights=np.square(by_day), minlength=horizon.size))
    seen = np.cumsum(np.bincount(known, weights=days, minlength=horizon.size))
    weight = horizon.so_far(information, rows)
    usable = (weight > 1e-12) & (seen >= MINIMUM_DAYS)
    safe = np.where(usable, weight, 1.0)
    beta = np.where(usable, horizon.so_far(score, rows) / safe, 0.0)
    error = np.where(usable, np.sqrt(scatter * horizon.step) / safe, 0.0)
    shrunk = np.where(beta > error, beta - np.square(error) / np.where(beta > 0.0, beta, 1.0), 0.0)
    return shrunk[horizon.day], error[horizon.day]
