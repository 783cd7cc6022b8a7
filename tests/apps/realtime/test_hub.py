"""Snapshot first, newest of each thing, no gap that is not announced, nobody else's events."""

import asyncio
import json
from typing import Any

import pytest

from apps.realtime import limits, topics
from apps.realtime.client import Client
from apps.realtime.topics import Grant
from tests.apps.realtime.conftest import QuietHub, Socket
from tests.registries import having

OPEN = Grant("open:a", private=False, source="open:a")
OWN = Grant("own", private=True, source="own")


def record(topic: str, data: Any, *, key: str = "", audience: int = 0) -> bytes:
    return f"{topic}\t{audience}\t{key}\t{json.dumps(data)}".encode()


class Desk:
    """A hub with clients whose writers run."""

    def __init__(self) -> None:
        self.hub = QuietHub()
        self._writers: list[asyncio.Task[None]] = []

    def join(self, *grants: Grant, user_id: int = 1) -> tuple[Socket, Client]:
        socket = Socket()
        client = socket.client(user_id)
        assert self.hub.join(client)
        self._writers.append(asyncio.create_task(client.write()))
        for grant in grants:
            self.hub.subscribe(client, grant)
        return socket, client

    async def send(self, *records: bytes) -> None:
        if records:
            self.hub.take(b"\n".join(records))
            self.hub.flush()
        await settle()

    def end(self) -> None:
        for writer in self._writers:
            writer.cancel()


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
async def desk() -> Any:
    found = Desk()
    yield found
    found.end()


def seen(socket: Socket) -> list[tuple[str, int, Any]]:
    return [(frame["type"], frame["seq"], frame["data"]) for frame in socket.frames]


async def test_the_snapshot_comes_first(desk: Desk) -> None:
    socket, _ = desk.join(OPEN)
    await desk.send(record("open:a", 1))
    assert seen(socket) == [("snapshot", 0, {"value": 0}), ("update", 1, 1)]


async def test_a_frame_has_exactly_the_members_of_the_contract(desk: Desk) -> None:
    socket, _ = desk.join(OPEN)
    await desk.send()
    (frame,) = socket.frames
    assert set(frame) == {"topic", "type", "seq", "epoch", "sent_at", "data"}
    assert (frame["topic"], frame["epoch"]) == ("open:a", desk.hub.epoch)
    assert frame["sent_at"].endswith("Z")


async def test_updates_during_the_snapshot_follow_it_without_a_gap(desk: Desk) -> None:
    socket, _ = desk.join(OPEN)
    for number in range(1, 4):
        desk.hub.take(record("open:a", number))
        desk.hub.flush()
    await settle()
    assert [seq for _, seq, _ in seen(socket)] == [0, 1, 2, 3]


async def test_a_late_snapshot_continues_the_numbers(desk: Desk) -> None:
    desk.join(OPEN)
    await desk.send(record("open:a", 1))
    late, _ = desk.join(OPEN)
    await desk.send()
    await desk.send(record("open:a", 2))
    assert [(kind, seq) for kind, seq, _ in seen(late)] == [("snapshot", 1), ("update", 2)]


async def test_the_newest_of_each_thing_survives_a_burst(desk: Desk) -> None:
    """A closed bar is not lost behind the first of the next one."""
    socket, _ = desk.join(OPEN)
    await desk.send()
    burst = [record("open:a", f"bar 1, {n}", key="t1") for n in range(50)]
    burst += [record("open:a", f"bar 2, {n}", key="t2") for n in range(50)]
    await desk.send(*burst)
    assert seen(socket)[1:] == [("update", 1, "bar 1, 49"), ("update", 2, "bar 2, 49")]


async def test_a_slow_client_gets_the_newest_and_can_see_that_it_missed_some(desk: Desk) -> None:
    socket, client = desk.join(OPEN)
    await desk.send()
    gate = asyncio.Event()

    async def slow(message: dict[str, Any]) -> None:
        await gate.wait()
        await socket.send(message)

    client._send = slow
    for number in range(1, 6):
        await desk.send(record("open:a", number))
    gate.set()
    await settle()
    numbers = [seq for _, seq, _ in seen(socket)]
    assert numbers == [0, 1, 5]
    assert seen(socket)[-1] == ("update", 5, 5)


async def test_a_new_epoch_brings_everyone_a_new_snapshot(
    desk: Desk, state: dict[str, Any]
) -> None:
    sockets = [desk.join(OPEN)[0] for _ in range(2)]
    await desk.send(record("open:a", 1))
    old, state["value"] = desk.hub.epoch, 7
    desk.hub.renew()
    await desk.send(record("open:a", 8))
    for socket in sockets:
        assert seen(socket)[-2:] == [("snapshot", 0, {"value": 7}), ("update", 1, 8)]
        assert {frame["epoch"] for frame in socket.frames} == {old, desk.hub.epoch}


async def test_a_private_event_reaches_its_person_alone(desk: Desk) -> None:
    alice, _ = desk.join(OWN, user_id=1)
    bob, _ = desk.join(OWN, user_id=2)
    await desk.send(record("own", "for alice", audience=1))
    assert seen(alice)[1:] == [("update", 1, "for alice")]
    assert seen(bob) == [("snapshot", 0, {"user": 2})]


