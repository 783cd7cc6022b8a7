import math

import numpy as np
import pytest

from ml.volatility.scale import qlike, rescaled


def test_qlike_is_least_at_the_true_variance(rng) -> None:
    squares = rng.normal(size=50_000) ** 2 * 4.0
    losses = {value: qlike(np.full(50_000, value), squares) for value in (3.0, 4.0, 5.0)}
    assert min(losses, key=losses.__getitem__) == 4.0


def test_a_zero_outcome_has_a_loss() -> None:
    assert qlike(np.array([2.0]), np.array([0.0])) == pytest.approx(math.log(2.0))


def test_only_pairs_that_exist_count() -> None:
    assert math.isnan(qlike(np.array([np.nan, 0.0]), np.array([1.0, 1.0])))


def test_a_constant_bias_is_taken_out(rng) -> None:
    squares = rng.normal(size=3_000) ** 2
    corrected = rescaled(np.full(3_000, 0.25), squares)
    assert np.isnan(corrected[:100]).all()
    assert corrected[-1] == pytest.approx(squares[-1_000:].mean(), rel=1e-9)


def test_only_outcomes_of_forecasts_count() -> None:
    forecast = np.full(400, np.nan)
    forecast[200:] = 1.0
    squares = np.concatenate([np.full(201, 100.0), np.full(199, 2.0)])
    assert rescaled(forecast, squares)[-1] == pytest.approx(2.0)


def test_nothing_to_learn_from_leaves_nothing() -> None:
    assert np.isnan(rescaled(np.full(50, np.nan), np.ones(50))).all()
