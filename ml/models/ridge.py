"""Linear regression shrunk as far as the signal in daily returns deserves."""

from typing import ClassVar, Final, Self

import numpy as np
from typing_extensions import override

from ml.libraries import library
from ml.models.base import DESIGN_EFFECT, Forecaster, Samples
from ml.models.codec import array, decode, encode
from ml.models.scaling import Scaler
from ml.typing import Float64Array2D

SIGNAL: Final = 0.002
"""Share of the variance a daily forecast may hope to explain, a prior and not a fit.

With coefficients drawn from N(0, tau^2) and k standardised features that explain this share,
the posterior mean is ridge with penalty k / SIGNAL (Hoerl and Kennard, Technometrics 12, 1970),
times the design effect because rows of one day are not independent.
"""


class Ridge(Forecaster):
    """Ridge regression on standardised features; the intercept is not penalised."""

    kind: ClassVar[str] = "ridge"

    def __init__(self) -> None:
        self.scaler = Scaler(np.zeros(0), np.ones(0))
        self.coefficients: Float64Array2D = np.zeros((0, 0))
        self.intercept = np.zeros(0)
        self.centre = np.zeros(0)

    @override
    def fit(self, samples: Samples, targets: Float64Array2D, rng: np.random.Generator) -> Self:
        table = samples.table()
        self.scaler = Scaler.fit(table)
        scaled = self.scaler.apply(table)
        self.centre, self.intercept = scaled.mean(axis=0), targets.mean(axis=0)
        centred = scaled - self.centre
        features = centred.shape[1]
        penalty = DESIGN_EFFECT * features / SIGNAL
        gram = centred.T @ centred + np.eye(features) * penalty
        with library("the ridge regression", warns=False):
            self.coefficients = np.linalg.solve(gram, centred.T @ (targets - self.intercept))
        return self

    def centred(self, samples: Samples) -> Float64Array2D:
        """Return the features as the regression sees them.

        Parameters
        ----------
        samples : Samples
            Rows with the features that `fit` saw.

        Returns
        -------
        ndarray of shape (n_samples, n_features)
            Features less their means of the training sample.
        """
        scaled: Float64Array2D = self.scaler.apply(samples.table()) - self.centre
        return scaled

    @override
    def predict(self, samples: Samples) -> Float64Array2D:
        # einsum and not BLAS: a row's forecast must not depend on how many rows are asked.
        moved = np.einsum("nf,fh->nh", self.centred(samples), self.coefficients)
        predicted: Float64Array2D = moved + self.intercept
        return predicted

    @override
    def to_bytes(self) -> bytes:
        return encode(
            self.kind,
            mean=self.scaler.mean,
            deviation=self.scaler.deviation,
            centre=self.centre,
            intercept=self.intercept,
            coefficients=self.coefficients,
        )

    @classmethod
    @override
    def from_bytes(cls, data: bytes) -> Self:
        names = ("mean", "deviation", "centre", "intercept", "coefficients")
        values = {name: array(value) for name, value in _only(data, cls.kind, names)}
        model = cls()
        model.scaler = Scaler(values["mean"], values["deviation"])
        model.centre, model.intercept = values["centre"], values["intercept"]
        model.coefficients = values["coefficients"].reshape(len(values["centre"]), -1)
        return model


def _only(data: bytes, kind: str, names: tuple[str, ...]) -> list[tuple[str, object]]:
    values = decode(data, kind, *names)
    return [(name, values[name]) for name in names]
