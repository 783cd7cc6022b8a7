"""Values without a return: what is impossible is called so, what is rare is called rare."""

import math
from dataclasses import replace

import numpy as np
import pytest

from ml.anomalies.checks.invalid_price import invalid_price
from ml.anomalies.series import PriceSeries
from tests.ml.anomalies.demo import minutes


def _with(**changes: float) -> PriceSeries:
    """Return a sound series whose bar 30 has other values."""
    series = minutes(3)
    columns = {name: getattr(series, name).copy() for name in changes}
    for name, value in changes.items():
        columns[name][30] = value
    return replace(series, **columns)


@pytest.mark.parametrize("changes", [{"close": -37.63}, {"close": 0.0}, {"low": -40.32}])
def test_a_price_below_zero_is_rare_and_not_called_impossible(changes: dict[str, float]) -> None:
    (finding,) = invalid_price(_with(**changes))
    assert finding.sentence.startswith("A price at or below zero: ")
    assert "rare but possible" in finding.sentence
    (value,) = changes.values()
    assert str(value) in finding.sentence


@pytest.mark.parametrize(
    "changes",
    [
        {"close": math.nan},
        {"close": math.inf},
        {"close": -37.63, "volume": -1.0},
        {"low": -math.inf},
        {"volume": -5.0},
        {"volume": math.inf},
    ],
)
def test_what_no_market_has_is_called_so(changes: dict[str, float]) -> None:
    (finding,) = invalid_price(_with(**changes))
    assert finding.sentence.startswith("A value that no market has: ")


def test_unknown_prices_beside_a_close_are_no_fault() -> None:
    assert invalid_price(_with(open=np.nan, high=np.nan, low=np.nan)) == []
