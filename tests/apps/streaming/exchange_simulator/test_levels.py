"""Simulated prices in a replay: from one real close to the next, and the same after a restart."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from apps.streaming.exchange_simulator.levels import KEPT_MINUTES, Levels
from apps.streaming.exchange_simulator.opening import tape_read_or_make, tape_store
from apps.streaming.exchange_simulator.tape import MINUTE_MS, Opening, Tape
from apps.streaming.exchange_simulator.universe import BITCOIN, stock

FIRST = 29_920_900
AAPL = stock("AAPL", 170.0)


@pytest.fixture
def tape() -> Tape:
    """Opened at 170; from the tenth minute on the price heads for 160, from the twelfth for 150."""
    made = Tape(7, Opening(FIRST * MINUTE_MS))
    made.levels.begin({"AAPL": 170.0}, FIRST)
    made.head_for({"AAPL": 160.0}, FIRST + 10)
    made.head_for({"AAPL": 150.0}, FIRST + 12)
    return made


@pytest.mark.parametrize(
    ("minute", "opens", "closes"),
    [(0, 170.0, 170.0), (9, 170.0, 170.0), (10, 170.0, 160.0), (11, 160.0, 160.0),
     (12, 160.0, 150.0), (40, 150.0, 150.0)],
)  # fmt: skip
def test_each_minute_leads_from_one_level_to_the_next(
    tape: Tape, minute: int, opens: float, closes: float
) -> None:
    prices = [one.price for one in tape.minute(AAPL, FIRST + minute)]
    assert prices[0] == pytest.approx(opens, rel=1e-2)
    assert prices[-1] == pytest.approx(closes, rel=1e-2)
    assert len(set(prices)) > 2


def test_the_way_has_no_jump(tape: Tape) -> None:
    trades = [one for minute in range(8, 14) for one in tape.minute(AAPL, FIRST + minute)]
    steps = np.diff(np.log([one.price for one in trades]))
    assert np.abs(steps).max() < 0.01
    assert all(b.id == a.id + 1 for a, b in pairwise(trades))


def test_what_no_replay_moves_is_as_before(tape: Tape) -> None:
    plain = Tape(7, Opening(FIRST * MINUTE_MS))
    assert tape.minute(BITCOIN, FIRST + 10) == plain.minute(BITCOIN, FIRST + 10)


def test_a_new_level_changes_nothing_that_was_traded(tape: Tape) -> None:
    before = [tape.minute(AAPL, FIRST + minute) for minute in range(14)]
    assert tape.head_for({"AAPL": 99.0}, FIRST + 14)
    assert [tape.minute(AAPL, FIRST + minute) for minute in range(14)] == before


def test_the_same_level_again_is_no_change(tape: Tape) -> None:
    assert not tape.head_for({"AAPL": 150.0}, FIRST + 20)


def test_a_restart_goes_on_with_the_same_trades(tape: Tape, tmp_path: Path) -> None:
    """Also where the listing starts from a later close by then."""
    path = tmp_path / "simulator.json"
    tape_store(path, tape, seed=7)
    again = tape_read_or_make(path, seed=7, now_ms=(FIRST + 60) * MINUTE_MS)
    later = stock("AAPL", 150.0)
    for minute in (5, 10, 12, 30):
        old, new = tape.minute(AAPL, FIRST + minute), again.minute(later, FIRST + minute)
        assert [one.id for one in old] == [one.id for one in new]
        assert [one.price for one in old] == pytest.approx([one.price for one in new], abs=0.011)


def test_levels_of_long_ago_are_dropped() -> None:
    levels = Levels()
    for minute in range(2 * KEPT_MINUTES):
        levels.set({"AAPL": 100.0 + minute}, minute)
    assert KEPT_MINUTES < len(levels.marks["AAPL"]) <= KEPT_MINUTES + 3


def test_two_levels_in_one_minute_leave_the_last() -> None:
    levels = Levels({"AAPL": [(1, 10.0)]})
    levels.set({"AAPL": 20.0}, 5)
    levels.set({"AAPL": 30.0}, 5)
    assert levels.marks["AAPL"] == [(1, 10.0), (5, 30.0)]
