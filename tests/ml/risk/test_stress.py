import math
from datetime import date

import numpy as np
import pytest

from ml.risk.stress import (
    EPISODES,
    Episode,
    beta_shock,
    compound_loss,
    episode_window,
    worst_windows,
)


def test_losses_compound() -> None:
    assert compound_loss(np.array([-0.5, 0.5])) == pytest.approx(0.25)
    assert compound_loss(np.empty(0)) == 0.0


def test_the_worst_windows_are_found_and_do_not_overlap() -> None:
    returns = np.zeros(100)
    returns[10:13] = -0.05
    returns[60] = -0.1
    found = worst_windows(returns, 3, 2)
    assert [(window.start, window.end) for window in found[:1]] == [(10, 13)]
    assert found[0].loss == pytest.approx(1 - 0.95**3)
    assert 58 <= found[1].start <= 60
    assert found[1].loss == pytest.approx(0.1)


def test_they_are_the_worst_of_all_by_brute_force(rng) -> None:
    returns = rng.normal(size=200) * 0.02
    losses = [compound_loss(returns[i : i + 5]) for i in range(196)]
    assert worst_windows(returns, 5, 1)[0].loss == pytest.approx(max(losses), rel=1e-12)


@pytest.mark.parametrize("length", [0, 6])
def test_windows_that_do_not_fit_are_not_there(length) -> None:
    assert worst_windows(np.full(5, -0.1), length, 3) == []


def test_a_series_that_never_lost_has_no_worst_window() -> None:
    assert worst_windows(np.full(30, 0.01), 5, 3) == []


def test_an_episode_counts_from_the_close_before_its_first_return() -> None:
    dates = np.arange("2020-02-10", "2020-04-10", dtype="datetime64[D]")
    episode = Episode("crash", date(2020, 2, 19), date(2020, 3, 23))
    window = episode_window(dates, episode)
    assert window is not None
    assert dates[window[0]] == np.datetime64("2020-02-20")
    assert dates[window[1] - 1] == np.datetime64("2020-03-23")


def test_an_episode_that_the_data_do_not_cover_is_left_out() -> None:
    dates = np.arange("2020-03-01", "2020-04-10", dtype="datetime64[D]")
    assert episode_window(dates, Episode("crash", date(2020, 2, 19), date(2020, 3, 23))) is None
    assert episode_window(dates[:0], EPISODES[0]) is None


def test_episodes_run_forward() -> None:
    assert all(episode.start < episode.end for episode in EPISODES)


def test_a_shock_reaches_by_beta() -> None:
    assert beta_shock(1.5, -0.2) == pytest.approx(0.3)
    assert math.isnan(beta_shock(math.nan, -0.2))


def test_a_day_that_lost_more_than_everything_is_the_worst_and_the_last() -> None:
    returns = np.array([0.01, -0.2, 0.1, -1.5, -3.0, 0.02, -0.1])
    assert compound_loss(returns[2:]) == pytest.approx(1.0 - 1.1 * -0.5)
    assert [window.start for window in worst_windows(returns, 1, 3)] == [4, 3, 1]
    assert worst_windows(returns, 2, 1)[0].loss == pytest.approx(3.0)
