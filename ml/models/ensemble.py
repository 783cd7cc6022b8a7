"""The mean of its members: their errors differ, their noise partly cancels."""

import base64
import binascii
from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np
from typing_extensions import override

from ml.errors import ModelFileError
from ml.models.base import Forecaster, Samples
from ml.models.codec import decode, encode
from ml.typing import Float64Array2D


class Ensemble(Forecaster):
    """Equal weights: weights fitted on daily returns are mostly noise themselves.

    Parameters
    ----------
    members : sequence of Forecaster
        Models to average; `fit` takes one of each of `member_types` when there are none.
    """

    kind: ClassVar[str] = "ensemble"
    member_types: ClassVar[dict[str, type[Forecaster]]] = {}
    """Which kinds may be members, set by the registry, which knows them all."""

    def __init__(self, members: Sequence[Forecaster] = ()) -> None:
        self.members = tuple(members)

    @override
    def fit(self, samples: Samples, targets: Float64Array2D, rng: np.random.Generator) -> Self:
        chosen = self.members or [build() for build in self.member_types.values()]
        streams = rng.spawn(len(chosen))
        self.members = tuple(
            member.fit(samples, targets, stream)
            for member, stream in zip(chosen, streams, strict=True)
        )
        return self

    @override
    def predict(self, samples: Samples) -> Float64Array2D:
        predictions = np.stack([member.predict(samples) for member in self.members])
        mean: Float64Array2D = predictions.mean(axis=0)
        return mean

    @override
    def to_bytes(self) -> bytes:
        members = [
            [member.kind, base64.b64encode(member.to_bytes()).decode()] for member in self.members
        ]
        return encode(self.kind, members=members)

    @classmethod
    @override
    def from_bytes(cls, data: bytes) -> Self:
        stored = decode(data, cls.kind, "members")["members"]
        try:
            return cls(
                [cls.member_types[kind].from_bytes(base64.b64decode(blob)) for kind, blob in stored]
            )
        except (KeyError, TypeError, binascii.Error) as error:
            raise ModelFileError(f"The stored ensemble has a wrong member: {error}") from error
