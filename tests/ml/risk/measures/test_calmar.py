import math

import numpy as np
import pytest

from ml.reference import returns as reference
from ml.risk.measures.calmar import calmar


def test_it_is_annual_growth_over_the_deepest_fall() -> None:
    returns = np.array([0.5, -0.2, 0.1])
    growth = (1.5 * 0.8 * 1.1) ** (252 / 3) - 1
    assert calmar(returns, 252) == pytest.approx(growth / 0.2, rel=1e-12)


@pytest.mark.parametrize("returns", [np.full(5, 0.01), np.full(4, np.nan), np.empty(0)])
def test_without_a_fall_there_is_no_ratio(returns) -> None:
    assert math.isnan(calmar(returns, 252))


def test_a_losing_year_is_negative() -> None:
    assert calmar(np.array([-0.1, -0.1]), 2) == pytest.approx(-1.0)


def test_losing_everything_is_a_growth_of_minus_one_a_year() -> None:
    returns = np.array([0.5, -2.0, -3.0, 9.0])
    assert calmar(returns, 252) == pytest.approx(-1.0 / 2.0)
    assert reference.calmar(returns.tolist(), 252) == pytest.approx(-1.0 / 2.0)
