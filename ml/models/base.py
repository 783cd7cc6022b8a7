"""What every forecaster is: fit, predict, and turn into bytes that hold no code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Protocol, Self

import numpy as np

from ml.features.frame import FeatureFrame
from ml.typing import BoolArray, Float64Array, Float64Array2D, Int64Array

WINDOW: Final = 20
"""Days a sequence model looks back; every model is fitted and scored on the same rows."""


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Rows of a frame, as a table for some models and as windows for others."""

    frame: FeatureFrame
    rows: Int64Array

    def __len__(self) -> int:
        return len(self.rows)

    def table(self) -> Float64Array2D:
        """Features of each row, shape (n_samples, n_features)."""
        values: Float64Array2D = self.frame.values[self.rows]
        return values

    def windows(self, names: Sequence[str]) -> Float64Array:
        """Return some features of the `WINDOW` days that end at each row.

        Parameters
        ----------
        names : sequence of str
            Features to take, in that order.

        Returns
        -------
        ndarray of shape (n_samples, WINDOW, n_names)
            The oldest day comes first.
        """
        columns = np.array([self.frame.names.index(name) for name in names], dtype=np.int64)
        days = self.rows[:, None] + np.arange(1 - WINDOW, 1)
        windows: Float64Array = self.frame.values[days[:, :, None], columns]
        return windows


def eligible(frame: FeatureFrame) -> BoolArray:
    """Rows whose whole window is usable and of one symbol.

    Parameters
    ----------
    frame : FeatureFrame
        Any frame.

    Returns
    -------
    ndarray of shape (n_rows,)
        True where a model may be asked.
    """
    usable = frame.usable
    streak = np.arange(len(frame)) - np.maximum.accumulate(
        np.where(usable, -1, np.arange(len(frame)))
    )
    # Each symbol starts with unusable warm-up rows, so a streak never crosses two symbols.
    result: BoolArray = usable & (streak >= WINDOW)
    return result


DESIGN_EFFECT: Final = 8.0
"""How many rows of one day are worth one: returns of a day move together.

Twenty stocks with a mean pairwise correlation of 0.35 carry 1 + 19 * 0.35 = 7.65 times fewer
independent observations than rows (Kish, Survey Sampling, 1965, section 5.4). Penalties that are
meant per observation are multiplied by it.
"""


class Forecaster(Protocol):
    """A model of scaled log returns, for horizons 1 to n_horizons at once."""

    kind: ClassVar[str]
    suffix: ClassVar[str] = "json"

    def fit(self, samples: Samples, targets: Float64Array2D, rng: np.random.Generator) -> Self:
        """Learn from samples and their outcomes.

        Parameters
        ----------
        samples : Samples
            Rows to learn from, without NaN.
        targets : ndarray of shape (n_samples, n_horizons)
            Log returns divided by volatility, without NaN.
        rng : numpy.random.Generator
            The only source of randomness: the same seed gives the same model.

        Returns
        -------
        Self
            The fitted model, so that calls can be chained.
        """
        ...

    def predict(self, samples: Samples) -> Float64Array2D:
        """Return the expected outcomes.

        Parameters
        ----------
        samples : Samples
            Rows to predict, with the features that `fit` saw.

        Returns
        -------
        ndarray of shape (n_samples, n_horizons)
            In the unit of the targets.
        """
        ...

    def to_bytes(self) -> bytes:
        """Encode the fitted model without pickling: JSON, UBJ or safetensors."""
        ...

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Decode what `to_bytes` gave.

        Parameters
        ----------
        data : bytes
            Content of a model's file.

        Returns
        -------
        Self
            A model that predicts as the encoded one does.

        Raises
        ------
        ModelFileError
            When it is not that.
        """
        ...
