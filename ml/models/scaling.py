"""Standardisation fitted on training rows only, with a fixed clip against freak days."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.series.noise import above_noise
from ml.typing import Float64Array, Float64Array1D, Float64Array2D

CLIP: Final = 5.0
"""Standard deviations past which a feature counts as this far; a constant, nothing is fitted."""


@dataclass(frozen=True, slots=True, eq=False)
class Scaler:
    """Mean and standard deviation of each feature, shape (n_features,)."""

    mean: Float64Array1D
    deviation: Float64Array1D

    @classmethod
    def fit(cls, table: Float64Array2D) -> "Scaler":
        """Learn from training rows, shape (n_samples, n_features); a constant gets deviation 1."""
        deviation = table.std(axis=0)
        mean = table.mean(axis=0)
        return cls(mean, np.where(above_noise(deviation, mean), deviation, 1.0))

    def apply(self, values: Float64Array) -> Float64Array:
        """Standardise values.

        Parameters
        ----------
        values : ndarray of shape (..., n_features)
            Raw values; NaN stays NaN.

        Returns
        -------
        ndarray of shape (..., n_features)
            In standard deviations from the mean of the sample that was learnt from.
        """
        return np.clip((values - self.mean) / self.deviation, -CLIP, CLIP)
