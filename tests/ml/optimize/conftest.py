"""Problems that several files ask about."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ml.optimize.moments import ledoit_wolf_covariance, mean_returns
from ml.optimize.problem import Problem

Make = Callable[..., Problem]


def random_problem(seed: int, size: int, **changes: Any) -> Problem:
    """Return a question about correlated random returns."""
    rng = np.random.default_rng(seed)
    mixing = np.eye(size) + 0.4 * rng.normal(size=(size, size)) / np.sqrt(size)
    returns = rng.normal(0.0005, 0.01, (400, size)) @ mixing
    problem = Problem(
        symbols=tuple(f"S{number}" for number in range(size)),
        mean=mean_returns(returns, 252),
        covariance=ledoit_wolf_covariance(returns, 252),
        returns=returns,
        periods=252,
        objective="min_volatility",
        frontier_points=0,
    )
    return replace(problem, **changes)


@pytest.fixture
def make() -> Make:
    return random_problem
