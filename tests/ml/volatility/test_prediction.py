import math

import numpy as np
import pytest
from arch.data import sp500

from ml.volatility.ewma import ewma_volatility
from ml.volatility.prediction import predict_volatility


@pytest.fixture(scope="module")
def index() -> dict[str, np.ndarray]:
    frame = sp500.load()
    return {
        "returns": frame["Adj Close"].pct_change().to_numpy()[1:],
        "high": frame["High"].to_numpy()[1:],
        "low": frame["Low"].to_numpy()[1:],
    }


def test_with_ranges_the_range_model_is_chosen_on_the_sp500(index) -> None:
    found = predict_volatility(**index)
    assert found.model == "har_parkinson"
    assert found.qlike["har_parkinson"] < found.qlike["ewma"] - 0.1


def test_without_ranges_squared_returns_have_to_do(index) -> None:
    found = predict_volatility(index["returns"])
    assert found.model == "har_squared_returns"
    assert set(found.qlike) == {"ewma", "har_squared_returns"}
    assert 0.005 < found.volatility < 0.05


def test_the_chosen_model_is_the_one_with_the_least_loss(index) -> None:
    found = predict_volatility(**index)
    assert found.qlike[found.model] == min(found.qlike.values())
    assert found.volatility == found.path[-1]


def test_short_histories_are_left_to_ewma(rng) -> None:
    returns = rng.normal(size=200) * 0.01
    found = predict_volatility(returns)
    assert found.model == "ewma"
    assert found.volatility == ewma_volatility(returns)[-1]
    assert found.qlike == {}


def test_a_gap_in_the_ranges_means_no_ranges(index) -> None:
    holed = index["high"].copy()
    holed[100] = np.nan
    found = predict_volatility(index["returns"], high=holed, low=index["low"])
    assert "har_parkinson" not in found.qlike


def test_without_returns_there_is_no_prediction() -> None:
    assert math.isnan(predict_volatility(np.empty(0)).volatility)
