"""Prices that no market has: not a number, infinite, zero or below; volumes below zero."""

import numpy as np

from ml.anomalies.fault import Fault, Mend
from ml.anomalies.series import PRICES, PriceSeries
from ml.typing import BoolArray


def _bad(series: PriceSeries) -> BoolArray:
    """Unknown open, high, low and volume (NaN) are allowed; an unknown close is not."""
    bad = ~series.sound
    for name in PRICES[:-1]:
        values = getattr(series, name)
        bad |= np.isinf(values) | (values <= 0.0)
    return bad | np.isinf(series.volume) | (series.volume < 0.0)


def _shown(value: float) -> float | str:
    return float(value) if np.isfinite(value) else str(value)


def invalid_price(series: PriceSeries) -> list[Fault]:
    """Return one fault for each bar with an impossible value; the bar can only be dropped.

    Parameters
    ----------
    series : PriceSeries
        Raw bars.
    """
    faults = []
    for row in np.flatnonzero(_bad(series)):
        at = int(series.timestamps[row])
        values = {name: _shown(getattr(series, name)[row]) for name in (*PRICES, "volume")}
        told = ", ".join(f"{name} {value}" for name, value in values.items() if value != "nan")
        faults.append(
            Fault(
                "invalid_price",
                "error",
                at,
                at,
                f"A value that no market has: {told or 'no close'}.",
                {"values": values},
                Mend("drop", at, at),
            )
        )
    return faults
