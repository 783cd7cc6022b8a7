"""Bars as indicators read them."""

from dataclasses import dataclass

import numpy as np

from ml.typing import Float64Array


@dataclass(frozen=True, slots=True)
class StudyBars:
    """Columns of one series of bars, oldest first, without NaN.

    Prices and volume (units traded) have the shape (n_observations,); `periods` is how many such
    bars a year has. Where only closes are known, open, high and low are the close and the volume is
    zero.
    """

    open: Float64Array
    high: Float64Array
    low: Float64Array
    close: Float64Array
    volume: Float64Array
    periods: float

    @property
    def typical(self) -> Float64Array:
        """Mean of high, low and close."""
        return (self.high + self.low + self.close) / 3.0

    @property
    def true_range(self) -> Float64Array:
        """Wilder's true range, of shape (n_observations - 1,): the first bar has none."""
        before = self.close[:-1]
        high, low = self.high[1:], self.low[1:]
        return np.maximum(high, before) - np.minimum(low, before)

    def until(self, count: int) -> "StudyBars":
        """Return the first bars.

        Parameters
        ----------
        count : int
            How many of them.
        """
        return StudyBars(
            self.open[:count], self.high[:count], self.low[:count], self.close[:count],
            self.volume[:count], self.periods,
        )  # fmt: skip
