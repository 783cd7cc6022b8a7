"""The reference against published numbers and by hand."""

import numpy as np
import pandas as pd
import pytest

from ml.features.reference import reference_features

# StockCharts ChartSchool, "Relative Strength Index (RSI)", spreadsheet cs-rsi.xls: closes of
# QQQQ from 14 December 2009, and the RSI it prints with two decimals for the rows that follow.
CLOSES = (
    44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826,
    45.8931, 46.0328, 45.6140, 46.2820, 46.2820, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439,
)  # fmt: skip
PUBLISHED = (70.53, 66.32, 66.55, 69.41, 66.36, 57.97)


def _features(close, high=None, low=None, volume=None) -> pd.DataFrame:
    close = np.asarray(close, dtype=float)
    return reference_features(
        pd.DataFrame(
            {
                "symbol": "A",
                "timestamp": np.arange(close.size),
                "high": close if high is None else high,
                "low": close if low is None else low,
                "close": close,
                "volume": 1.0 if volume is None else volume,
            }
        )
    )


def test_rsi_is_the_published_one() -> None:
    found = _features(CLOSES)["rsi_14"].to_numpy()
    assert np.isnan(found[:14]).all()
    assert np.round(found[14:], 2).tolist() == list(PUBLISHED)


def test_rsi_is_unknown_until_the_price_moves() -> None:
    found = _features([5.0] * 20 + [6.0])["rsi_14"].to_numpy()
    assert np.isnan(found[:20]).all()
    assert found[20] == 100.0


def test_returns_and_falls_by_hand() -> None:
    found = _features([10.0, 12.0, 9.0, 9.9])
    assert found["normalised_price"].tolist() == [1.0, 1.2, 0.9, pytest.approx(0.99)]
    assert found["simple_return"][1:].tolist() == pytest.approx([0.2, -0.25, 0.1])
    assert found["log_return"][1:].tolist() == pytest.approx(np.log([1.2, 0.75, 1.1]).tolist())
    assert found["drawdown"].tolist() == pytest.approx([0.0, 0.0, 0.25, 0.175])
    assert found["max_drawdown"].tolist() == pytest.approx([0.0, 0.0, 0.25, 0.25])


def test_macd_of_a_line_is_the_lag_of_its_averages() -> None:
    # On a line of slope 1 an EMA of n that starts from a mean lags by (n - 1) / 2 for good.
    found = _features(np.arange(100.0, 160.0))
    assert found["macd"][25:].to_numpy() == pytest.approx(12.5 - 5.5)
    assert found["macd_signal"][33:].to_numpy() == pytest.approx(7.0)
    assert found["macd_histogram"][33:].to_numpy() == pytest.approx(0.0, abs=1e-12)


def test_true_range_spans_a_gap() -> None:
    close = np.r_[np.full(14, 10.0), 20.0]
    found = _features(close, high=close + 1.0, low=close - 1.0)["atr_14"]
    assert found[13] == pytest.approx(2.0)
    assert found[14] == pytest.approx(2.0 + (11.0 - 2.0) / 14.0)


def test_bands_of_two_prices_in_turn() -> None:
    found = _features([9.0, 11.0] * 15).iloc[-1]
    assert found["bollinger_middle"] == pytest.approx(10.0)
    assert found["bollinger_upper"] == pytest.approx(12.0)
    assert found["bollinger_lower"] == pytest.approx(8.0)
    assert found["bollinger_percent_b"] == pytest.approx(0.75)
    assert found["bollinger_width"] == pytest.approx(0.4)


def test_volume_z_is_in_sample_deviations() -> None:
    found = _features(np.full(20, 5.0), volume=np.arange(20.0))["volume_z_20"]
    assert found[19] == pytest.approx(9.5 / np.sqrt(35.0))
