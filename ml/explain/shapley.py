"""What moved a prediction: additive contributions of its features, exact for lines and trees."""

from dataclasses import dataclass
from functools import singledispatch
from typing import Final

import numpy as np
import torch
import xgboost as xgb

from ml.errors import NumericError
from ml.libraries import library
from ml.models.base import Forecaster, Samples
from ml.models.drift import Drift
from ml.models.ensemble import Ensemble
from ml.models.gradient_boosting import GradientBoosting
from ml.models.random_walk import RandomWalk
from ml.models.recurrent import INPUTS, Network, Recurrent
from ml.models.ridge import Ridge
from ml.typing import Float64Array, Float64Array2D

STEPS: Final = 32
"""Points on the straight path from each background window; closes to a few ten-thousandths."""


@dataclass(frozen=True, slots=True, eq=False)
class Contributions:
    """A prediction as `base` plus the sum of `values`, in the unit of the targets.

    `base` has shape (n_samples, n_horizons), `values` (n_samples, n_horizons, n_features).
    """

    base: Float64Array2D
    values: Float64Array

    @property
    def total(self) -> Float64Array2D:
        """Base value plus contributions, shape (n_samples, n_horizons)."""
        result: Float64Array2D = self.base + self.values.sum(axis=2)
        return result


@singledispatch
def contributions(model: Forecaster, samples: Samples) -> Contributions:
    """Split predictions into contributions of features.

    Parameters
    ----------
    model : Forecaster
        A fitted model.
    samples : Samples
        Rows to explain.

    Returns
    -------
    Contributions
        Shapley values: exact for linear models with independent features and for trees
        (Lundberg et al., Nature Machine Intelligence 2, 2020), expected gradients for networks
        (Erion et al., Nature Machine Intelligence 3, 2021); the mean of its members' for an
        ensemble, because Shapley values are linear in the model.
    """
    raise NumericError(f"{model.kind} has no explanation of {len(samples)} rows.")


@contributions.register
def _flat(model: RandomWalk, samples: Samples) -> Contributions:
    return _unmoved(model.predict(samples), samples)


@contributions.register
def _drift(model: Drift, samples: Samples) -> Contributions:
    return _unmoved(model.predict(samples), samples)


def _unmoved(base: Float64Array2D, samples: Samples) -> Contributions:
    return Contributions(base, np.zeros((*base.shape, len(samples.frame.names))))


@contributions.register
def _linear(model: Ridge, samples: Samples) -> Contributions:
    values = np.einsum("nf,fh->nhf", model.centred(samples), model.coefficients)
    return Contributions(np.tile(model.intercept, (len(samples), 1)), values)


@contributions.register
def _trees(model: GradientBoosting, samples: Samples) -> Contributions:
    with library("the explanation of the trees"):
        data = xgb.DMatrix(samples.table(), nthread=1)
        values = np.asarray(model.booster.predict(data, pred_contribs=True), dtype=np.float64)
    values = values.reshape(len(samples), -1, len(samples.frame.names) + 1)
    return Contributions(values[:, :, -1], values[:, :, :-1])


@contributions.register
def _mean(model: Ensemble, samples: Samples) -> Contributions:
    parts = [contributions(member, samples) for member in model.members]
    return Contributions(
        np.mean([part.base for part in parts], axis=0),
        np.mean([part.values for part in parts], axis=0),
    )


@contributions.register
def _network(model: Recurrent, samples: Samples) -> Contributions:
    network = model.fitted().double()
    try:
        return _expected_gradients(model, network, samples)
    finally:
        network.float()


def _expected_gradients(model: Recurrent, network: Network, samples: Samples) -> Contributions:
    """Integrated gradients from every background window, averaged, summed over the days."""
    background = torch.from_numpy(model.background)
    with torch.no_grad():
        base = network(background).mean(dim=0).numpy()
    alphas = (torch.arange(STEPS, dtype=torch.float64) + 0.5) / STEPS
    values = np.stack(
        [_path_gradients(network, window, background, alphas) for window in model.tensor(samples)]
        or [np.zeros((len(base), len(INPUTS)))]
    )[: len(samples)]
    spread = np.zeros((len(samples), len(base), len(samples.frame.names)))
    spread[:, :, [samples.frame.names.index(name) for name in INPUTS]] = values
    return Contributions(np.tile(base, (len(samples), 1)), spread)


def _path_gradients(
    network: Network, window: torch.Tensor, background: torch.Tensor, alphas: torch.Tensor
) -> Float64Array2D:
    change = window.double() - background
    path = background[:, None] + alphas[None, :, None, None] * change[:, None]
    points = path.reshape(-1, *window.shape).requires_grad_()
    outputs = network(points).sum(dim=0)
    shares = []
    for output in outputs:
        (gradient,) = torch.autograd.grad(output, points, retain_graph=True)
        mean = gradient.reshape(path.shape).mean(dim=1)
        shares.append((mean * change).mean(dim=0).sum(dim=0))
    result: Float64Array2D = torch.stack(shares).numpy()
    return result
