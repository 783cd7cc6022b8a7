"""Events leave after the commit, newest of each thing, and never hold up their author."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks
from redis import RedisError

from apps.realtime import sender as sender_module
from apps.realtime import wire
from apps.realtime.events import BarUpdated, JobChanged, PriceUpdated
from apps.realtime.publish import publish, publish_many
from apps.realtime.sender import MAX_WAITING, Sender

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def price(value: float, symbol: str = "AAPL") -> PriceUpdated:
    return PriceUpdated(symbol, value, 0.0, 0.0, NOON, True, "simulator", "demo")


def bar(close: float, minute: int, *, settled: bool) -> BarUpdated:
    moment = NOON.replace(minute=minute)
    return BarUpdated("BTCUSDT", "1m", moment, 1, 2, 1, close, 3, None, settled)


def job(owner_id: int | None) -> JobChanged:
    return JobChanged(
        uuid4(), "k", "K", "queued", 0.0, "", (), "", 0, None, None, NOON, None, None, owner_id
    )


class Redis:
    """Takes messages, or refuses them while `away`."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.away = False

    def publish(self, channel: str, message: bytes) -> None:
        if self.away:
            raise RedisError("refused")
        assert channel == wire.CHANNEL
        self.messages.append(message)

    @property
    def records(self) -> list[wire.Record]:
        return [record for message in self.messages for record in wire.decode(message)]


@pytest.fixture
def redis(monkeypatch: pytest.MonkeyPatch) -> Redis:
    monkeypatch.setattr(sender_module, "RETRY_S", 0.01)
    return Redis()


@pytest.fixture
def sender(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sender]:
    # The process's own sender may still hold what other tests announced; it has another client.
    client: Any = redis  # as much of one as a sender asks for
    found = Sender(lambda: client)
    monkeypatch.setattr("apps.realtime.publish.sender", lambda: found)
    yield found
    redis.away = False
    found.close(5)


@pytest.mark.django_db
def test_in_a_transaction_it_waits_for_the_commit(
    sender: Sender,
    redis: Redis,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        publish(price(1.0))
        assert sender.flush(5)
        assert redis.messages == []
    assert sender.flush(5)
    assert [record.topic for record in redis.records] == ["prices:AAPL"]


@pytest.mark.django_db
def test_what_is_rolled_back_is_never_announced(
    sender: Sender,
    redis: Redis,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        publish(price(1.0))
        transaction.set_rollback(True)
    assert sender.flush(5)
    assert redis.messages == []


def test_a_burst_becomes_one_message_of_the_newest(sender: Sender, redis: Redis) -> None:
    sender.offer(price(number) for number in range(100))
    assert sender.flush(5)
    assert [record.data for record in redis.records] == [wire_data(price(99))]


def wire_data(event: PriceUpdated) -> str:
    (record,) = wire.decode(wire.encode([(next(wire.slots(event)), event)]))
    return record.data


def test_a_settled_bar_is_not_replaced_by_the_next_one(sender: Sender, redis: Redis) -> None:
    sender.offer((bar(5, 0, settled=False), bar(6, 0, settled=True), bar(7, 1, settled=False)))
    assert sender.flush(5)
    assert [('"settled":true' in record.data, record.key) for record in redis.records] == [
        (True, "2026-01-01T12:00:00+00:00"),
        (False, "2026-01-01T12:01:00+00:00"),
    ]


def test_while_redis_is_away_the_newest_state_is_kept(sender: Sender, redis: Redis) -> None:
    redis.away = True
    for number in range(50):
        sender.offer((price(number), price(number, "MSFT")))
    assert not sender.flush(0.05)
    redis.away = False
    assert sender.flush(5)
    assert {record.topic: record.data for record in redis.records} == {
        "prices:AAPL": wire_data(price(49)),
        "prices:MSFT": wire_data(price(49, "MSFT")),
    }


def test_the_table_is_bounded_and_drops_the_oldest(sender: Sender, redis: Redis) -> None:
    redis.away = True
    sender.offer(price(1.0, str(number)) for number in range(MAX_WAITING + 10))
    assert sender.dropped >= 10
    redis.away = False
    assert sender.flush(10)
    assert redis.records[-1].topic == f"prices:{MAX_WAITING + 9}"


def test_a_job_goes_to_its_owners_list_and_to_its_own_topic() -> None:
    mine, systems = job(7), job(None)
    assert [slot[:2] for slot in wire.slots(mine)] == [("jobs", 7), (f"jobs:{mine.id}", 7)]
    assert [slot[1] for slot in wire.slots(systems)] == [None, None]


def test_text_with_separators_survives_the_wire() -> None:
    event = price(1.0)
    awkward = PriceUpdated("A", 1.0, None, None, NOON, False, "tab\tnew\nline é", "live")
    records = list(
        wire.decode(wire.encode((next(wire.slots(each)), each) for each in (awkward, event)))
    )
    assert [record.topic for record in records] == ["prices:A", "prices:AAPL"]
    assert '"source":"tab\\tnew\\nline é"' in records[0].data


def test_publish_many_takes_any_iterable(sender: Sender, redis: Redis) -> None:
    publish_many(price(1.0, symbol) for symbol in ("A", "B"))
    assert sender.flush(5)
    assert [record.topic for record in redis.records] == ["prices:A", "prices:B"]
