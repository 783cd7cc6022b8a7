"""A small recurrent network over the last twenty days; LSTM and GRU differ by their cell."""

import json
from typing import ClassVar, Final, Self

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn
from typing_extensions import override

from ml.errors import ModelFileError
from ml.models.base import Forecaster, Samples
from ml.models.scaling import Scaler
from ml.typing import Float64Array, Float64Array2D

INPUTS: Final = ("return_1d", "market_momentum_1d")
"""What the network sees of each day; lags and momenta it can make itself, and more inputs only
taught it the noise of single days (chosen on 1997-2010, before the years that are reported)."""
UNITS: Final = 24
EPOCHS: Final = 3
BATCH: Final = 512
LEARNING_RATE: Final = 1e-3
WEIGHT_DECAY: Final = 1e-2
BACKGROUND: Final = 10
"""Training windows kept with the model, the baseline of its explanations."""
CHUNK: Final = 8192


class Network(nn.Module):
    """A recurrent layer whose last state goes through one linear layer.

    Parameters
    ----------
    cell : type of LSTM or GRU
        Class of the recurrent layer.
    features : int
        Inputs of each day.
    horizons : int
        Outputs of each window.
    """

    def __init__(self, cell: type[nn.LSTM | nn.GRU], features: int, horizons: int) -> None:
        super().__init__()
        self.cell = cell(features, UNITS, batch_first=True)
        self.head = nn.Linear(UNITS, horizons)

    @override
    def forward(self, windows: Tensor) -> Tensor:
        """Return the prediction of each window.

        Parameters
        ----------
        windows : Tensor of shape (n_samples, n_days, n_features)
            Standardised features, the oldest day first.

        Returns
        -------
        Tensor of shape (n_samples, n_horizons)
            In the unit of the targets.
        """
        states, _ = self.cell(windows)
        result: Tensor = self.head(states[:, -1])
        return result


class Recurrent(Forecaster):
    """Squared error, Adam with weight decay, a fixed number of epochs: no stopping on test data."""

    kind: ClassVar[str] = "recurrent"
    suffix: ClassVar[str] = "safetensors"
    cell: ClassVar[type[nn.LSTM | nn.GRU]] = nn.LSTM

    def __init__(self) -> None:
        self.scaler = Scaler(np.zeros(0), np.ones(0))
        self.network: Network | None = None
        self.background: Float64Array = np.zeros((0, 0, 0))

    @override
    def fit(self, samples: Samples, targets: Float64Array2D, rng: np.random.Generator) -> Self:
        self.scaler = Scaler.fit(samples.windows(INPUTS).reshape(-1, len(INPUTS)))
        windows = self.tensor(samples)
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        self.network = Network(self.cell, windows.shape[2], targets.shape[1])
        _initialise(self.network, generator, torch.from_numpy(targets.mean(axis=0)))
        _train(self.network, windows, torch.from_numpy(targets).float(), generator)
        kept = rng.choice(len(samples), size=min(BACKGROUND, len(samples)), replace=False)
        self.background = windows[np.sort(kept)].double().numpy()
        return self

    def fitted(self) -> Network:
        """Return the network or say that there is none."""
        if self.network is None:
            raise ModelFileError(f"The {self.kind} model was not fitted.")
        return self.network

    def tensor(self, samples: Samples) -> Tensor:
        """Return standardised windows as the network sees them.

        Parameters
        ----------
        samples : Samples
            Rows with their windows.

        Returns
        -------
        Tensor of shape (n_samples, WINDOW, n_inputs)
            In units of the training sample's standard deviations.
        """
        return torch.from_numpy(self.scaler.apply(samples.windows(INPUTS))).float()

    @override
    def predict(self, samples: Samples) -> Float64Array2D:
        network = self.fitted()
        parts = [
            self.tensor(Samples(samples.frame, samples.rows[start : start + CHUNK]))
            for start in range(0, len(samples), CHUNK)
        ]
        with torch.no_grad():
            outputs = [network(part).double().numpy() for part in parts]
        empty = np.zeros((0, network.head.out_features))
        return np.concatenate([empty, *outputs])

    @override
    def to_bytes(self) -> bytes:
        tensors = dict(self.fitted().state_dict())
        tensors["scaler.mean"] = torch.from_numpy(self.scaler.mean)
        tensors["scaler.deviation"] = torch.from_numpy(self.scaler.deviation)
        tensors["background"] = torch.from_numpy(self.background)
        return save({name: value.contiguous() for name, value in tensors.items()})

    @classmethod
    @override
    def from_bytes(cls, data: bytes) -> Self:
        model = cls()
        try:
            tensors = load(data)
            mean, deviation = tensors.pop("scaler.mean"), tensors.pop("scaler.deviation")
            model.scaler = Scaler(mean.numpy(), deviation.numpy())
            model.background = tensors.pop("background").numpy()
            network = Network(cls.cell, len(mean), len(tensors["head.bias"]))
            network.load_state_dict(tensors)
        except (SafetensorError, KeyError, RuntimeError, json.JSONDecodeError) as error:
            raise ModelFileError(f"The file does not hold a {cls.kind} network: {error}") from error
        model.network = network.eval()
        return model


def _initialise(network: Network, generator: torch.Generator, mean: Tensor) -> None:
    """Uniform weights as torch draws them, but from our generator; the head starts at the mean."""
    bound = UNITS**-0.5
    with torch.no_grad():
        for parameter in network.cell.parameters():
            parameter.uniform_(-bound, bound, generator=generator)
        network.head.weight.zero_()
        network.head.bias.copy_(mean)


def _train(network: Network, windows: Tensor, targets: Tensor, generator: torch.Generator) -> None:
    optimiser = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    network.train()
    for _ in range(EPOCHS):
        order = torch.randperm(len(windows), generator=generator)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            optimiser.zero_grad()
            loss = (network(windows[batch]) - targets[batch]).square().mean()
            loss.backward()
            optimiser.step()
    network.eval()
