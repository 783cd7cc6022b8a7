import numpy as np
import pandas as pd
import pytest
from pypfopt import BlackLittermanModel

from ml.optimize.black_litterman import implied_returns, posterior_returns
from ml.optimize.problem import View


@pytest.fixture
def covariance(rng) -> np.ndarray:
    root = rng.normal(size=(4, 6)) * 0.1
    product: np.ndarray = root @ root.T
    return product


@pytest.fixture
def prior(covariance) -> np.ndarray:
    equal = np.full(4, 0.25)
    return implied_returns(covariance, equal, risk_aversion=2.5, risk_free_rate=0.01)


def test_without_views_the_prior_stays(covariance, prior) -> None:
    np.testing.assert_array_equal(posterior_returns(covariance, prior, ()), prior)


def test_implied_returns_make_the_reference_optimal(covariance, prior) -> None:
    found = np.linalg.solve(covariance, prior - 0.01) / 2.5
    np.testing.assert_allclose(found, 0.25, rtol=1e-9)


@pytest.mark.parametrize("confidence", [0.2, 0.5, 1.0])
def test_one_view_moves_its_part_by_its_confidence(covariance, prior, confidence) -> None:
    views = (View(((0, 1.0), (2, -1.0)), 0.07, confidence),)
    found = posterior_returns(covariance, prior, views)
    before, after = prior[0] - prior[2], found[0] - found[2]
    assert after == pytest.approx(before + confidence * (0.07 - before), rel=1e-9)


def test_it_agrees_with_pyportfolioopt(covariance, prior) -> None:
    views = (View(((1, 1.0),), 0.2, 0.4), View(((0, 1.0), (3, -1.0)), 0.02, 0.8))
    oracle = BlackLittermanModel(
        pd.DataFrame(covariance),
        pi=pd.Series(prior),
        Q=np.array([0.2, 0.02]),
        P=np.array([[0, 1, 0, 0], [1, 0, 0, -1]], dtype=float),
        omega="idzorek",
        view_confidences=np.array([0.4, 0.8]),
    )
    np.testing.assert_allclose(
        posterior_returns(covariance, prior, views), oracle.bl_returns(), rtol=1e-9
    )
