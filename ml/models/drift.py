"""The random walk with the pool's mean scaled return as its drift."""

from typing import ClassVar, Self

import numpy as np
from typing_extensions import override

from ml.models.base import Forecaster, Samples
from ml.models.codec import array, decode, encode
from ml.typing import Float64Array, Float64Array2D


class Drift(Forecaster):
    """The training mean of each horizon, the same for every row.

    Parameters
    ----------
    mean : ndarray of shape (n_horizons,), optional
        What `fit` would learn; empty before.
    """

    kind: ClassVar[str] = "drift"

    def __init__(self, mean: Float64Array | None = None) -> None:
        self.mean = np.zeros(0) if mean is None else mean

    @override
    def fit(self, samples: Samples, targets: Float64Array2D, rng: np.random.Generator) -> Self:
        self.mean = targets.mean(axis=0)
        return self

    @override
    def predict(self, samples: Samples) -> Float64Array2D:
        return np.tile(self.mean, (len(samples), 1))

    @override
    def to_bytes(self) -> bytes:
        return encode(self.kind, mean=self.mean)

    @classmethod
    @override
    def from_bytes(cls, data: bytes) -> Self:
        return cls(array(decode(data, cls.kind, "mean")["mean"]))
