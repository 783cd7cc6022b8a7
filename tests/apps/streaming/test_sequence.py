"""Each id once and in order, whatever comes in."""

import random

from hypothesis import given
from hypothesis import strategies as st

from apps.instruments.types import Tick
from apps.streaming.ticks.sequence import RESET_AFTER, Sequencer


def _tick(trade_id: int, time_us: int | None = None) -> Tick:
    return Tick("v", "S", trade_id, 1.0, 1.0, trade_id * 10 if time_us is None else time_us, False)


def _offer(sequencer: Sequencer, *ids: int) -> list[int]:
    return [out.trade_id for one in ids for out in sequencer.offer(_tick(one))]


def test_in_order() -> None:
    assert _offer(Sequencer(), 5, 6, 7) == [5, 6, 7]


def test_a_gap_holds_back_until_it_is_filled() -> None:
    sequencer = Sequencer()
    assert _offer(sequencer, 1, 4, 5) == [1]
    gap = sequencer.gap
    assert gap is not None
    assert (gap.first, gap.last, gap.size) == (2, 3, 2)
    assert _offer(sequencer, 3) == []
    assert _offer(sequencer, 2) == [2, 3, 4, 5]
    assert sequencer.gap is None


def test_duplicates_are_dropped_and_counted() -> None:
    sequencer = Sequencer()
    assert _offer(sequencer, 1, 2, 2, 1, 5, 5) == [1, 2]
    assert sequencer.duplicates == 3


def test_ids_that_do_not_exist_are_skipped_and_what_waits_goes_on() -> None:
    sequencer = Sequencer()
    _offer(sequencer, 1, 4, 5, 9)
    assert [tick.trade_id for tick in sequencer.skip_to(4)] == [4, 5]
    assert [tick.trade_id for tick in sequencer.skip_to(9)] == [9]
    assert sequencer.skip_to(3) == []


def test_skipping_past_held_ticks_does_not_lose_them() -> None:
    sequencer = Sequencer()
    _offer(sequencer, 1, 4, 6)
    assert [tick.trade_id for tick in sequencer.skip_to(8)] == [4, 6]
    assert sequencer.last == 7


def test_a_released_gap_takes_its_ticks_late_and_once() -> None:
    sequencer = Sequencer()
    _offer(sequencer, 1, 5)
    assert [tick.trade_id for tick in sequencer.release()] == [5]
    assert sequencer.open_ticks == 3
    assert _offer(sequencer, 3, 3, 6) == [3, 6]
    assert sequencer.duplicates == 1
    assert _offer(sequencer, 2, 4) == [2, 4]
    assert sequencer.open_gaps == []


def test_open_ids_that_the_venue_does_not_have_are_forgotten() -> None:
    sequencer = Sequencer()
    _offer(sequencer, 1, 10)
    sequencer.release()
    assert sequencer.forget(5) == 4
    assert [(gap.first, gap.last) for gap in sequencer.open_gaps] == [(6, 9)]


def test_a_venue_that_counts_anew_is_followed_after_many_such_ticks() -> None:
    sequencer = Sequencer()
    sequencer.offer(_tick(1_000_000))
    later = [_tick(number, 10_000_001 + number) for number in range(1, RESET_AFTER + 3)]
    ready = [out.trade_id for tick in later for out in sequencer.offer(tick)]
    assert ready == [RESET_AFTER, RESET_AFTER + 1, RESET_AFTER + 2]
    assert sequencer.resets == 1


def test_resume_goes_on_after_the_stored_trade() -> None:
    sequencer = Sequencer()
    sequencer.resume(_tick(41))
    assert _offer(sequencer, 41, 40, 42) == [42]


@given(st.integers(1, 60), st.integers(0, 10_000))
def test_any_order_with_duplicates_comes_out_sorted_and_whole(count: int, seed: int) -> None:
    ids = list(range(1, count + 1))
    shuffled = ids * 2
    random.Random(seed).shuffle(shuffled)
    sequencer = Sequencer()
    sequencer.resume(_tick(0))
    assert _offer(sequencer, *shuffled) == ids
    assert sequencer.duplicates == count
