"""Simulated prices in a replay: through each open and close, and the same after a restart."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from apps.instruments.types import SessionPrices
from apps.streaming.exchange_simulator.levels import KEPT_MINUTES, Levels, Way
from apps.streaming.exchange_simulator.opening import tape_read_or_make, tape_store
from apps.streaming.exchange_simulator.tape import MINUTE_MS, Opening, Tape
from apps.streaming.exchange_simulator.universe import BITCOIN, Listing, stock
from ml.anomalies.health import check_series
from ml.anomalies.series import PriceSeries

FIRST = 29_920_900
AAPL = stock("AAPL", 170.0)
DAY = 1_440
A_WEEK = frozenset({"NVDA"})
"""The others are held to it for a day: a minute is made in a fifth of a millisecond."""
STREAMS = [
    entry["symbol"]
    for entry in json.loads((settings.DEMO_FIXTURES / "instruments.json").read_text())
    if entry["streams"] and entry["source"] != "simulator"
]


@pytest.fixture
def tape() -> Tape:
    """Opened at 170; from the tenth minute a session from 165 to 160, from the twelfth to 150."""
    made = Tape(7, Opening(FIRST * MINUTE_MS))
    made.levels.begin({"AAPL": 170.0}, FIRST)
    made.follow({AAPL: SessionPrices(165.0, 160.0)}, FIRST + 10)
    made.follow({AAPL: SessionPrices(160.0, 150.0)}, FIRST + 12)
    return made


@pytest.mark.parametrize(
    ("minute", "opens", "closes"),
    [(0, 170.0, 170.0), (9, 170.0, 170.0), (10, 170.0, 160.0), (11, 160.0, 160.0),
     (12, 160.0, 150.0), (40, 150.0, 150.0)],
)  # fmt: skip
def test_each_minute_leads_from_one_close_to_the_next(
    tape: Tape, minute: int, opens: float, closes: float
) -> None:
    prices = [one.price for one in tape.minute(AAPL, FIRST + minute)]
    assert prices[0] == pytest.approx(opens, rel=2e-2)
    assert prices[-1] == pytest.approx(closes, rel=1e-2)
    assert len(set(prices)) > 2


def test_a_session_begins_at_its_open_wherever_the_price_stood() -> None:
    made = Tape(7, Opening(FIRST * MINUTE_MS))
    made.levels.begin({"AAPL": 170.0}, FIRST)
    made.follow({AAPL: SessionPrices(90.0, 91.0)}, FIRST + 10)
    minute = made.minute(AAPL, FIRST + 10)
    opened = [one.price for one in minute if one.time_ms % MINUTE_MS >= 15_000]
    assert opened[0] == pytest.approx(90.0, rel=5e-3)
    assert opened[-1] == pytest.approx(91.0, rel=5e-3)


def test_a_slow_session_takes_its_time() -> None:
    made = Tape(7, Opening(FIRST * MINUTE_MS))
    made.levels.begin({"AAPL": 170.0}, FIRST)
    made.follow({AAPL: SessionPrices(170.0, 190.0)}, FIRST + 10, minutes=20)
    closes = [_close(made, AAPL, FIRST + 10 + minute) for minute in range(21)]
    expected = 170.0 * np.exp(np.arange(1, 21) / 20 * np.log(190 / 170))
    assert closes[:20] == pytest.approx(expected, rel=1.5e-2)
    assert closes[19] == pytest.approx(190.0, rel=1e-3)


def test_a_session_that_is_cut_short_goes_on_from_where_it_was() -> None:
    made = Tape(7, Opening(FIRST * MINUTE_MS))
    made.levels.begin({"AAPL": 170.0}, FIRST)
    made.follow({AAPL: SessionPrices(170.0, 190.0)}, FIRST + 10, minutes=20)
    made.follow({AAPL: SessionPrices(200.0, 201.0)}, FIRST + 20)
    trades = [one for minute in range(8, 24) for one in made.minute(AAPL, FIRST + minute)]
    assert np.abs(np.diff(np.log([one.price for one in trades]))).max() < 0.03
    assert _close(made, AAPL, FIRST + 20) == pytest.approx(201.0, rel=1e-3)


def test_the_way_has_no_jump(tape: Tape) -> None:
    trades = [one for minute in range(8, 14) for one in tape.minute(AAPL, FIRST + minute)]
    steps = np.diff(np.log([one.price for one in trades]))
    assert np.abs(steps).max() < 0.01
    assert all(b.id == a.id + 1 for a, b in pairwise(trades))


@given(seed=st.integers(0, 2**31), minute=st.integers(1, 3_000))
def test_a_minute_goes_on_where_the_one_before_ended(seed: int, minute: int) -> None:
    """Also over midnight, and where a new session begins."""
    made = Tape(seed, Opening(FIRST * MINUTE_MS))
    made.levels.begin({"AAPL": 170.0}, FIRST)
    made.follow({AAPL: SessionPrices(168.0, 171.0)}, FIRST + minute)
    trades = [one for near in (minute - 1, minute) for one in made.minute(AAPL, FIRST + near)]
    ahead = next(
        place for place, one in enumerate(trades) if one.time_ms >= (FIRST + minute) * MINUTE_MS
    )
    steps = np.abs(np.diff(np.log([one.price for one in trades])))
    # A step over the border is one of many: spread, noise and the way to the open.
    assert steps[ahead - 1] < 0.012


@pytest.mark.parametrize("symbol", STREAMS)
def test_made_up_minutes_are_no_fault_of_the_data(symbol: str) -> None:
    """Sessions follow each other by the minute, at times, and then not for hours."""
    rng = np.random.default_rng([5, STREAMS.index(symbol)])
    close = real = 30.0 if symbol == "NVDA" else float(rng.uniform(17.0, 530.0))
    listing = stock(symbol, close)
    made = Tape(20_221_228, Opening(FIRST * MINUTE_MS))
    made.levels.begin({symbol: close}, FIRST)
    minute = FIRST
    closes: list[float] = []
    while len(closes) < (7 * DAY if symbol in A_WEEK else DAY):
        opens = real * np.exp(rng.normal(0.0, 0.008))
        close = opens * np.exp(rng.normal(0.0, 0.015))
        made.follow({listing: SessionPrices(opens, close)}, minute)
        wait = int(rng.choice([1, 1, 1, 2, 40, 300]))
        closes += [_close(made, listing, minute + one) for one in range(wait)]
        minute += wait
        assert closes[-wait] == pytest.approx(close, rel=5e-3)
    prices = np.array(closes)
    stamps = (FIRST + np.arange(len(closes))) * MINUTE_MS * 1_000
    series = PriceSeries(
        stamps, prices, prices, prices, prices, np.ones(len(closes)),
        np.ones(len(closes), dtype=bool), step_us=60_000_000, now_us=int(stamps[-1]) + 120_000_000,
        can_split=True,
    )  # fmt: skip
    assert check_series(series) == []
    same = np.diff(np.round(prices, 2)) == 0.0
    assert same.mean() < 0.2


def _close(tape: Tape, listing: Listing, minute: int) -> float:
    return tape.minute(listing, minute)[-1].price


def test_prices_stay_near_the_close_while_nothing_moves(tape: Tape) -> None:
    closes = np.array([_close(tape, AAPL, FIRST + minute) for minute in range(20, 1_460)])
    away = np.log(closes / 150.0)
    assert np.abs(away).max() < 0.03
    assert abs(away.mean()) < 0.003
    assert 0.001 < away.std() < 0.008


def test_what_no_replay_moves_is_as_before(tape: Tape) -> None:
    plain = Tape(7, Opening(FIRST * MINUTE_MS))
    assert tape.minute(BITCOIN, FIRST + 10) == plain.minute(BITCOIN, FIRST + 10)


def test_a_new_session_changes_nothing_that_was_traded(tape: Tape) -> None:
    before = [tape.minute(AAPL, FIRST + minute) for minute in range(14)]
    assert tape.follow({AAPL: SessionPrices(100.0, 99.0)}, FIRST + 14)
    assert [tape.minute(AAPL, FIRST + minute) for minute in range(14)] == before


def test_the_same_session_again_is_no_change(tape: Tape) -> None:
    assert not tape.follow({AAPL: SessionPrices(160.0, 150.0)}, FIRST + 20)


def test_a_restart_goes_on_with_the_same_trades(tape: Tape, tmp_path: Path) -> None:
    """Also where the listing starts from a later close by then."""
    path = tmp_path / "simulator.json"
    tape_store(path, tape, seed=7)
    again = tape_read_or_make(path, seed=7, now_ms=(FIRST + 60) * MINUTE_MS)
    later = stock("AAPL", 150.0)
    for minute in (5, 10, 12, 30):
        old, new = tape.minute(AAPL, FIRST + minute), again.minute(later, FIRST + minute)
        assert [one.id for one in old] == [one.id for one in new]
        assert [one.price for one in old] == [one.price for one in new]


def test_sessions_of_long_ago_are_dropped_and_change_nothing() -> None:
    made = Tape(7, Opening(FIRST * MINUTE_MS))
    made.levels.begin({"AAPL": 100.0}, FIRST)
    kept = 0
    for minute in range(1, 2 * KEPT_MINUTES, 2):
        price = 100.0 + minute % 7
        before = made.minute(AAPL, FIRST + minute - 1)
        made.follow({AAPL: SessionPrices(price, price)}, FIRST + minute)
        assert made.minute(AAPL, FIRST + minute - 1) == before
        kept = len(made.levels.ways["AAPL"])
    assert KEPT_MINUTES / 2 < kept <= KEPT_MINUTES / 2 + 3


def test_two_sessions_in_one_minute_leave_the_last() -> None:
    levels = Levels({"AAPL": [Way(1, 10.0, 10.0, 10.0, 1)]})
    for close in (20.0, 30.0):
        levels.set({"AAPL": SessionPrices(15.0, close)}, 5, 1, lambda _symbol, _minute: 11.0)
    assert levels.ways["AAPL"][1:] == [Way(5, 11.0, 15.0, 30.0, 1)]
