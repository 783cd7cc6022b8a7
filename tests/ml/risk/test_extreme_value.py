import math

import numpy as np
import pytest
from scipy import stats

from ml.errors import InsufficientDataError, NumericError
from ml.risk.extreme_value import ParetoTail, pareto_tail
from ml.risk.value_at_risk import historical_value_at_risk


def test_it_recovers_a_pareto_tail(rng) -> None:
    losses = stats.genpareto.rvs(0.25, scale=0.01, size=200_000, random_state=rng)
    found = pareto_tail(-losses)
    # Above u the excess of a Pareto(xi, beta) is a Pareto(xi, beta + xi u).
    assert found.shape == pytest.approx(0.25, abs=0.03)
    assert found.scale == pytest.approx(0.01 + 0.25 * found.threshold, rel=0.05)
    assert found.value_at_risk(0.999) == pytest.approx(
        stats.genpareto.ppf(0.999, 0.25, scale=0.01), rel=0.05
    )


def test_an_exponential_tail_has_shape_zero(rng) -> None:
    found = pareto_tail(-rng.exponential(0.01, 200_000))
    assert found.shape == pytest.approx(0.0, abs=0.02)
    assert found.value_at_risk(0.999) == pytest.approx(0.01 * math.log(1_000), rel=0.03)


def test_quantiles_and_shortfalls_agree_with_the_distribution() -> None:
    tail = ParetoTail(threshold=0.02, shape=0.2, scale=0.01, exceedances=100, observations=1_000)
    law = stats.genpareto(0.2, loc=0.02, scale=0.01)
    assert tail.value_at_risk(0.99) == pytest.approx(law.ppf(0.9), rel=1e-12)
    beyond = law.expect(lb=law.ppf(0.9), conditional=True)
    assert tail.expected_shortfall(0.99) == pytest.approx(beyond, rel=1e-6)
    assert tail.value_at_risk(0.9) == pytest.approx(0.02)


def test_shape_zero_is_the_limit() -> None:
    near, at = (
        ParetoTail(0.02, shape, 0.01, 100, 1_000).value_at_risk(0.995) for shape in (1e-7, 0.0)
    )
    assert near == pytest.approx(at, rel=1e-6)


def test_a_mean_that_does_not_exist_is_infinite() -> None:
    assert ParetoTail(0.02, 1.0, 0.01, 100, 1_000).expected_shortfall(0.99) == math.inf


def test_inside_the_threshold_nothing_is_modelled() -> None:
    with pytest.raises(NumericError, match="below the threshold"):
        ParetoTail(0.02, 0.1, 0.01, 100, 1_000).value_at_risk(0.8)


def test_it_stays_near_the_sample_where_the_sample_is_dense(rng) -> None:
    returns = rng.standard_t(4, 5_000) * 0.01
    assert pareto_tail(returns).value_at_risk(0.99) == pytest.approx(
        historical_value_at_risk(returns, 0.99), rel=0.1
    )


def test_too_few_losses_are_refused_with_both_counts(rng) -> None:
    with pytest.raises(InsufficientDataError) as refusal:
        pareto_tail(rng.normal(size=150))
    assert (refusal.value.observations, refusal.value.needed) == (150, 200)


def test_a_tail_without_spread_is_refused() -> None:
    with pytest.raises(NumericError, match="does not vary"):
        pareto_tail(np.full(500, -0.01))
