import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.risk.correlation import correlation


def test_it_agrees_with_numpy_on_complete_data(rng) -> None:
    returns = rng.normal(size=(200, 6)) * 0.01 + 100.0
    np.testing.assert_allclose(
        correlation(returns).matrix, np.corrcoef(returns, rowvar=False), atol=1e-10
    )


@given(st.integers(0, 2**32 - 1), st.floats(0.05, 0.6))
def test_it_agrees_with_pandas_pair_by_pair(seed, missing) -> None:
    rng = np.random.default_rng(seed)
    returns = rng.normal(size=(60, 5)) * 0.01 + rng.normal(size=5)
    returns[rng.random(returns.shape) < missing] = np.nan
    found = correlation(returns, min_overlap=5)
    expected = pd.DataFrame(returns).corr(min_periods=5).to_numpy()
    present = np.isfinite(returns).astype(int)
    np.testing.assert_array_equal(found.overlap, present.T @ present)
    off = ~np.eye(5, dtype=bool)
    np.testing.assert_allclose(found.matrix[off], expected[off], atol=1e-8)


def test_shuffling_assets_shuffles_rows_and_columns(rng) -> None:
    returns = rng.normal(size=(50, 4))
    order = rng.permutation(4)
    np.testing.assert_allclose(
        correlation(returns[:, order]).matrix,
        correlation(returns).matrix[np.ix_(order, order)],
        atol=1e-14,
    )


def test_the_diagonal_is_exactly_one_and_nothing_passes_it(rng) -> None:
    x = rng.normal(size=100)
    found = correlation(np.stack([x, 3 * x + 1, -x], axis=1)).matrix
    assert (np.diag(found) == 1.0).all()
    assert (np.abs(found) <= 1.0).all()
    np.testing.assert_allclose(found, [[1, 1, -1], [1, 1, -1], [-1, -1, 1]])


def test_what_does_not_move_has_no_correlation(rng) -> None:
    found = correlation(np.stack([rng.normal(size=40), np.full(40, 0.1)], axis=1)).matrix
    assert found[0, 0] == 1.0
    assert np.isnan(found[0, 1])
    assert np.isnan(found[1, 1])


def test_too_little_overlap_gives_none(rng) -> None:
    returns = rng.normal(size=(40, 2))
    returns[15:, 0] = np.nan
    found = correlation(returns, min_overlap=20)
    assert np.isnan(found.matrix[0, 1])
    assert found.overlap[0, 1] == 15


@pytest.mark.parametrize("rows", [0, 1])
def test_too_few_rows_give_none(rows) -> None:
    assert np.isnan(correlation(np.zeros((rows, 2))).matrix).all()
