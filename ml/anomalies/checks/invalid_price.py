"""Values without a return: closes that are no number, prices at or below zero; odd volumes."""

import numpy as np

from ml.anomalies.finding import ProposedRepair, SeriesFinding
from ml.anomalies.series import PRICES, PriceSeries
from ml.typing import BoolArray


def _bad(series: PriceSeries) -> BoolArray:
    """Unknown open, high, low and volume (NaN) are allowed; an unknown close is not."""
    bad = ~series.sound
    for name in PRICES[:-1]:
        values = getattr(series, name)
        bad |= np.isinf(values) | (values <= 0.0)
    return bad | np.isinf(series.volume) | (series.volume < 0.0)


def _sentence(series: PriceSeries, row: int, named: str) -> str:
    prices = np.array([getattr(series, name)[row] for name in PRICES])
    known = prices[~np.isnan(prices)]
    volume = series.volume[row]
    possible = np.isfinite(series.close[row]) and np.isfinite(known).all()
    if possible and not (np.isinf(volume) or volume < 0.0):
        return (
            f"A price at or below zero: {named}. It is rare but possible, as for oil on "
            "20 April 2020; no return or logarithm can be taken across it."
        )
    return f"A value that no market has: {named}."


def _shown(value: float) -> float | str:
    return float(value) if np.isfinite(value) else str(value)


def invalid_price(series: PriceSeries) -> list[SeriesFinding]:
    """Return one finding for each bar with a value that cannot be used; it can only be dropped.

    A price at or below zero can be true (oil on 20 April 2020) and is said to be rare, not wrong;
    all else is a value that no market has.

    Parameters
    ----------
    series : PriceSeries
        Raw bars.
    """
    findings = []
    for row in np.flatnonzero(_bad(series)):
        at = int(series.timestamps[row])
        values = {name: _shown(getattr(series, name)[row]) for name in (*PRICES, "volume")}
        named = ", ".join(f"{name} {value}" for name, value in values.items() if value != "nan")
        findings.append(
            SeriesFinding(
                "invalid_price",
                "error",
                at,
                at,
                _sentence(series, int(row), named or "no close"),
                {"values": values},
                ProposedRepair("drop", at, at),
            )
        )
    return findings
