"""SQLite under `kill -9`, under four writers at once, and on a full disk."""

import asyncio
import json
import os
import resource
from collections.abc import Iterator
from pathlib import Path
from random import Random

import orjson
import pytest
from django.db import connection
from redis import Redis

from apps.streaming.state import STATE_KEY
from apps.streaming.ticks.intake import now_us
from tests.apps.streaming.faulty_venue import Faults, FaultyVenue, tape
from tests.apps.streaming.running import until
from tests.faults.crew import Driver
from tests.faults.product import Product
from tests.servers.fork_server import ForkServer
from tests.servers.redis import RedisServer

pytestmark = [
    pytest.mark.faults,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own faults"),
]
KILLS = int(os.environ.get("SIGHTLINE_FAULT_KILLS", "10"))
RACE_S = 3.0
_DRIVER = "tests.faults.store_driver"
FULL_AT = 65_536
"""No file of the process grows past this: its write-ahead log is soon as long."""


@pytest.fixture
def drivers(server_folder: Path, database_url: str) -> Iterator["Drivers"]:
    found = Drivers(server_folder, database_url)
    try:
        yield found
    finally:
        found.end()


class Drivers:
    """Processes over one database file."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self._log = (folder / "drivers.log").open("ab")
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "SIGHTLINE_DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
        }
        self._forks = ForkServer(environment, [_DRIVER], self._log.fileno())
        self._all: list[Driver] = []

    def start(self) -> Driver:
        self._all.append(Driver(self._forks, self._log, _DRIVER))
        return self._all[-1]

    def end(self) -> None:
        for driver in self._all:
            driver.kill()
        self._forks.end()
        self._log.close()


def test_no_acknowledged_row_is_lost_to_kills(drivers: Drivers) -> None:
    random, last = Random(5), -1
    for _ in range(KILLS + 1):
        writer = drivers.start()
        found = writer.ask("check")
        assert found["integrity"] == "ok"
        assert found["last"] >= last
        assert found["count"] == found["last"] + 1
        writer.send("write", found["last"] + 1)
        for _ in range(random.randrange(1, 60)):
            last = writer.answer()
        writer.kill()


def test_four_writers_at_full_speed_are_never_refused(drivers: Drivers) -> None:
    writers = [drivers.start() for _ in range(4)]
    for place, writer in enumerate(writers):
        writer.send("race", f"S{place}", RACE_S)
    found = [writer.answer() for writer in writers]
    assert [one["errors"] for one in found] == [0] * 4
    assert min(one["rows"] for one in found) > 0


async def test_a_full_disk_stops_the_ingest_with_an_alarm_and_reads_go_on(
    server_folder: Path, database_url: str, redis_server: RedisServer
) -> None:
    symbols = ("BTCUSDT",)
    played = tape(symbols, 12_000, now_us=now_us())
    redis = Redis.from_url(redis_server.url)
    async with FaultyVenue(played, Faults(pause_s=0.1)).open() as venue:
        product = Product(server_folder, database_url, venue.port, symbols, redis_server.url)
        try:
            stream = await product.start("manage.py", "stream")
            await until(lambda: _reported(redis, "stored") > 1_000, within_s=60)
            resource.prlimit(stream.pid, resource.RLIMIT_FSIZE, (FULL_AT, resource.RLIM_INFINITY))
            await until(lambda: "does not take ticks" in _reported(redis, "problem"), within_s=60)
            read = await product.answer("-m", "tests.faults.stream_check", *symbols)
            assert json.loads(read.splitlines()[-1])["BTCUSDT"]["ticks"] > 1_000
            unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(stream.pid, resource.RLIMIT_FSIZE, unlimited)
            await until(lambda: _reported(redis, "stored") == len(played), within_s=120)
            assert _reported(redis, "writer_errors") > 0
            stream.terminate()
            assert await asyncio.wait_for(stream.wait(), 30) == 0
            answer = await product.answer("-m", "tests.faults.stream_check", *symbols)
        finally:
            await product.end()
    found = json.loads(answer.splitlines()[-1])["BTCUSDT"]
    assert found == {"ticks": len(played), "missing": 0, "differ": 0}


def _reported(redis: Redis, name: str):
    value = redis.hget(STATE_KEY, name)
    return orjson.loads(value) if value else ("" if name == "problem" else 0)
