"""PostgreSQL is killed and started again while the stream writes and people ask."""

import asyncio
import json
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from apps.streaming.ticks.intake import now_us
from tests.apps.streaming.faulty_venue import Faults, FaultyVenue, tape
from tests.apps.streaming.running import until
from tests.faults.crew import Crew
from tests.faults.product import Product
from tests.servers.postgres import PostgresServer
from tests.servers.redis import RedisServer

pytestmark = [
    pytest.mark.faults,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own faults"),
]
SYMBOLS = ("BTCUSDT", "ETHUSDT")
COUNT = 30_000
KILLS = 5


def _is_past(venue: FaultyVenue, place: int) -> bool:
    return venue.played > place


@pytest.fixture
def web(crew: Crew) -> Crew:
    """A process that serves requests, with somebody signed in."""
    assert crew.ask("sign_in") == "signed in"
    return crew


async def test_kills_lose_nothing_and_are_reported(
    server_folder: Path, postgres_server: PostgresServer, redis_server: RedisServer, web: Crew
) -> None:
    played = tape(SYMBOLS, COUNT, now_us=now_us())
    async with FaultyVenue(played, Faults(pause_s=0.05)).open() as venue:
        product = Product(server_folder, postgres_server.url, venue.port, SYMBOLS, redis_server.url)
        try:
            stream = await product.start("manage.py", "stream")
            for number in range(KILLS):
                place = (number + 1) * COUNT // (KILLS + 2)
                await until(partial(_is_past, venue, place), within_s=90)
                await asyncio.to_thread(_kill_and_ask, postgres_server, web, number)
            await venue.finished.wait()
            await product.stored(SYMBOLS, COUNT)
            stream.terminate()
            assert await stream.wait() == 0
            answer = await product.answer("-m", "tests.faults.stream_check", *SYMBOLS)
        finally:
            await product.end()
    found = json.loads(answer.splitlines()[-1])
    process = found.pop("process")
    assert process["writer_errors"] > 0
    assert sum(one["ticks"] for one in found.values()) == COUNT
    assert all(one["missing"] == one["differ"] == 0 for one in found.values())


def _kill_and_ask(server: PostgresServer, web: Crew, number: int) -> None:
    """Kill it, or stop it at once; ask while it is away, and after it is back."""
    assert web.ask("get", "/api/v1/instruments")["status"] == 200
    (server.kill if number % 2 else server.stop)()
    refused = web.ask("get", "/api/v1/instruments")
    assert (refused["status"], refused["code"]) == (503, "database_unavailable")
    assert int(refused["retry_after"]) > 0
    server.start()
    assert web.ask("get_until", "/api/v1/instruments", 20.0)["status"] == 200
