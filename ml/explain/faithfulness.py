"""Whether an explanation adds up to what it explains."""

import numpy as np

from ml.explain.shapley import Contributions
from ml.typing import Float64Array2D


def additivity_error(parts: Contributions, predictions: Float64Array2D) -> Float64Array2D:
    """Distance between a prediction and its base value plus contributions.

    Parameters
    ----------
    parts : Contributions
        The explanation.
    predictions : ndarray of shape (n_samples, n_horizons)
        What the model said, in the unit of the targets.

    Returns
    -------
    ndarray of shape (n_samples, n_horizons)
        Absolute error in the unit of the targets.
    """
    error: Float64Array2D = np.abs(parts.total - predictions)
    return error
