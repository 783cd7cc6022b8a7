"""`kill -9` of the stream process while it writes: the next one goes on, nothing lost or double."""

import asyncio
import json
from functools import partial
from pathlib import Path

import pytest

from apps.streaming.ticks.intake import now_us
from tests.apps.streaming.faulty_venue import Faults, FaultyVenue, tape
from tests.apps.streaming.running import until
from tests.faults.product import Product

SYMBOLS = ("BTCUSDT", "ETHUSDT")
COUNT = 24_000
KILL_AT = (6_000, 12_000, 18_000)

pytestmark = [pytest.mark.faults, pytest.mark.slow]


def _is_past(venue: FaultyVenue, place: int) -> bool:
    return venue.played > place


async def test_three_kills(server_folder: Path, database_url: str) -> None:
    played = tape(SYMBOLS, COUNT, now_us=now_us())
    async with FaultyVenue(played, Faults(duplicate=0.01, pause_s=0.02)).open() as venue:
        product = Product(server_folder, database_url, venue.port, SYMBOLS)
        try:
            await _kill_and_go_on(product, venue)
            answer = await product.answer("-m", "tests.faults.stream_check", *SYMBOLS)
        finally:
            await product.end()
    found = json.loads(answer.splitlines()[-1])
    del found["process"]
    assert sum(one["ticks"] for one in found.values()) == COUNT
    assert all(one["missing"] == one["differ"] == 0 for one in found.values())


async def _kill_and_go_on(product: Product, venue: FaultyVenue) -> None:
    for place in KILL_AT:
        stream = await product.start("manage.py", "stream")
        await until(partial(_is_past, venue, place), within_s=60)
        stream.kill()
        await stream.wait()
    stream = await product.start("manage.py", "stream")
    await venue.finished.wait()
    await product.stored(SYMBOLS, COUNT)
    stream.terminate()
    assert await stream.wait() == 0


async def test_sigterm_stores_what_has_arrived_and_hands_the_lease_back(
    server_folder: Path, database_url: str
) -> None:
    played = tape(SYMBOLS, COUNT, now_us=now_us())
    async with FaultyVenue(played, Faults(pause_s=0.02)).open() as venue:
        product = Product(server_folder, database_url, venue.port, SYMBOLS)
        try:
            stream = await product.start("manage.py", "stream")
            await until(lambda: venue.played > COUNT // 4, within_s=60)
            stream.terminate()
            assert await asyncio.wait_for(stream.wait(), 30) == 0
            answer = await product.answer("-m", "tests.faults.stream_check", *SYMBOLS)
        finally:
            await product.end()
    found = json.loads(answer.splitlines()[-1])
    process = found.pop("process")
    assert (process["holder"], process["running"]) == ("", False)
    stored = sum(one["ticks"] for one in found.values())
    # Everything that the process had read is in the store: what it received, no more and no less.
    assert process["stored"] == stored == process["received"] + process["ticks_filled"] > 0
    assert all(one["missing"] == one["differ"] == 0 for one in found.values())
