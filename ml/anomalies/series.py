"""What the checks of data health look at: one series of raw bars and what is known about it."""

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np

from ml.typing import BoolArray, Float64Array, Int64Array

DAY_US: Final = 86_400_000_000
PRICES: Final = ("open", "high", "low", "close")


class Split(NamedTuple):
    """A split event: bars before `ex_us` are multiplied by `price_factor` when they are read."""

    ex_us: int
    price_factor: float


@dataclass(frozen=True, slots=True, eq=False)
class PriceSeries:
    """Raw bars as columns of shape (T,), in order of time, and the facts that checks stand on.

    Prices and volume are NaN where unknown; a close-only series has NaN in all of `open`, `high`
    and `low`. Timestamps are int64 microseconds since 1970, UTC, of each bar's start: midnight of
    the session's date for daily bars (`step_us` of a day).

    Attributes
    ----------
    timestamps, open, high, low, close, volume, settled : ndarray of shape (T,)
        The bars.
    step_us : int
        How long a bar lasts, in microseconds.
    now_us : int
        The present.
    sessions : ndarray of shape (S,), optional
        Starts of the daily bars that the exchange's calendar has, wide enough for the series;
        None for a market that never closes.
    open_until_us : int
        When the session of the last bar ends; 0 when that is not known.
    expected_us : int
        Start of the bar that a fresh series has reached; 0 when nobody keeps it fresh.
    splits : tuple of Split
        Split events that are recorded, in order of time.
    can_split : bool
        Whether such a thing splits at all: an index does not.
    refetchable : bool
        Whether the bars' own source can be asked again.
    """

    timestamps: Int64Array
    open: Float64Array
    high: Float64Array
    low: Float64Array
    close: Float64Array
    volume: Float64Array
    settled: BoolArray
    step_us: int
    now_us: int
    sessions: Int64Array | None = None
    open_until_us: int = 0
    expected_us: int = 0
    splits: tuple[Split, ...] = ()
    can_split: bool = True
    refetchable: bool = False

    def __len__(self) -> int:
        return len(self.timestamps)

    @property
    def daily(self) -> bool:
        """Whether each bar is a day."""
        return self.step_us == DAY_US

    @property
    def sound(self) -> BoolArray:
        """Where the close can be a price: finite and above zero."""
        return np.isfinite(self.close) & (self.close > 0.0)

    def where(self, mask: BoolArray) -> "PriceSeries":
        """Return the series with the bars that a mask picks.

        Parameters
        ----------
        mask : ndarray of bool, shape (T,)
            True for the bars to keep.

        Returns
        -------
        PriceSeries
            The kept bars, with everything else as it was.
        """
        names = ("timestamps", "open", "high", "low", "close", "volume", "settled")
        return replace(self, **{name: getattr(self, name)[mask] for name in names})
