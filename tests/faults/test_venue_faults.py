"""A venue that cuts, stalls, repeats, shuffles and talks junk: no gap, no duplicate, equal bars.

SIGHTLINE_FAULT_TICKS sets how many ticks are played: fewer for a quick look, 10 M before a release.
"""

import os

import pytest
from pytest_django import Settings

from apps.streaming.ticks.intake import now_us
from tests.apps.streaming.faulty_venue import Faults, FaultyVenue, tape
from tests.apps.streaming.running import (
    assert_stored_equals,
    in_database,
    stored_all,
    streaming,
    venue_at,
)

COUNT = int(os.environ.get("SIGHTLINE_FAULT_TICKS", "200000"))
SYMBOLS = ("BTCUSDT", "ETHUSDT", "SOLUSDT")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]


async def test_everything_at_once(settings: Settings) -> None:
    faults = Faults(
        cuts=20, stalls=2, drop=0.002, duplicate=0.02, swap=0.02, junk=0.0005, poison=0.002
    )
    played = tape(SYMBOLS, COUNT, now_us=now_us())
    async with FaultyVenue(played, faults).open() as venue:
        async with streaming(venue_at(settings, venue.port), SYMBOLS) as stream:
            await stored_all(stream, COUNT, within_s=120 + COUNT / 500)
        stats = stream.stats
    assert venue.seen["cut"] == 20
    assert venue.seen["stall"] == 2
    assert stats.reconnects >= 22
    assert set(stats.quarantined) == {"price", "quantity", "time", "symbol"}
    assert stats.malformed > 0
    assert stats.ticks_missing == stream.intake.open_ticks() == 0
    assert stats.gaps_found >= stats.gaps_filled > 0
    await in_database(assert_stored_equals, played)


async def test_a_rest_that_fails_half_the_time(settings: Settings) -> None:
    faults = Faults(cuts=4, drop=0.01, rest_failure=0.4)
    played = tape(SYMBOLS[:2], 3_000, now_us=now_us())
    async with (
        FaultyVenue(played, faults).open() as venue,
        streaming(venue_at(settings, venue.port), SYMBOLS[:2]) as stream,
    ):
        await stored_all(stream, len(played), within_s=120)
    assert venue.seen["rest_failures"] > 0
    await in_database(assert_stored_equals, played)


async def test_plain_trade_events(settings: Settings) -> None:
    faults = Faults(cuts=2, drop=0.01, duplicate=0.05, plain_trades=True)
    played = tape(SYMBOLS[:2], 2_000, now_us=now_us())
    async with (
        FaultyVenue(played, faults).open() as venue,
        streaming(venue_at(settings, venue.port), SYMBOLS[:2]) as stream,
    ):
        await stored_all(stream, len(played), within_s=60)
    await in_database(assert_stored_equals, played)


async def test_a_restart_goes_on_after_the_last_stored_trade(settings: Settings) -> None:
    played = tape(SYMBOLS[:2], 4_000, now_us=now_us())
    async with FaultyVenue(played, Faults()).open() as venue:
        async with streaming(venue_at(settings, venue.port), SYMBOLS[:2]) as first:
            await stored_all(first, 1_000, within_s=60)
        async with streaming(venue_at(settings, venue.port), SYMBOLS[:2]) as second:
            await stored_all(second, len(played) - first.writer.stored, within_s=60)
    await in_database(assert_stored_equals, played)
