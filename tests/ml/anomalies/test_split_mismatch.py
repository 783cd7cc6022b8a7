"""A move like a split is an error where bars and volume set it apart from news, else a warning."""

import numpy as np

from ml.anomalies.checks.split_mismatch import split_mismatch
from ml.anomalies.series import PriceSeries
from tests.ml.anomalies.demo import cut, demo_series, sessions
from tests.ml.anomalies.plants import no_split


def _broken(symbol: str) -> PriceSeries:
    piece = cut(demo_series()[symbol], 1_000, 504)
    series, _ = no_split(piece, 250, np.random.default_rng(3))
    return series


def test_with_candles_a_missing_split_is_an_error() -> None:
    (finding,) = split_mismatch(_broken("IBM"))
    assert finding.severity == "error"
    assert finding.sentence.endswith("and no split is recorded.")


def test_with_closes_alone_it_is_a_warning_that_says_why() -> None:
    (finding,) = split_mismatch(_broken("KO"))
    assert finding.severity == "warning"
    assert "without opens and volume the two look the same" in finding.sentence


def test_nvidia_s_warning_of_2008_is_no_split() -> None:
    """It opened 28 % lower on 3 July 2008, with four times the usual volume."""
    assert split_mismatch(demo_series()["NVDA"]) == []


def test_apple_s_crash_of_2000_is_no_more_than_a_warning() -> None:
    """It fell 51.9 % on 29 September 2000 after a profit warning, next to no split at all."""
    found = split_mismatch(demo_series()["AAPL"])
    crash = int(np.datetime64("2000-09-29", "us").astype(np.int64))
    assert crash in sessions()
    assert [(finding.start_us, finding.severity) for finding in found] == [(crash, "warning")]
