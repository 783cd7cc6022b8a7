"""Correlation over common sessions: what else is asked about changes no pair."""

import numpy as np
import pytest

from ml.risk.correlation import correlation, session_correlation
from ml.series.returns import simple_returns
from ml.typing import Float64Array2D

DAYS = 400
WEEKDAY = np.arange(DAYS) % 7 < 5


def _closes(columns: int, seed: int = 1) -> Float64Array2D:
    rng = np.random.default_rng(seed)
    steps = rng.normal(0.0, 0.006, (DAYS, 1)) + rng.normal(0.0, 0.008, (DAYS, columns))
    return 100.0 * np.exp(np.cumsum(steps, axis=0))


def _shares_and_coin() -> Float64Array2D:
    closes = _closes(3)
    closes[~WEEKDAY, :2] = np.nan
    return closes


def test_a_coin_changes_nothing_between_shares() -> None:
    closes = _shares_and_coin()
    with_coin, without = session_correlation(closes), session_correlation(closes[:, :2])
    np.testing.assert_array_equal(with_coin.matrix[:2, :2], without.matrix)
    np.testing.assert_array_equal(with_coin.overlap[:2, :2], without.overlap)
    assert with_coin.overlap[0, 1] == WEEKDAY.sum() - 1


def test_a_share_and_a_coin_are_measured_from_friday_to_monday() -> None:
    closes = _shares_and_coin()
    found = session_correlation(closes)
    both = closes[WEEKDAY][:, [0, 2]]
    moves = both[1:] / both[:-1] - 1.0
    assert found.matrix[0, 2] == pytest.approx(np.atleast_2d(np.corrcoef(moves.T))[0, 1], abs=1e-12)
    assert found.overlap[0, 2] == found.overlap[2, 0] == WEEKDAY.sum() - 1
    assert found.overlap[2, 2] == DAYS - 1


def test_every_pair_is_its_own_whatever_the_holes() -> None:
    closes = _closes(6, seed=3)
    closes[np.random.default_rng(4).random(closes.shape) < 0.1] = np.nan
    closes[:200, 4], closes[:, 5] = np.nan, np.nan
    found = session_correlation(closes)
    for i in range(6):
        for j in range(6):
            both = closes[:, [i, j]]
            both = both[np.isfinite(both).all(axis=1)]
            assert found.overlap[i, j] == max(len(both) - 1, 0)
            if len(both) > 20:
                expected = np.atleast_2d(np.corrcoef((both[1:] / both[:-1] - 1.0).T))[0, 1]
                assert found.matrix[i, j] == pytest.approx(expected, abs=1e-12)
            else:
                assert np.isnan(found.matrix[i, j])


def test_without_holes_it_is_the_plain_matrix() -> None:
    closes = _closes(4)
    found, plain = session_correlation(closes), correlation(simple_returns(closes))
    np.testing.assert_array_equal(found.matrix, plain.matrix)
    np.testing.assert_array_equal(found.overlap, plain.overlap)


@pytest.mark.parametrize("rows", [0, 1])
def test_too_few_sessions_give_no_correlation(rows: int) -> None:
    found = session_correlation(np.full((rows, 2), 3.0))
    assert np.isnan(found.matrix).all()
    assert not found.overlap.any()
