"""Long short-term memory (Hochreiter and Schmidhuber, Neural Computation 9, 1997)."""

from typing import ClassVar

from torch import nn

from ml.models.recurrent import Recurrent


class Lstm(Recurrent):
    """The recurrent forecaster with LSTM cells."""

    kind: ClassVar[str] = "lstm"
    cell: ClassVar[type[nn.LSTM | nn.GRU]] = nn.LSTM
