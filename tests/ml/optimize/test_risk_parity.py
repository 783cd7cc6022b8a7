import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.optimize.risk_parity import risk_parity_weights


@given(st.integers(0, 10_000), st.integers(1, 25))
def test_every_asset_brings_the_same_variance(seed, size) -> None:
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(size, size + 5)) * rng.uniform(0.05, 0.5, size)[:, None]
    covariance = root @ root.T
    weights = risk_parity_weights(covariance)
    parts = weights * (covariance @ weights)
    assert (weights > 0.0).all()
    assert weights.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(parts / parts.sum(), 1.0 / size, rtol=1e-8)


def test_without_correlation_it_is_inverse_volatility() -> None:
    np.testing.assert_allclose(
        risk_parity_weights(np.diag([0.01, 0.04])), [2 / 3, 1 / 3], rtol=1e-10
    )


def test_hedges_converge() -> None:
    weights = risk_parity_weights(np.array([[1.0, -0.99], [-0.99, 1.0]]))
    np.testing.assert_allclose(weights, [0.5, 0.5])
