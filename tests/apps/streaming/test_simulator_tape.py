"""The simulated tape: a function of seed and time, with ids that never repeat."""

from itertools import islice, pairwise

import numpy as np
import pytest
from statsmodels.tsa.stattools import coint

from apps.streaming.exchange_simulator.opening import PAST_MS, tape_read_or_make
from apps.streaming.exchange_simulator.tape import DAY_MS, MINUTE_MS, Opening, Tape, Trade
from apps.streaming.exchange_simulator.universe import BITCOIN, ETHER, Listing, stock

OPENED = 1_795_254_000_000
AAPL = stock("AAPL", 128.41)
LISTINGS = [BITCOIN, ETHER, AAPL]


@pytest.fixture(scope="module")
def tape() -> Tape:
    return Tape(7, Opening(OPENED))


def _minutes(tape: Tape, listing: Listing, count: int, start_ms: int = OPENED) -> list[Trade]:
    first = start_ms // MINUTE_MS
    return [one for minute in range(first, first + count) for one in tape.minute(listing, minute)]


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda one: one.symbol)
def test_ids_rise_by_one_and_times_never_fall(tape: Tape, listing: Listing) -> None:
    trades = _minutes(tape, listing, 30)
    assert all(b.id == a.id + 1 and b.time_ms >= a.time_ms for a, b in pairwise(trades))


def test_ids_go_on_over_midnight(tape: Tape) -> None:
    midnight = (OPENED // DAY_MS + 1) * DAY_MS
    trades = _minutes(tape, BITCOIN, 4, midnight - 2 * MINUTE_MS)
    assert all(b.id == a.id + 1 for a, b in pairwise(trades))


def test_the_price_has_no_jump_over_midnight(tape: Tape) -> None:
    midnight = (OPENED // DAY_MS + 1) * DAY_MS
    prices = [one.price for one in _minutes(tape, ETHER, 4, midnight - 2 * MINUTE_MS)]
    assert np.abs(np.diff(np.log(prices))).max() < 0.003


def test_a_restart_finds_the_same_trades(tape: Tape) -> None:
    again = Tape(7, Opening(OPENED))
    far = OPENED + 3 * 3_600_000
    assert _minutes(again, BITCOIN, 2, far) == _minutes(tape, BITCOIN, 2, far)


def test_another_seed_is_another_tape(tape: Tape) -> None:
    assert _minutes(Tape(8, Opening(OPENED)), AAPL, 2) != _minutes(tape, AAPL, 2)


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda one: one.symbol)
def test_it_opens_at_the_anchor(tape: Tape, listing: Listing) -> None:
    assert tape.minute(listing, OPENED // MINUTE_MS)[0].price == pytest.approx(
        listing.anchor, rel=1e-3
    )


def test_nothing_before_the_opening() -> None:
    tape = Tape(7, Opening(OPENED + 30_000))
    assert tape.minute(BITCOIN, OPENED // MINUTE_MS)[0].time_ms >= OPENED + 30_000
    assert tape.minute(BITCOIN, OPENED // MINUTE_MS - 1) == ()


def test_by_id_and_by_time_agree(tape: Tape) -> None:
    trades = _minutes(tape, ETHER, 3)
    wanted = trades[100]
    by_id = list(islice(tape.from_id(ETHER, wanted.id), 50))
    assert by_id == trades[100:150]
    by_time = list(islice(tape.from_time(ETHER, wanted.time_ms), 1))
    assert by_time[0].time_ms == wanted.time_ms


def test_prices_and_sizes_are_on_their_grids(tape: Tape) -> None:
    for listing in LISTINGS:
        for trade in _minutes(tape, listing, 2):
            assert trade.price > 0
            assert trade.quantity >= listing.quantity_step
            assert round(trade.price, listing.price_digits) == trade.price
            assert round(trade.quantity, listing.quantity_digits) == trade.quantity


def _closes(tape: Tape, listing: Listing, minutes: int) -> np.ndarray:
    first = OPENED // MINUTE_MS
    return np.array([tape.minute(listing, first + m)[-1].price for m in range(minutes)])


def test_the_pair_is_cointegrated_and_volatility_clusters(tape: Tape) -> None:
    bitcoin, ether = (np.log(_closes(tape, one, 600)) for one in (BITCOIN, ETHER))
    assert coint(ether, bitcoin)[1] < 0.01
    squared = np.diff(bitcoin) ** 2
    lags = [np.corrcoef(squared[lag:], squared[:-lag])[0, 1] for lag in range(1, 11)]
    # White noise would average 0 with a standard error near 1/sqrt(599 * 10) = 0.013.
    assert np.mean(lags) > 0.04


def test_the_opening_is_kept_over_restarts(tmp_path) -> None:
    path = tmp_path / "simulator.json"
    first = tape_read_or_make(path, seed=7, now_ms=OPENED).opening
    assert OPENED - PAST_MS - MINUTE_MS < first.time_ms <= OPENED - PAST_MS
    assert tape_read_or_make(path, seed=7, now_ms=OPENED + DAY_MS).opening == first
    assert tape_read_or_make(path, seed=8, now_ms=OPENED + DAY_MS).opening != first


def test_a_tape_keeps_its_share_of_trades(tmp_path) -> None:
    """Ids count trades since 1970: another share would give times other ids."""
    path = tmp_path / "simulator.json"
    first = tape_read_or_make(path, seed=7, now_ms=OPENED, percent=25)
    assert tape_read_or_make(path, seed=7, now_ms=OPENED, percent=100).opening == first.opening
    whole, quarter = (
        len(first.minute(one, OPENED // MINUTE_MS + 1)) for one in (BITCOIN, BITCOIN.thinned(25))
    )
    assert quarter == pytest.approx(whole / 4, rel=0.3)
