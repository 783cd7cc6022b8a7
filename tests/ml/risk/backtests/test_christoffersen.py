import math

import numpy as np
import pytest

from ml.risk.backtests.christoffersen import conditional_coverage, independence
from ml.risk.backtests.kupiec import kupiec


def test_the_statistic_counts_transitions() -> None:
    hits = np.array([0, 0, 1, 1, 0, 0, 0, 1, 0, 0], dtype=bool)
    # transitions: 00 x4, 01 x2, 10 x2, 11 x1
    pooled = 3 / 9
    null = 3 * math.log(pooled) + 6 * math.log(1 - pooled)
    apart = 2 * math.log(2 / 6) + 4 * math.log(4 / 6) + 1 * math.log(1 / 3) + 2 * math.log(2 / 3)
    assert independence(hits).statistic == pytest.approx(2 * (apart - null), abs=1e-12)


def test_clusters_are_rejected_and_lone_hits_are_not(rng) -> None:
    clustered = np.zeros(1_000, dtype=bool)
    clustered[500:520] = True
    assert independence(clustered).p_value < 1e-6
    assert independence(rng.random(1_000) < 0.05).p_value > 0.01


def test_size_of_the_test_is_about_right() -> None:
    rng = np.random.default_rng(7)
    rejected = [independence(rng.random(2_000) < 0.05).p_value < 0.05 for _ in range(300)]
    assert 0.01 < np.mean(rejected) < 0.12


def test_conditional_coverage_is_the_sum(rng) -> None:
    hits = rng.random(500) < 0.06
    joint = conditional_coverage(hits, 0.95)
    parts = kupiec(int(hits.sum()), 500, 0.95).statistic + independence(hits).statistic
    assert joint.statistic == pytest.approx(parts)
    assert joint.p_value == pytest.approx(math.exp(-parts / 2))


@pytest.mark.parametrize("hits", [[], [True], [False] * 9, [False, False, True]])
def test_without_a_hit_to_follow_there_is_no_test(hits) -> None:
    found = np.array(hits, dtype=bool)
    assert math.isnan(independence(found).p_value)
    assert math.isnan(conditional_coverage(found, 0.99).p_value)
