"""Regularised XGBoost: few, shallow, slow trees. Library defaults lose 18 % of R2 here."""

import json
from typing import Any, ClassVar, Final, Self

import numpy as np
import xgboost as xgb
from typing_extensions import override

from ml.errors import ModelFileError, NotConvergedError
from ml.libraries import library
from ml.models.base import DESIGN_EFFECT, Forecaster, Samples
from ml.typing import Float64Array2D

PARAMETERS: Final[dict[str, Any]] = {
    "objective": "reg:squarederror",
    "max_depth": 3,
    "eta": 0.03,
    "min_child_weight": 2000,
    # A leaf's mean has a prior variance of 0.002 (see ridge.SIGNAL), so 500 rows per independent
    # day's row, times the design effect.
    "lambda": 500.0 * DESIGN_EFFECT,
    "subsample": 0.5,
    "colsample_bytree": 0.5,
    "tree_method": "hist",
    "max_bin": 64,
    "nthread": 1,
}
ROUNDS: Final = 100


class GradientBoosting(Forecaster):
    """One booster with a tree per round and horizon.

    Parameters
    ----------
    booster : xgboost.Booster, optional
        A fitted booster; an empty one before `fit`.
    """

    kind: ClassVar[str] = "gradient_boosting"
    suffix: ClassVar[str] = "ubj"
    parameters: ClassVar[dict[str, Any]] = PARAMETERS
    rounds: ClassVar[int] = ROUNDS

    def __init__(self, booster: xgb.Booster | None = None) -> None:
        with library("an empty booster"):
            self.booster = booster or xgb.Booster()

    @override
    def fit(self, samples: Samples, targets: Float64Array2D, rng: np.random.Generator) -> Self:
        seed = int(rng.integers(2**31))
        start = targets.mean(axis=0).tolist()
        parameters = {**self.parameters, "seed": seed, "base_score": start}
        with library("the fit of the trees"):
            data = xgb.DMatrix(samples.table(), label=targets, nthread=1)
            self.booster = xgb.train(parameters, data, num_boost_round=self.rounds)
        return self

    @property
    def horizons(self) -> int:
        """Columns of the targets it was fitted on."""
        model = json.loads(self.booster.save_config())["learner"]["learner_model_param"]
        return int(model["num_target"])

    @override
    def predict(self, samples: Samples) -> Float64Array2D:
        if not len(samples):
            return np.zeros((0, self.horizons))
        with library("the prediction of the trees"):
            predicted = self.booster.predict(xgb.DMatrix(samples.table(), nthread=1))
        return np.asarray(predicted, dtype=np.float64).reshape(len(samples), -1)

    @override
    def to_bytes(self) -> bytes:
        return bytes(self.booster.save_raw("ubj"))

    @classmethod
    @override
    def from_bytes(cls, data: bytes) -> Self:
        # xgboost's reader ends the process on bytes that are no UBJ at all. The digest of a stored
        # file is checked before; this keeps other bytes away.
        if data[:1] != b"{" or data[-1:] != b"}" or b"learner" not in data[:64]:
            raise ModelFileError("The file does not hold a booster.")
        try:
            with library("the file of the trees"):
                booster = xgb.Booster({"nthread": 1}, model_file=bytearray(data))
        except NotConvergedError as error:
            reason = str(error.__cause__).strip().splitlines()[-1]
            raise ModelFileError(f"The file does not hold a booster: {reason}") from error
        return cls(booster)
