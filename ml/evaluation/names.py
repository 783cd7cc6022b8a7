"""What is said of a forecast and of its model: each list stands here once."""

from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal["beats", "no_edge", "worse", "unknown"]
"""How a model compares with a random walk."""
IntervalMethod: TypeAlias = Literal["conformal", "gaussian"]
"""How the bounds of a forecast were found."""
Direction: TypeAlias = Literal["up", "down", "no_edge"]
"""Where a forecast points, if it has an edge."""
