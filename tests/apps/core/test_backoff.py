"""The one formula of waiting: the waits of every place that tries again, and its bounds."""

import random
import re
from pathlib import Path

import pytest

from apps.core.backoff import Backoff
from apps.jobs.timing import RETRY as JOBS
from apps.realtime.upstream import RETRY as EVENTS
from apps.streaming.bars.pipeline import RETRY as WRITER
from apps.streaming.process.quotes import RETRY as QUOTES
from apps.streaming.ticks.backfill import RETRY as BACKFILL

ROOT = Path(__file__).parents[3]
# Doublings by hand, before they are spread.
WAITS: dict[str, tuple[Backoff, list[float]]] = {
    "jobs": (JOBS, [5, 10, 20, 40, 60, 60]),
    "events": (EVENTS, [0.1, 0.2, 0.4, 0.8, 1.6, 2.0]),
    "writer": (WRITER, [0.2, 0.4, 0.8, 1.6, 2.0, 2.0]),
    "quotes": (QUOTES, [1, 2, 4, 8, 16, 32]),
    "backfill": (BACKFILL, [0.4, 0.8, 1.6, 3.0, 3.0, 3.0]),
}


@pytest.mark.parametrize("name", WAITS)
def test_waits_double_up_to_the_longest_and_are_spread(name: str) -> None:
    backoff, doubled = WAITS[name]
    low, high = backoff.spread
    for failures, seconds in enumerate(doubled, start=1):
        drawn = [backoff.wait_s(failures) for _ in range(50)]
        assert min(drawn) >= seconds * low * 0.999_999
        assert max(drawn) <= seconds * high * 1.000_001
        assert (len(set(drawn)) > 1) == (low < high)


def test_the_seed_decides_and_nothing_else() -> None:
    once, again, other = (
        [Backoff(1.0, 9.0, (0.2, 1.0), random.Random(seed)).wait_s(n) for n in range(1, 9)]
        for seed in (1, 1, 2)
    )
    assert once == again != other


@pytest.mark.parametrize("failures", [1_024, 1_100, 10**6])
def test_an_outage_of_hours_has_a_wait_too(failures: int) -> None:
    # 2.0 ** 1024 is more than a float holds: at half a second a try, that is an hour's outage.
    assert Backoff(0.5, 5.0).wait_s(failures) == 5.0


def test_no_failure_has_no_wait() -> None:
    with pytest.raises(ValueError, match="0"):
        Backoff(1.0, 2.0).wait_s(0)


def test_nothing_else_has_a_formula_of_its_own() -> None:
    own = re.compile(r"2(?:\.0)? ?\*\* ?\(?[a-z_.]*(?:fail|attempt|silent|tries|retr)")
    rooms = ("apps", "celery_worker", "config")
    files = [file for room in rooms for file in (ROOT / room).rglob("*.py")]
    assert own.search("min(0.2 * 2**failures, 3.0)")
    assert [str(file) for file in files if own.search(file.read_text())] == []
