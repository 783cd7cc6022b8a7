import numpy as np

from ml.series.rolling import ewma_variance
from ml.volatility.ewma import ewma_volatility


def test_it_is_the_root_of_the_variance(rng) -> None:
    returns = rng.normal(size=(60, 2)) * 0.01
    np.testing.assert_array_equal(
        ewma_volatility(returns) ** 2, np.sqrt(ewma_variance(returns)) ** 2
    )


def test_it_reaches_a_steady_volatility(rng) -> None:
    assert abs(np.nanmean(ewma_volatility(rng.normal(size=50_000) * 0.02)) - 0.02) < 0.0005
