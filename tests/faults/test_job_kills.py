"""Workers and Redis are killed at random while jobs run: none is lost, none is done twice."""

import os
import time
from collections import Counter
from random import Random
from typing import Any

import pytest

from tests.faults.crew import Crew
from tests.servers.redis import RedisServer

JOBS = int(os.environ.get("SIGHTLINE_FAULT_JOBS", "500"))
KILLS = int(os.environ.get("SIGHTLINE_FAULT_KILLS", "15"))
_EVERY_S = 4.0
_JOB_S = 0.15

pytestmark = [pytest.mark.faults, pytest.mark.slow]


def test_every_job_has_exactly_one_effect(crew: Crew, redis_server: RedisServer) -> None:
    """Every fourth kill hits Redis, which forgets everything it held."""
    random = Random(20261121)
    crew.start()
    pause = KILLS * _EVERY_S / JOBS
    submitter = crew.driver()
    submitter.send("submit", "faults.effect", JOBS, _JOB_S, pause)
    for number in range(KILLS):
        time.sleep(_EVERY_S * random.uniform(0.7, 1.3))
        if number % 4 == 3:
            redis_server.kill()
            time.sleep(random.uniform(0.2, 1.5))
            redis_server.start()
        else:
            crew.kill_one(random)
        crew.start()
    submitted = submitter.answer()
    found = _await_end(crew, 300)

    assert len(set(submitted["ids"])) == JOBS
    assert found["states"] == {"done": JOBS}
    assert Counter(found["effects"].values()) == {1: JOBS}
    assert set(found["effects"]) == set(submitted["ids"])
    assert submitted["waited"] < 3.0


def _await_end(crew: Crew, seconds: float) -> dict[str, Any]:
    end = time.monotonic() + seconds
    while True:
        crew.start()
        time.sleep(2.0)
        found: dict[str, Any] = crew.ask("report")
        still_open = set(found["states"]) & {"queued", "running", "retrying"}
        if not still_open or time.monotonic() > end:
            return found
