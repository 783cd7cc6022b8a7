import numpy as np
import pytest

from ml.evaluation.probability import PRIOR_DAYS, probability_up
from ml.evaluation.scores import brier
from ml.features.frame import feature_frame
from ml.features.targets import scaled_targets
from tests.ml.panels import business_days, names, random_walks

DAYS = 1500


@pytest.fixture(scope="module")
def world():
    rng = np.random.default_rng(31)
    frame = feature_frame(names(5), business_days(DAYS), random_walks(rng, DAYS, 5))
    targets = scaled_targets(frame, 5)
    return frame, targets, np.ones(len(frame), dtype=bool)


def test_a_forecast_that_knows_nothing_stays_at_the_base_rate(world):
    frame, targets, pool = world
    noise = np.random.default_rng(7).standard_normal(targets.scaled.shape) * 0.05
    found = probability_up(frame, targets, noise, pool)
    known = np.isfinite(targets.scaled[:, 0])
    up = targets.scaled[known, 0] > 0.0
    worse = brier(found.probability[known, 0], up) - brier(found.base_rate[known, 0], up)
    assert worse < 0.0005


def test_a_forecast_that_knows_moves_the_probability_and_lowers_the_score(world):
    frame, targets, pool = world
    rng = np.random.default_rng(8)
    hint = 0.3 * np.nan_to_num(targets.scaled) + rng.standard_normal(targets.scaled.shape)
    found = probability_up(frame, targets, hint * 0.1, pool)
    late = np.isfinite(targets.scaled[:, 0]) & (frame.dates > business_days(DAYS)[800])
    up = targets.scaled[late, 0] > 0.0
    assert brier(found.probability[late, 0], up) < brier(found.base_rate[late, 0], up) - 0.005


def test_a_forecast_that_is_always_wrong_is_not_inverted(world):
    frame, targets, pool = world
    found = probability_up(frame, targets, -np.nan_to_num(targets.scaled), pool)
    np.testing.assert_allclose(found.probability, found.base_rate)


def test_the_base_rate_blends_the_symbol_with_the_pool(world):
    frame, targets, pool = world
    found = probability_up(frame, targets, np.zeros_like(targets.scaled), pool)
    row = frame.rows_of(2).stop - 1
    own = targets.scaled[frame.rows_of(2), 0]
    known = own[np.isfinite(own)] > 0.0
    everyone = targets.scaled[:, 0]
    everyone = everyone[np.isfinite(everyone)] > 0.0
    pool_rate = (everyone.sum() + 1.0) / (everyone.size + 2.0)
    expected = (known.sum() + PRIOR_DAYS * pool_rate) / (known.size + PRIOR_DAYS)
    assert found.base_rate[row, 0] == pytest.approx(expected)


def test_nothing_later_than_a_row_reaches_its_probability(world):
    frame, targets, pool = world
    predictions = np.random.default_rng(3).standard_normal(targets.scaled.shape)
    cut = business_days(DAYS)[1000]
    before = probability_up(frame, targets, predictions, pool)
    changed = targets.scaled.copy()
    for column in range(5):
        later = targets.known_on[:, column] > cut
        changed[later, column] *= -1.0
    other = type(targets)(changed, targets.scale, targets.known_on)
    after = probability_up(frame, other, predictions, pool)
    past = frame.dates <= cut
    for name in ("probability", "base_rate", "error"):
        np.testing.assert_array_equal(getattr(before, name)[past], getattr(after, name)[past])


def test_rows_without_a_forecast_have_no_probability(world):
    frame, targets, pool = world
    predictions = np.full(targets.scaled.shape, np.nan)
    found = probability_up(frame, targets, predictions, pool)
    assert np.isnan(found.probability).all()
    assert np.isnan(found.base_rate).all()
