import math

import numpy as np
import pytest

from ml.risk.summary import measures


def test_each_measure_is_the_one_of_its_file(rng) -> None:
    returns, market = rng.normal(size=300) * 0.01, rng.normal(size=300) * 0.01
    found = measures(returns, 252, benchmark=market, risk_free_rate=0.02)
    assert found.observations == 300
    assert found.volatility == pytest.approx(returns.std(ddof=1))
    assert found.volatility_annualised == pytest.approx(returns.std(ddof=1) * math.sqrt(252))
    assert found.sharpe == pytest.approx(
        (returns.mean() - 0.02 / 252) / returns.std(ddof=1) * math.sqrt(252)
    )
    assert found.beta == pytest.approx(np.cov(returns, market)[0, 1] / market.var(ddof=1))


def test_nothing_has_no_measures() -> None:
    found = measures(np.full(5, np.nan), 252)
    assert found.observations == 0
    assert found.drawdown is None
    assert math.isnan(found.sharpe)
    assert math.isnan(found.beta)


def test_a_constant_gain_has_no_risk() -> None:
    found = measures(np.full(50, 0.001), 252)
    assert found.volatility == 0.0
    assert found.drawdown is not None
    assert found.drawdown.depth == 0.0
    assert math.isnan(found.sharpe)
    assert math.isnan(found.sortino)
    assert math.isnan(found.calmar)
