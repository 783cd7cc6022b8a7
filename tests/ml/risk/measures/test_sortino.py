import math

import numpy as np
import pandas as pd
import pytest
import quantstats as qs

from ml.risk.measures.sortino import downside_deviation, sortino


def test_it_agrees_with_quantstats(rng) -> None:
    returns = rng.normal(0.0005, 0.01, 800)
    series = pd.Series(returns, pd.bdate_range("2015-01-01", periods=800))
    expected = qs.stats.sortino(series, periods=252)
    assert sortino(returns, 252) == pytest.approx(expected, rel=1e-12)


def test_gains_count_in_the_mean_square_as_zeros() -> None:
    assert downside_deviation(np.array([-0.02, 0.01, 0.05, -0.04])) == pytest.approx(
        math.sqrt((0.02**2 + 0.04**2) / 4)
    )


def test_a_target_moves_what_counts_as_a_shortfall() -> None:
    assert downside_deviation(np.array([0.01, 0.03]), target=0.02) == pytest.approx(
        0.01 / math.sqrt(2)
    )


@pytest.mark.parametrize("returns", [np.full(5, 0.01), np.full(4, np.nan), np.empty(0)])
def test_without_a_shortfall_there_is_no_ratio(returns) -> None:
    assert math.isnan(sortino(returns, 252))
