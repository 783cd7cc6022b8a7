"""The reference: the best guess of tomorrow's price is today's."""

from typing import ClassVar, Self

import numpy as np
from typing_extensions import override

from ml.models.base import Forecaster, Samples
from ml.models.codec import decode, encode
from ml.typing import Float64Array2D


class RandomWalk(Forecaster):
    """No change at any horizon.

    Parameters
    ----------
    horizons : int
        How many horizons `predict` answers; `fit` takes it from the targets.
    """

    kind: ClassVar[str] = "random_walk"

    def __init__(self, horizons: int = 0) -> None:
        self.horizons = horizons

    @override
    def fit(self, samples: Samples, targets: Float64Array2D, rng: np.random.Generator) -> Self:
        self.horizons = targets.shape[1]
        return self

    @override
    def predict(self, samples: Samples) -> Float64Array2D:
        return np.zeros((len(samples), self.horizons))

    @override
    def to_bytes(self) -> bytes:
        return encode(self.kind, horizons=self.horizons)

    @classmethod
    @override
    def from_bytes(cls, data: bytes) -> Self:
        return cls(int(decode(data, cls.kind, "horizons")["horizons"]))
