"""Ticks that come after their bars: folded again from the store, equal to a recomputation."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.instruments.models import Bar, InstrumentRow, TickRow
from apps.instruments.types import Tick
from apps.streaming.bars.folder import Folder
from apps.streaming.bars.retention import HOUR_US, MARGIN_US, Retention
from apps.streaming.bars.writer import Writer
from apps.streaming.process.start import simulated_release
from apps.streaming.services import feed_attach
from apps.streaming.ticks.intake import now_us
from tests.apps.streaming.faulty_venue import tape
from tests.apps.streaming.running import assert_stored_equals, unguarded

pytestmark = pytest.mark.django_db


def _write(writer: Writer, folder: Folder, ticks: list[Tick]) -> None:
    writer.write(ticks, folder.fold(ticks))


@pytest.mark.parametrize("seed", range(5))
def test_any_order_ends_in_the_same_bars(seed: int) -> None:
    feed_attach(symbols=("AUSDT", "BUSDT"), source="binance")
    played = tape(("AUSDT", "BUSDT"), 1_500, now_us=now_us(), seed=seed)
    rng = random.Random(seed)
    offered = list(played)
    for _ in range(30):  # blocks that come late, in the middle of others
        start = rng.randrange(1_300)
        block = [offered.pop(start) for _ in range(rng.randrange(1, 80))]
        place = rng.randrange(start, len(offered) + 1)
        offered[place:place] = block
    offered += rng.sample(played, 100)
    folder = Folder()
    writer = Writer("binance", folder, unguarded)
    while offered:
        size = rng.randrange(1, 120)
        _write(writer, folder, offered[:size])
        del offered[:size]
    assert writer.refolded > 0
    assert_stored_equals(played)


def test_a_restart_in_the_middle_of_a_bar_counts_no_trade_twice() -> None:
    feed_attach(symbols=("AUSDT",), source="binance")
    played = tape(("AUSDT",), 400, now_us=now_us())
    first = Folder()
    _write(Writer("binance", first, unguarded), first, played[:200])
    second = Folder()  # knows nothing, and gets an overlap
    writer = Writer("binance", second, unguarded)
    _write(writer, second, played[150:300])
    _write(writer, second, played[300:])
    assert writer.known == 50
    assert_stored_equals(played)


def test_retention_drops_ticks_and_seconds_and_keeps_minutes() -> None:
    feed_attach(symbols=("AUSDT",), source="binance")
    played = tape(("AUSDT",), 50, now_us=now_us())
    folder = Folder()
    _write(Writer("binance", folder, unguarded), folder, played)
    minutes = Bar.objects.filter(interval_s=60).count()
    later = now_us() + 2 * HOUR_US + MARGIN_US
    assert Retention(ticks_h=2, second_bars_h=2).prune(later) == 50
    assert TickRow.objects.count() == 0
    assert Bar.objects.filter(interval_s=1).count() == 0
    assert Bar.objects.filter(interval_s=60).count() == minutes > 0


def test_retention_catches_up_hour_by_hour() -> None:
    """One statement for days of ticks would take longer than a database allows."""
    feed_attach(symbols=("AUSDT",), source="binance")
    hours = (0, 0, 1, 2, 30)
    rows = [
        TickRow(
            venue="binance",
            symbol="AUSDT",
            trade_id=number,
            price=1.0,
            quantity=1.0,
            timestamp_us=hour * HOUR_US,
            buyer_is_maker=True,
        )
        for number, hour in enumerate(hours)
    ]
    TickRow.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as caught:
        assert Retention(ticks_h=2, second_bars_h=2).prune(30 * HOUR_US) == 4
    deletes = [one["sql"] for one in caught if one["sql"].startswith('DELETE FROM "market_tick"')]
    assert len(deletes) == 3
    assert not any(one["sql"].startswith("SAVEPOINT") for one in caught)
    assert TickRow.objects.get().timestamp_us == 30 * HOUR_US


def test_another_venue_takes_the_simulated_bars_away_and_leaves_daily_history() -> None:
    feed_attach(symbols=("AUSDT", "KO"), source="simulator")
    folder = Folder()
    ticks = [
        Tick("simulator", symbol, number + 1, 10.0, 1.0, now_us() - 1_000_000, False)
        for number, symbol in enumerate(("AUSDT", "KO"))
    ]
    _write(Writer("simulator", folder, unguarded), folder, ticks)
    ko = InstrumentRow.objects.get(symbol="KO")
    Bar.objects.create(instrument=ko, interval_s=86_400, timestamp_us=0, close=60.0)
    simulated_release(("AUSDT",))
    ko.refresh_from_db()
    assert ko.intraday_source == ""
    assert list(Bar.objects.filter(instrument=ko).values_list("interval_s", flat=True)) == [86_400]
    assert Bar.objects.filter(instrument__symbol="AUSDT").exists()
