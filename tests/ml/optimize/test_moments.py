import numpy as np
import pandas as pd
import pytest
from pypfopt import expected_returns
from sklearn.covariance import ledoit_wolf

from ml.optimize.moments import (
    capm_returns,
    ema_returns,
    ewma_covariance,
    ledoit_wolf_covariance,
    mean_returns,
    positive_definite,
    sample_covariance,
)


@pytest.fixture
def returns(rng) -> np.ndarray:
    mixed: np.ndarray = rng.normal(0.0004, 0.01, (600, 5)) @ (np.eye(5) + 0.3)
    return mixed


def test_the_mean_is_arithmetic(returns) -> None:
    np.testing.assert_allclose(mean_returns(returns, 252), returns.mean(axis=0) * 252)


def test_ema_agrees_with_pandas(returns) -> None:
    expected = pd.DataFrame(returns).ewm(span=500).mean().iloc[-1] * 252
    np.testing.assert_allclose(ema_returns(returns, 252), expected, rtol=1e-12)


def test_capm_agrees_with_pyportfolioopt(returns) -> None:
    market = returns.mean(axis=1) + 0.0001
    frame = pd.DataFrame(returns)
    expected = expected_returns.capm_return(
        frame,
        market_prices=pd.DataFrame({"mkt": market}),
        returns_data=True,
        compounding=False,
        risk_free_rate=0.02,
    )
    found = capm_returns(returns, market, 252, risk_free_rate=0.02)
    np.testing.assert_allclose(found, expected, rtol=1e-10)


def test_the_sample_covariance_is_numpys(returns) -> None:
    np.testing.assert_allclose(
        sample_covariance(returns, 252), np.cov(returns, rowvar=False) * 252, rtol=1e-12
    )


@pytest.mark.parametrize("rows", [20, 100, 600])
def test_ledoit_wolf_agrees_with_sklearn(returns, rows) -> None:
    expected = ledoit_wolf(returns[:rows])[0] * 252
    np.testing.assert_allclose(ledoit_wolf_covariance(returns[:rows], 252), expected, rtol=1e-10)


def test_ewma_agrees_with_a_weighted_covariance(returns) -> None:
    decay = 1 - 2 / 181
    weights = decay ** np.arange(599, -1, -1)
    expected = np.cov(returns, rowvar=False, aweights=weights, ddof=0) * 252
    np.testing.assert_allclose(ewma_covariance(returns, 252), expected, rtol=1e-10)


def test_one_asset_has_a_covariance_of_one_number(returns) -> None:
    for covariance in (sample_covariance, ledoit_wolf_covariance, ewma_covariance):
        assert covariance(returns[:, :1], 252).shape == (1, 1)


def test_a_direction_without_risk_gets_a_little(returns) -> None:
    doubled = np.column_stack([returns, returns[:, 0]])
    covariance = sample_covariance(doubled, 252)
    assert np.linalg.eigvalsh(covariance)[0] > 0.0
    np.testing.assert_allclose(covariance, np.cov(doubled, rowvar=False) * 252, atol=1e-9)


def test_a_positive_definite_matrix_is_left_alone(returns) -> None:
    covariance = np.cov(returns, rowvar=False)
    np.testing.assert_array_equal(positive_definite(covariance), (covariance + covariance.T) / 2)
