import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ml.reference import libraries
from ml.reference import returns as reference
from ml.risk.drawdown import MaxDrawdown, drawdown, max_drawdown, max_drawdown_depth

samples = arrays(np.float64, st.integers(1, 80), elements=st.floats(-0.9, 0.9))


@given(samples)
def test_it_is_the_worst_fall_between_any_two_times(returns) -> None:
    wealth = np.concatenate(([1.0], np.cumprod(1 + returns)))
    worst = max(
        1 - wealth[j] / wealth[i] for i in range(wealth.size) for j in range(i, wealth.size)
    )
    found = max_drawdown(returns)
    assert found is not None
    assert found.depth == pytest.approx(worst, abs=1e-12)
    assert max_drawdown_depth(returns) == pytest.approx(worst, abs=1e-12)
    fall = 1 - wealth[found.trough] / wealth[found.start]
    assert fall == pytest.approx(worst, abs=1e-12)


@given(samples)
def test_the_path_lies_between_nothing_and_everything(returns) -> None:
    path = drawdown(returns)
    assert path.size == returns.size + 1
    assert path[0] == 0.0
    assert ((path >= 0.0) & (path <= 1.0)).all()


def test_a_loss_in_the_first_period_counts() -> None:
    found = max_drawdown(np.array([-0.2, 0.1]))
    assert found is not None
    assert found.depth == pytest.approx(0.2)
    assert replace(found, depth=0.2) == MaxDrawdown(depth=0.2, start=0, trough=1, end=None)


def test_peak_trough_and_recovery() -> None:
    # wealth 1, 1.1, 0.55, 0.825, 1.1, 1.21
    found = max_drawdown(np.array([0.1, -0.5, 0.5, 1 / 3, 0.1]))
    assert found is not None
    assert (found.start, found.trough) == (1, 2)
    assert found.depth == pytest.approx(0.5)
    assert found.end in {4, 5}  # 1.1 again, or the first close above it after rounding


def test_the_last_touch_of_the_peak_is_the_start() -> None:
    found = max_drawdown(np.array([0.5, 0.0, 0.0, -0.5]))
    assert found is not None
    assert (found.start, found.trough, found.end) == (3, 4, None)


def test_a_path_that_never_falls_has_no_drawdown() -> None:
    assert max_drawdown(np.array([0.0, 0.1])) == MaxDrawdown(0.0, 0, 0, 0)


def test_nothing_has_no_drawdown_to_speak_of() -> None:
    assert max_drawdown(np.full(3, np.nan)) is None
    assert math.isnan(max_drawdown_depth(np.empty(0)))


def test_ruin_is_a_drawdown_of_one() -> None:
    found = max_drawdown(np.array([0.1, -1.0, 0.5]))
    assert found is not None
    assert found.depth == 1.0
    assert found.end is None


def test_after_ruin_nothing_is_left_that_could_move() -> None:
    returns = np.array([0.5, -2.0, -3.0, 9.0])
    assert drawdown(returns).tolist() == [0.0, 0.0, 2.0, 2.0, 2.0]
    assert max_drawdown(returns) == MaxDrawdown(2.0, 1, 2, None)
    assert max_drawdown_depth(returns) == 2.0
    assert reference.drawdown(returns.tolist()) == [0.0, 0.0, 2.0, 2.0, 2.0]
    assert libraries.max_drawdown(returns.tolist()) == 2.0


def test_days_that_lose_more_than_everything_do_not_overflow(rng) -> None:
    returns = rng.normal(size=700) * 20.0
    assert np.isfinite(drawdown(returns)).all()
    assert max_drawdown_depth(returns) == pytest.approx(reference.max_drawdown(returns.tolist()))
