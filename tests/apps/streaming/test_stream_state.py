"""GET /stream/state, the part in readiness, and the figures in /metrics."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from prometheus_client import generate_latest
from redis import ConnectionError as RedisAway
from rest_framework.test import APIClient

from apps.core.clock import now
from apps.streaming.feed_state import Stats
from apps.streaming.lease import Lease
from apps.streaming.monitoring import stream_health
from apps.streaming.state import FRESH, stream_state, stream_state_write
from apps.streaming.ticks.intake import now_us

ROUTE = "/api/v1/stream/state"


class FakeRedis:
    def __init__(self) -> None:
        self.stored: dict[bytes, bytes] = {}

    def hset(self, key: str, *, items: list[Any]) -> None:
        self.stored |= {k.encode(): v for k, v in zip(items[::2], items[1::2], strict=True)}

    def hgetall(self, key: str) -> dict[bytes, bytes]:
        return self.stored


@pytest.fixture
def redis() -> Iterator[FakeRedis]:
    fake = FakeRedis()
    with patch("apps.streaming.state.redis_client", lambda: fake):
        yield fake


def _stats() -> Stats:
    stats = Stats("simulator", True, symbols=2, started_us=now_us(), connected=True)
    stats.quarantined["price"] = 3
    stats.last_tick_us, stats.lag_ms = now_us(), 12.5
    return stats


def test_what_is_written_is_read(redis: FakeRedis) -> None:
    state = _stats().snapshot(now_us(), 7.0, running=True)
    stream_state_write(state)
    assert stream_state() == state


def test_route(redis: FakeRedis, alice_api: APIClient) -> None:
    stream_state_write(_stats().snapshot(now_us(), 7.0, running=True))
    answer = alice_api.get(ROUTE).json()
    assert answer["venue"] == "simulator"
    assert answer["running"] is answer["connected"] is answer["simulated"] is True
    assert answer["quarantined"] == 3
    assert answer["quarantined_by"] == {"price": 3}
    assert answer["last_tick_at"].endswith("Z")


def test_a_silent_process_is_not_running(redis: FakeRedis) -> None:
    state = _stats().snapshot(now_us(), 7.0, running=True)
    stream_state_write(replace(state, updated_at=now() - FRESH - timedelta(seconds=1)))
    read = stream_state()
    assert (read.running, read.connected) == (False, False)
    assert "stopped reporting" in read.problem


def test_never_reported(redis: FakeRedis, alice_api: APIClient) -> None:
    answer = alice_api.get(ROUTE).json()
    assert answer["running"] is False
    assert answer["started_at"] is None
    assert stream_health().ok is False


def test_redis_away_or_emptied_the_row_answers(redis: FakeRedis, alice_api: APIClient) -> None:
    state = _stats().snapshot(now_us(), 7.0, running=True)
    lease = Lease()
    assert lease.take(now_us()) == ""
    lease.renew(state, now_us())
    assert stream_state() == state
    with patch("apps.streaming.state.redis_client", side_effect=RedisAway("away")):
        assert alice_api.get(ROUTE).json()["ticks_per_second"] == 7.0


def test_what_another_version_wrote_is_no_report(redis: FakeRedis, db: None) -> None:
    redis.stored = {b"venue": b'"simulator"'}
    assert stream_state().problem == "The stream process has not reported yet."


def test_the_last_error_outlives_its_problem(redis: FakeRedis, alice_api: APIClient) -> None:
    stats = _stats()
    stats.fail("binance: No data for 8 s.")
    stats.problem = ""
    stream_state_write(stats.snapshot(now_us(), 7.0, running=True))
    answer = alice_api.get(ROUTE).json()
    assert (answer["problem"], answer["last_error"]) == ("", "binance: No data for 8 s.")
    assert answer["last_error_at"].endswith("Z")


def test_strangers_do_not_see_it(anonymous_api: APIClient) -> None:
    assert anonymous_api.get(ROUTE).status_code == 401


def test_metrics(redis: FakeRedis) -> None:
    stream_state_write(_stats().snapshot(now_us(), 7.0, running=True))
    text = generate_latest().decode()
    assert "sightline_stream_connected 1.0" in text
    assert "sightline_stream_ticks_per_second 7.0" in text
    assert 'sightline_stream_quarantined_total{reason="price"} 3.0' in text
    assert "sightline_stream_lag_seconds 0.0125" in text


def test_health_says_why(redis: FakeRedis) -> None:
    stats = _stats()
    stats.connected, stats.problem = False, "binance: No data for 8 s."
    stream_state_write(stats.snapshot(now_us(), 0.0, running=True))
    assert stream_health().detail == "binance: No data for 8 s."
