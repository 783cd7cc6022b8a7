import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from ml.evaluation.scores import (
    brier,
    mae_ratio,
    means_by,
    r2_vs_random_walk,
    winkler,
    worst_stretch,
)


def test_r2_counts_against_no_change_and_not_against_the_mean():
    actual, forecast = np.array([0.01, 0.02]), np.array([0.01, 0.01])
    assert r2_vs_random_walk(actual, forecast) == pytest.approx(1.0 - 0.0001 / 0.0005)


def test_the_random_walk_scores_zero_against_itself(rng):
    actual = rng.standard_normal(50)
    assert r2_vs_random_walk(actual, np.zeros(50)) == 0.0
    assert mae_ratio(actual, np.zeros(50)) == 1.0


def test_prices_that_never_moved_have_no_score():
    assert np.isnan(r2_vs_random_walk(np.zeros(3), np.zeros(3)))
    assert np.isnan(mae_ratio(np.zeros(0), np.zeros(0)))


def test_brier_equals_scikit_learn(rng):
    probability, happened = rng.random(40), rng.random(40) > 0.5
    assert brier(probability, happened) == pytest.approx(brier_score_loss(happened, probability))


def test_winkler_fines_a_miss_by_two_over_alpha():
    """Winkler (1972): width 2, miss by 1 at 95 % costs 2 + 40."""
    assert winkler(np.array([2.0]), np.array([1.0]), level=0.95) == pytest.approx(42.0)
    assert winkler(np.array([0.5]), np.array([1.0]), level=0.95) == pytest.approx(2.0)


def test_means_by_label_carry_their_counts():
    found = means_by(np.array([1.0, 0.0, 1.0]), np.array([2020, 2021, 2021]))
    assert found == {"2020": (1.0, 1), "2021": (0.5, 2)}


def test_the_worst_stretch_is_pooled_over_its_days():
    values, counts = np.array([2.0, 0.0, 1.0, 2.0]), np.array([2.0, 2.0, 1.0, 2.0])
    assert worst_stretch(values, counts, length=2) == pytest.approx(1.0 / 3.0)
    assert np.isnan(worst_stretch(values, counts, length=5))


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30), st.floats(0.01, 1.0))
def test_a_wider_interval_never_misses_more(residuals, radius):
    values = np.array(residuals)
    inside = (np.abs(values) <= radius).mean()
    assert (np.abs(values) <= 2 * radius).mean() >= inside
