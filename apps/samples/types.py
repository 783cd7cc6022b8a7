"""Kinds of samples."""

from dataclasses import dataclass
from typing import Final, Literal

SampleKind = Literal["watchlist", "rule", "pair", "optimization", "feature_run", "scan"]
RUNS: Final[frozenset[SampleKind]] = frozenset({"optimization", "feature_run", "scan"})
"""Made by jobs, whose ids they have."""


@dataclass(frozen=True, slots=True)
class RunsQuestion:
    """Whose runs are started."""

    owner_id: int


@dataclass(frozen=True, slots=True)
class Marked:
    """Something that was made as a sample: its kind, its id as its routes take it, its title."""

    kind: SampleKind
    key: str
    title: str
