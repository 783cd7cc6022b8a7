from decimal import ROUND_CEILING, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.errors import NumericError
from ml.risk.tail import tail_rank, tail_size


@given(
    st.integers(1, 200_000),
    st.sampled_from([0.5, 0.9, 0.95, 0.975, 0.98, 0.99, 0.995, 0.999]),
)
def test_rank_is_the_decimal_ceiling(n, confidence) -> None:
    exact = n * (1 - Decimal(str(confidence)))
    assert tail_rank(n, confidence) == int(exact.to_integral_value(ROUND_CEILING))


@pytest.mark.parametrize("thousands", [1, 2, 5, 20, 37])
def test_whole_tails_do_not_slip_by_a_rank(thousands) -> None:
    n = 20 * thousands * 1_000
    assert tail_rank(n, 0.95) == thousands * 1_000
    assert tail_size(n, 0.95) == thousands * 1_000


def test_plain_floating_point_would_slip() -> None:
    assert 20_000 * (1 - 0.95) > 1_000  # the reason for exact ratios


@pytest.mark.parametrize("confidence", [0.0, 1.0, -0.1, 95.0, float("nan")])
def test_confidence_is_a_fraction(confidence) -> None:
    with pytest.raises((NumericError, ValueError)):
        tail_rank(100, confidence)
