"""Gated recurrent unit (Cho et al., EMNLP 2014)."""

from typing import ClassVar

from torch import nn

from ml.models.recurrent import Recurrent


class Gru(Recurrent):
    """The recurrent forecaster with GRU cells."""

    kind: ClassVar[str] = "gru"
    cell: ClassVar[type[nn.LSTM | nn.GRU]] = nn.GRU
