"""Numbers of days as they go out: each with its day, as charts read them."""

from typing import Annotated, TypedDict

import numpy as np
from numpy.typing import NDArray

from apps.core.typed.hints import Schema


class Point(TypedDict):
    """One day's number."""

    timestamp: Annotated[str, Schema(format="date-time")]
    value: float | None


def points(dates: NDArray[np.datetime64], values: NDArray[np.float64]) -> tuple[Point, ...]:
    """Return dated numbers; NaN goes out as null."""
    days = np.datetime_as_string(dates, unit="D").tolist()
    return tuple(
        {"timestamp": f"{day}T00:00:00Z", "value": value}
        for day, value in zip(days, values.tolist(), strict=True)
    )
