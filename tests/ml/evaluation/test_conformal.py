import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.evaluation.conformal import LEVELS, MINIMUM, AdaptiveConformal, conformal_radii


def reference(scores, delay, level, window=500):
    """The split-conformal quantile written as its formula, for gamma = 0."""
    radii = np.full(len(scores), np.nan)
    for now in range(len(scores)):
        known = np.sort(scores[max(0, now - delay + 1 - window) : max(0, now - delay + 1)])
        if known.size >= MINIMUM:
            rank = int(np.ceil((known.size + 1) * level - 1e-9))
            radii[now] = known[min(rank, known.size) - 1]
    return radii


@pytest.mark.parametrize("delay", [1, 5])
def test_radii_are_the_corrected_quantile_of_known_scores(rng, delay):
    scores = np.abs(rng.standard_normal(700))
    found = conformal_radii(scores, delay=delay, gamma=0.0)
    for column, level in enumerate(LEVELS):
        np.testing.assert_array_equal(found[:, column], reference(scores, delay, level))


def test_a_score_counts_only_once_its_outcome_is_known(rng):
    scores = np.abs(rng.standard_normal(300))
    other = scores.copy()
    other[200:] = 99.0
    one, two = (conformal_radii(values, delay=5) for values in (scores, other))
    np.testing.assert_array_equal(one[:205], two[:205])
    assert not np.array_equal(one[205:], two[205:])


def test_coverage_on_independent_scores_is_nominal():
    rng = np.random.default_rng(17)
    scores = np.abs(rng.standard_normal(6000))
    radii = conformal_radii(scores, delay=1)
    given_rows = np.isfinite(radii[:, 0])
    covered = (scores[given_rows, None] <= radii[given_rows]).mean(axis=0)
    np.testing.assert_allclose(covered, LEVELS, atol=0.01)


def test_adaptation_repairs_coverage_when_the_spread_triples():
    rng = np.random.default_rng(23)
    scores = np.abs(rng.standard_normal(4000)) * np.repeat([1.0, 3.0], 2000)
    after = slice(2000, 2300)
    plain, adaptive = (conformal_radii(scores, delay=1, gamma=gamma) for gamma in (0.0, 0.05))
    missed = [float((scores[after] > radii[after, 3]).mean()) for radii in (plain, adaptive)]
    assert missed[1] < missed[0]


def test_there_is_no_radius_before_forty_scores():
    radii = conformal_radii(np.ones(60), delay=1)
    assert np.isnan(radii[:MINIMUM]).all()
    assert np.isfinite(radii[MINIMUM:]).all()


def test_only_the_latest_scores_count():
    state = AdaptiveConformal(window=50, gamma=0.0)
    for score in [100.0] * 50 + [1.0] * 50:
        state.learn(score, (np.nan,) * 4)
    assert state.observations == 50
    assert state.radii() == (1.0,) * 4


@settings(max_examples=30)
@given(st.integers(0, 2**31))
def test_a_higher_level_never_has_a_smaller_radius(seed):
    scores = np.random.default_rng(seed).exponential(size=200)
    radii = conformal_radii(scores, delay=1, gamma=0.05)[MINIMUM + 1 :]
    assert (np.diff(radii, axis=1) >= 0.0).all()


def test_an_unknown_outcome_teaches_nothing():
    state = AdaptiveConformal()
    state.learn(float("nan"), (1.0,) * 4)
    assert state.observations == 0
