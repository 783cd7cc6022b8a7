"""The track record of a model: everything it would have said, row by row, at the time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.evaluation.conformal import GAMMA, LEVELS, conformal_radii
from ml.evaluation.probability import UpProbability, probability_up
from ml.features.frame import FeatureFrame
from ml.features.targets import Targets
from ml.typing import BoolArray, Float64Array, Float64Array2D, Int64Array


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """What was said at each row, in units of the scaled targets; NaN where nothing was.

    `predictions` has shape (n_rows, n_horizons), `radii` (n_rows, n_horizons, n_levels).
    """

    predictions: Float64Array2D
    radii: Float64Array
    up: UpProbability

    def direction(
        self, rows: Int64Array | slice = slice(None), columns: int | slice = slice(None)
    ) -> NDArray[np.int8]:
        """1 up, -1 down, 0 no edge.

        A direction needs a probability that clears its standard error from the base rate, and
        lies on that side of one half.

        Parameters
        ----------
        rows : ndarray of int or slice
            Rows that are wanted; all of them unless given.
        columns : int or slice
            Horizons that are wanted, the first being 0; all of them unless given.

        Returns
        -------
        ndarray of int8, shape (n_rows, n_horizons) or (n_rows,)
            1, -1 or 0.
        """
        chance, error = self.up.probability[rows, columns], self.up.error[rows, columns]
        edge = chance - self.up.base_rate[rows, columns]
        rise = (edge > error) & (chance > 0.5)
        fall = (-edge > error) & (chance < 0.5)
        return rise.astype(np.int8) - fall.astype(np.int8)


def track_record(
    frame: FeatureFrame,
    targets: Targets,
    predictions: Float64Array2D,
    pool: BoolArray,
    *,
    only: tuple[str, ...] | None = None,
    gamma: float = GAMMA,
) -> Track:
    """Add to predictions the intervals and probabilities that would have gone with them.

    Parameters
    ----------
    frame : FeatureFrame
        The rows.
    targets : Targets
        Outcomes and when they became known.
    predictions : ndarray of shape (n_rows, n_horizons)
        Out-of-sample predictions; NaN where there is none.
    pool : ndarray of shape (n_rows,)
        Rows that calibrate P(up).
    only : tuple of str, optional
        Symbols whose intervals are wanted; all when left out.
    gamma : float
        Step of adaptive conformal inference.

    Returns
    -------
    Track
        Row t uses outcomes known at t only.
    """
    scores = np.abs(targets.scaled - predictions)
    radii = np.full((*predictions.shape, len(LEVELS)), np.nan)
    for index, symbol in enumerate(frame.symbols):
        if only is None or symbol in only:
            _fill(radii, scores, predictions, frame.rows_of(index), gamma)
    return Track(predictions, radii, probability_up(frame, targets, predictions, pool))


def _fill(
    radii: Float64Array,
    scores: Float64Array2D,
    predictions: Float64Array2D,
    rows: slice,
    gamma: float,
) -> None:
    asked = rows.start + np.flatnonzero(np.isfinite(predictions[rows, 0]))
    for column in range(predictions.shape[1]):
        # Rows without a prediction end or split nothing: a symbol's gap only delays its scores.
        radii[asked, column] = conformal_radii(scores[asked, column], delay=column + 1, gamma=gamma)
