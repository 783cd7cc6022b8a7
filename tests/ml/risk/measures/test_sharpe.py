import math

import numpy as np
import pandas as pd
import pytest
import quantstats as qs

from ml.risk.measures.sharpe import sharpe


def test_it_agrees_with_quantstats(rng) -> None:
    returns = rng.normal(0.0005, 0.01, 800)
    series = pd.Series(returns, pd.bdate_range("2015-01-01", periods=800))
    assert sharpe(returns, 252) == pytest.approx(qs.stats.sharpe(series, periods=252), rel=1e-12)


def test_the_risk_free_rate_is_of_a_year_and_spread_evenly() -> None:
    returns = np.array([0.01, 0.02, 0.03])
    expected = (0.02 - 0.0252 / 252) / 0.01 * math.sqrt(252)
    assert sharpe(returns, 252, risk_free_rate=0.0252) == pytest.approx(expected, rel=1e-12)


def test_the_calendar_is_the_callers() -> None:
    returns = np.array([0.01, -0.005, 0.02])
    assert sharpe(returns, 365) / sharpe(returns, 252) == pytest.approx(math.sqrt(365 / 252))


@pytest.mark.parametrize("returns", [np.full(9, 0.1), np.array([0.1]), np.full(4, np.nan)])
def test_without_volatility_there_is_no_ratio(returns) -> None:
    assert math.isnan(sharpe(returns, 252))