async def test_a_private_event_does_not_reach_the_public_topic_of_that_name(desk: Desk) -> None:
    socket, _ = desk.join(OPEN, user_id=1)
    await desk.send(record("open:a", "someone's", audience=1))
    assert len(socket.frames) == 1


async def test_an_event_of_the_system_reaches_everyone(desk: Desk) -> None:
    sockets = [desk.join(OWN, user_id=user_id)[0] for user_id in (1, 2)]
    await desk.send(record("own", "all"))
    assert [seen(socket)[-1] for socket in sockets] == [("update", 1, "all")] * 2


async def test_after_unsubscribing_nothing_comes(desk: Desk) -> None:
    socket, client = desk.join(OPEN)
    await desk.send()
    desk.hub.unsubscribe(client, "open:a")
    await desk.send(record("open:a", 1))
    assert len(socket.frames) == 1
    assert desk.hub._topics == {}


async def test_subscribing_again_gives_a_new_snapshot(desk: Desk) -> None:
    socket, client = desk.join(OPEN)
    await desk.send(record("open:a", 1))
    desk.hub.subscribe(client, OPEN)
    await desk.send()
    assert seen(socket)[-1] == ("snapshot", 1, {"value": 0})


async def test_a_topic_that_nobody_reads_costs_nothing(desk: Desk) -> None:
    desk.join(OPEN)
    await desk.send(record("open:b", 1), record("else:c", 2))
    assert set(desk.hub._topics) == {"open:a"}


async def test_one_query_serves_all_who_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = []
    gate = asyncio.Event()

    async def in_thread(function: Any, *args: Any) -> Any:
        reads.append(args)
        await gate.wait()
        return function(*args)

    monkeypatch.setattr(desk.hub, "in_thread", in_thread)
    sockets = [desk.join(OPEN, user_id=number)[0] for number in range(50)]
    await settle()
    gate.set()
    await settle()
    assert len(reads) == 1
    assert all(len(socket.frames) == 1 for socket in sockets)


async def test_a_snapshot_that_fails_is_reported(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def in_thread(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(desk.hub, "in_thread", in_thread)
    socket, client = desk.join(OPEN)
    await settle()
    (frame,) = socket.frames
    assert (frame["type"], frame["data"]["code"]) == ("error", "snapshot_failed")
    assert not desk.hub.topics_of(client)


async def test_a_person_has_ten_sockets_at_most(desk: Desk) -> None:
    for _ in range(limits.MAX_SOCKETS_PER_USER):
        desk.join(user_id=1)
    assert not desk.hub.join(Socket().client(1))
    desk.join(user_id=2)


async def test_who_left_is_forgotten(desk: Desk) -> None:
    _, client = desk.join(OPEN, OWN)
    await settle()
    desk.hub.leave(client)
    assert desk.hub.clients() == ()
    assert desk.hub._topics == {}


async def test_too_much_that_waits_is_too_slow(desk: Desk) -> None:
    _, client = desk.join(OPEN)
    await settle()
    client._send = lambda message: asyncio.Event().wait()  # type: ignore[assignment,return-value]
    assert not client.is_slow(limits.SLOW_S)
    for number in range(limits.MAX_WAITING_FRAMES + 2):
        await desk.send(record("open:a", number, key=str(number)))
    assert client.is_slow(limits.SLOW_S)


async def test_updates_reach_every_spelling_under_the_name_that_was_asked_for(desk: Desk) -> None:
    """Each spelling is numbered without a gap of its own."""
    exact, _ = desk.join(OPEN)
    lower, client = desk.join(Grant("open:A", private=False, source="open:a"), user_id=2)
    await settle()
    await desk.send(record("open:a", 1), record("open:b", 9))
    await desk.send(record("open:a", 2))
    for socket, name in ((exact, "open:a"), (lower, "open:A")):
        assert [(f["topic"], f["type"]) for f in socket.frames] == [
            (name, "snapshot"), (name, "update"), (name, "update"),
        ]  # fmt: skip
        assert [f["data"] for f in socket.frames[1:]] == [1, 2]
        assert [f["seq"] for f in socket.frames] == [0, 1, 2]
    desk.hub.unsubscribe(client, "open:A")
    await desk.send(record("open:a", 3))
    assert (exact.frames[-1]["data"], lower.frames[-1]["data"]) == (3, 2)
    assert desk.hub.topics_of(client) == frozenset()


async def test_a_subscription_ends_by_any_spelling_of_its_topic(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    upper = topics.TopicSpec(
        "open", lambda user_id, parts: {}, lambda user_id, parts: True,
        canonical=topics.symbols_upper(count=1),
    )  # fmt: skip
    having(monkeypatch, topics.TOPICS, {"open": upper})
    _, client = desk.join(topics.authorized("open:aapl", 1), topics.authorized(" Open:AAPL ", 1))
    assert desk.hub.topics_of(client) == {"open:aapl", " Open:AAPL "}
    desk.hub.unsubscribe(client, "open:AApl")
    assert desk.hub.topics_of(client) == frozenset()
