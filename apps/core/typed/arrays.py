"""Columns of numbers and moments in answers; they go out as they are, without a loop."""

from typing import Annotated, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from apps.core.typed.hints import Schema

Numbers: TypeAlias = NDArray[np.float64]
"""Numbers that are all known."""
GappyNumbers: TypeAlias = Annotated[
    NDArray[np.float64], Schema(items={"type": ["number", "null"], "format": "double"})
]
"""Numbers of which some are NaN, which goes out as null."""
Moments: TypeAlias = NDArray[np.datetime64]
"""Times in UTC."""


def moments(microseconds: NDArray[np.int64]) -> Moments:
    """Return microseconds since 1970 as times."""
    found: NDArray[Any] = np.ascontiguousarray(microseconds).view("datetime64[us]")
    return found
