import math

import numpy as np
import pytest
from sklearn.metrics import mean_pinball_loss

from ml.risk.backtests.tick_loss import tick_loss


def test_it_agrees_with_sklearn(rng) -> None:
    returns, value_at_risk = rng.normal(size=200), np.abs(rng.normal(size=200))
    assert tick_loss(returns, value_at_risk, 0.95) == pytest.approx(
        mean_pinball_loss(returns, -value_at_risk, alpha=0.05), rel=1e-12
    )


def test_the_true_quantile_scores_best(rng) -> None:
    returns = rng.normal(size=20_000)
    scores = {
        level: tick_loss(returns, np.full(20_000, level), 0.95) for level in (1.2, 1.645, 2.1)
    }
    assert min(scores, key=scores.__getitem__) == 1.645


def test_only_forecast_periods_count() -> None:
    gaps = np.array([np.nan, 0.02])
    assert tick_loss(np.array([-9.0, -0.03]), gaps, 0.95) == pytest.approx(0.95 * 0.01)
    assert math.isnan(tick_loss(np.array([0.1]), np.array([np.nan]), 0.95))
