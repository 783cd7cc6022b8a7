import numpy as np
import pytest

from ml.errors import InsufficientDataError, NumericError
from ml.risk.methods import METHODS, observations_needed, tail_risk


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("confidence", [0.95, 0.99])
def test_shortfall_lies_beyond_the_value_at_risk(rng, method, confidence) -> None:
    found = tail_risk(rng.standard_t(8, 1_500) * 0.01, confidence, method)
    assert 0.0 < found.value_at_risk < found.expected_shortfall


@pytest.mark.parametrize("method", METHODS)
def test_it_rises_with_confidence(rng, method) -> None:
    returns = rng.standard_t(8, 1_500) * 0.01
    levels = [tail_risk(returns, c, method).value_at_risk for c in (0.9, 0.95, 0.975, 0.99)]
    assert levels == sorted(levels)


@pytest.mark.parametrize("method", METHODS)
def test_too_few_returns_are_refused_with_both_counts(method) -> None:
    needed = observations_needed(method, 0.99)
    with pytest.raises(InsufficientDataError) as refusal:
        tail_risk(np.linspace(-0.1, 0.1, needed - 1), 0.99, method)
    assert refusal.value.needed == needed


def test_earlier_returns_warm_the_filter_up_but_stay_out_of_the_tail(rng) -> None:
    earlier, sample = rng.normal(size=400) * 0.5, rng.normal(size=100) * 0.01
    with_past = tail_risk(sample, 0.95, "fhs", earlier=earlier)
    assert with_past.value_at_risk < 0.05  # the wild past is not in the tail
    assert tail_risk(sample[:30], 0.95, "fhs", earlier=earlier).value_at_risk > 0.0


def test_outside_its_domain_cornish_fisher_says_so() -> None:
    returns = np.concatenate([np.full(400, 0.001), [-0.9]])
    with pytest.raises(NumericError, match="another method"):
        tail_risk(returns, 0.95, "cornish_fisher")


def test_missing_returns_are_left_out(rng) -> None:
    returns = rng.normal(size=300) * 0.01
    gaps = np.insert(returns, [5, 50, 299], np.nan)
    for method in METHODS:
        assert tail_risk(gaps, 0.95, method) == tail_risk(returns, 0.95, method)
