"""High below, or low above, another price of the same bar."""

from typing import Final

import numpy as np

from ml.anomalies.finding import ProposedRepair, SeriesFinding
from ml.anomalies.series import PRICES, PriceSeries
from ml.series.price_text import price_text

# Sources round each price by itself, and adjusted prices carry the noise of single precision.
TOLERANCE: Final = 1e-4


def ohlc_order(series: PriceSeries) -> list[SeriesFinding]:
    """Return one finding for each bar whose high is not its highest or low not its lowest price.

    When high and low are merely exchanged, exchanging them back repairs the bar. Else which of the
    four is wrong is unknown: the range is made unknown and the close is kept.

    Parameters
    ----------
    series : PriceSeries
        Raw bars; unknown prices (NaN) are left out of the comparison.
    """
    body = np.stack([series.open, series.close])
    known = np.isfinite(body)
    top = np.where(known, body, -np.inf).max(axis=0)
    bottom = np.where(known, body, np.inf).min(axis=0)
    slack = TOLERANCE * np.where(np.isfinite(series.close), np.abs(series.close), 0.0)
    over = np.fmax(top, series.low) - series.high > slack
    under = series.low - np.fmin(bottom, series.high) > slack
    findings = []
    for row in np.flatnonzero(over | under):
        at = int(series.timestamps[row])
        values = {name: float(getattr(series, name)[row]) for name in PRICES}
        known_values = {name: value for name, value in values.items() if np.isfinite(value)}
        swapped = values["low"] + slack[row] >= top[row] and bottom[row] >= (
            values["high"] - slack[row]
        )
        named = ", ".join(f"{name} {price_text(value)}" for name, value in known_values.items())
        findings.append(
            SeriesFinding(
                "ohlc_order",
                "warning",
                at,
                at,
                f"High and low do not enclose the bar: {named}.",
                {"values": known_values, "exchanged": bool(swapped)},
                ProposedRepair("swap_range" if swapped else "forget_range", at, at),
            )
        )
    return findings
