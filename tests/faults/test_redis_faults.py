"""Redis refuses, forgets, or swallows everything: the API takes jobs within three seconds."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from tests.faults.black_hole import BlackHole
from tests.faults.crew import Crew, Play
from tests.servers.redis import RedisServer

pytestmark = [
    pytest.mark.faults,
    # Redis is away, not the database; what the sweeper then asks is asked in `test_job_kills` too.
    pytest.mark.one_database,
    pytest.mark.slow,
]
LONGEST_S = 3.0


@pytest.fixture
def hole(redis_server: RedisServer) -> Iterator[BlackHole]:
    found = BlackHole(redis_server.socket)
    yield found
    found.close()


@pytest.fixture
def crew(server_folder: Path, database_url: str, hole: BlackHole) -> Iterator[Crew]:
    """A crew whose way to Redis leads through the hole."""
    found = Crew(server_folder, database_url, hole.url, Play(queues=("default",)))
    try:
        yield found
    finally:
        found.kill()


def wait_until(crew: Crew, states: dict[str, int], seconds: float) -> dict[str, Any]:
    end = time.monotonic() + seconds
    while True:
        found: dict[str, Any] = crew.ask("report")
        if found["states"] == states or time.monotonic() > end:
            return found
        time.sleep(0.2)


def wait_until_done(crew: Crew, jobs: int, seconds: float) -> dict[str, Any]:
    return wait_until(crew, {"done": jobs}, seconds)


@pytest.mark.parametrize("mode", ["refuse", "swallow"])
def test_jobs_are_taken_at_once_and_done_when_redis_is_back(
    crew: Crew, hole: BlackHole, mode: str
) -> None:
    crew.start()
    # The first request of a process connects to Redis; what it then does without is looked at.
    crew.ask("post", 1)
    assert wait_until_done(crew, 1, 60)["states"] == {"done": 1}
    hole.mode = mode
    answers = crew.ask("post", 5)
    hole.mode = "forward"
    assert [answer["status"] for answer in answers] == [202] * 5
    longest = max(answer["waited"] for answer in answers)
    # The connection of before is half open in either mode: its patience runs out, and once only.
    assert 0.0 < longest < LONGEST_S
    assert wait_until_done(crew, 6, 120)["states"] == {"done": 6}


def test_a_worker_whose_redis_was_half_open_at_a_jobs_end_receives_the_next_message(
    crew: Crew, hole: BlackHole
) -> None:
    crew.start()
    crew.ask("submit", "faults.effect", 1, 3.0, 0)
    assert wait_until(crew, {"running": 1}, 60)["states"] == {"running": 1}
    hole.mode = "swallow"
    assert wait_until_done(crew, 1, 60)["states"] == {"done": 1}
    crew.ask("submit", "faults.effect", 3, 0.1, 0)
    hole.mode = "forward"
    assert wait_until_done(crew, 4, 180)["states"] == {"done": 4}


def test_a_flushed_redis_forgets_messages_but_no_jobs(
    crew: Crew, redis_server: RedisServer
) -> None:
    """Messages wait in the queue, as no worker runs; then they are gone."""
    crew.ask("submit", "faults.effect", 10, 0.05, 0)
    client = Redis.from_url(redis_server.url)
    assert client.llen("default") == 10
    client.flushall()
    crew.start()
    found = wait_until_done(crew, 10, 60)
    assert found["states"] == {"done": 10}
    assert set(found["effects"].values()) == {1}
