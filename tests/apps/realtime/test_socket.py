"""The socket as a client meets it: a real server, a real Redis, a real database."""

import asyncio
import json
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from redis import Redis
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from apps.realtime import wire
from tests.apps.realtime.live_server import LiveServer, receive, receive_close, say
from tests.servers.postgres import PostgresServer
from tests.servers.redis import RedisServer

pytestmark = [pytest.mark.faults, pytest.mark.slow]
People = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Short, because a unix socket lies in it; open to the user that PostgreSQL runs as."""
    with tempfile.TemporaryDirectory(prefix="sl-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture(scope="module")
def redis_server(folder: Path) -> Iterator[RedisServer]:
    server = RedisServer(folder).start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def database_url(folder: Path) -> Iterator[str]:
    if connection.vendor != "postgresql":
        yield f"sqlite:///{folder}/live.sqlite3"
        return
    server = PostgresServer(folder).start()
    yield server.url
    server.kill()


@pytest.fixture(scope="module")
def site(folder: Path, database_url: str, redis_server: RedisServer) -> Iterator[LiveServer]:
    found = LiveServer(folder, database_url, redis_server.url)
    yield found
    found.end()


@pytest.fixture(scope="module")
def people(site: LiveServer) -> People:
    return site.people("alice", "bob", "charlie")


@pytest.fixture
def server(site: LiveServer, people: People) -> LiveServer:
    site.start()
    return site


class Press:
    """Publishes as another process would."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url)

    def publish(self, *data: Any, topic: str = "live:a", audience: int = 0) -> None:
        lines = [f"{topic}\t{audience}\t\t{json.dumps(part)}" for part in data]
        self._redis.publish(wire.CHANNEL, "\n".join(lines))


@pytest.fixture
def press(redis_server: RedisServer) -> Press:
    return Press(redis_server.url)


async def subscribed(client: Any, press: Press, *topics: str) -> dict[str, Any]:
    """Subscribe once the server receives events, so that exactly one snapshot comes; return it."""
    await say(client, "subscribe", "live:probe")
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        knocking = group.create_task(_knock(press))
        while (await receive(client))["type"] != "update":
            pass
        knocking.cancel()
    await say(client, "unsubscribe", "live:probe")
    await say(client, "ping")
    while (await receive(client))["type"] != "pong":
        pass
    await say(client, "subscribe", *topics)
    return await receive(client)


async def _knock(press: Press) -> None:
    """Publish until somebody listens: before it, events are nobody's."""
    while True:
        press.publish("knock", topic="live:probe")
        await asyncio.sleep(0.05)


async def test_snapshot_then_conflated_updates(
    server: LiveServer, people: People, press: Press
) -> None:
    """Of 20,000 events in two seconds a client gets some twenty, the last one among them."""
    async with server.connect(people["alice"]) as alice:
        snapshot = await subscribed(alice, press, "live:a")
        assert (snapshot["type"], snapshot["data"]) == ("snapshot", {"user": people["alice"]["id"]})
        for batch in range(20):
            press.publish(*range(batch * 1_000, batch * 1_000 + 1_000))
            await asyncio.sleep(0.1)
        frames: list[dict[str, Any]] = []
        while not frames or frames[-1]["data"] != 19_999:
            frames.append(await receive(alice))
    assert len(frames) <= 40
    assert [frame["seq"] for frame in frames] == list(
        range(snapshot["seq"] + 1, snapshot["seq"] + 1 + len(frames))
    )
    assert {frame["epoch"] for frame in frames} == {snapshot["epoch"]}


async def test_who_is_not_signed_in_is_closed_with_4401(server: LiveServer, people: People) -> None:
    async with server.connect() as nobody:
        assert await receive_close(nobody) == (4401, [])
    async with server.connect({"session": "invented"}) as nobody:
        assert await receive_close(nobody) == (4401, [])


async def test_a_ticket_opens_one_socket(server: LiveServer, people: People) -> None:
    query = f"?ticket={people['alice']['ticket']}"
    async with server.connect(query=query, origin=None) as first:
        await say(first, "ping")
        assert (await receive(first))["type"] == "pong"
    async with server.connect(query=query, origin=None) as second:
        assert await receive_close(second) == (4401, [])


async def test_a_session_that_ends_closes_its_sockets(
    server: LiveServer, people: People, press: Press
) -> None:
    """The password changes, which ends every session of the person."""
    async with server.connect(people["bob"]) as bob, server.connect(people["charlie"]) as other:
        await subscribed(bob, press, "live:a")
        await asyncio.to_thread(_change_password, server, "bob")
        code, _ = await receive_close(bob)
        assert code == 4401
        await say(other, "ping")
        assert (await receive(other))["type"] == "pong"


async def test_a_revoked_token_closes_the_socket_of_its_ticket(
    server: LiveServer, people: People
) -> None:
    """The sign-out of the session that opened the other socket changes nothing for it."""
    person = people["alice"]
    ticket = await asyncio.to_thread(server.ticket_of, str(person["token"]))
    async with (
        server.connect(query=f"?ticket={ticket}", origin=None) as script,
        server.connect(person) as browser,
    ):
        for each in (script, browser):
            await say(each, "ping")
            assert (await receive(each))["type"] == "pong"
        await asyncio.to_thread(_revoke, server, int(person["token_id"]))
        assert await receive_close(script) == (4401, [])
        await say(browser, "ping")
        assert (await receive(browser))["type"] == "pong"


def _revoke(server: LiveServer, token_id: int) -> None:
    code = (
        f"from apps.accounts.models import ApiToken; ApiToken.objects.get(pk={token_id}).delete()"
    )
    server.manage("shell", "-c", code)


def _change_password(server: LiveServer, name: str) -> None:
    server.manage(
        "shell",
        "-c",
        "from apps.accounts.models import User; "
        f"user = User.objects.get(username={name!r}); user.set_password('other'); user.save()",
    )


@pytest.mark.parametrize(
    "options",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://[::1"},
        {"additional_headers": {"Host": "evil.example"}, "origin": "http://evil.example"},
    ],
    ids=["foreign origin", "no origin of its own", "malformed origin", "rebound name"],
)
async def test_a_foreign_page_is_closed_with_4403(
    server: LiveServer, people: People, options: dict[str, Any]
) -> None:
    async with server.connect(people["alice"], **options) as page:
        assert await receive_close(page) == (4403, [])


@pytest.mark.parametrize("path", ["/ws/other", "/", "/ws/v1/stream/more"])
async def test_a_socket_that_does_not_exist_is_refused(server: LiveServer, path: str) -> None:
    with pytest.raises(InvalidStatus) as caught:
        async with connect(f"ws://127.0.0.1:{server.port}{path}"):
            pass
    assert caught.value.response.status_code == 403


@pytest.mark.parametrize(
    ("topic", "code", "name"),
    [
        ("nonsense", 4404, "unknown_topic"),
        ("jobs:00000000-0000-0000-0000-000000000001", 4404, "unknown_topic"),
        ("refused", 4403, "topic_refused"),
    ],
)
async def test_a_topic_that_is_not_there_closes_with_its_reason(
    server: LiveServer, people: People, topic: str, code: int, name: str
) -> None:
    async with server.connect(people["alice"]) as alice:
        await say(alice, "subscribe", topic)
        end, frames = await receive_close(alice)
    assert (end, frames[-1]["type"], frames[-1]["data"]["code"]) == (code, "error", name)


async def test_one_bad_topic_is_answered_and_the_others_stay(
    server: LiveServer, people: People, press: Press
) -> None:
    async with server.connect(people["alice"]) as alice:
        await subscribed(alice, press, "live:a")
        body = {"action": "subscribe", "topics": ["nonsense", "live:b", "refused", 7, "live:c"]}
        await alice.send(json.dumps(body))
        frames = [await receive(alice) for _ in range(5)]
        snapshots = {frame["topic"] for frame in frames if frame["type"] == "snapshot"}
        errors = {
            (frame["topic"], frame["data"]["code"]) for frame in frames if frame["type"] == "error"
        }
        assert snapshots == {"live:b", "live:c"}
        assert errors == {
            ("nonsense", "unknown_topic"), ("refused", "topic_refused"), (None, "invalid_topic"),
        }  # fmt: skip
        await say(alice, "subscribe", "nonsense")  # alone, but the socket has other topics
        assert (await receive(alice))["data"]["code"] == "unknown_topic"
        for topic in ("live:a", "live:b", "live:c"):
            press.publish(1, topic=topic)
        assert {(await receive(alice))["topic"] for _ in range(3)} == {"live:a", "live:b", "live:c"}


async def test_a_topic_in_lower_case_keeps_getting_updates(
    server: LiveServer, people: People, press: Press
) -> None:
    name = "spelled:aapl:1m"
    async with server.connect(people["alice"]) as alice:
        snapshot = await subscribed(alice, press, name)
        assert (snapshot["topic"], snapshot["data"]) == (name, {"parts": ["AAPL", "1m"]})
        for number in range(3):
            press.publish(number, topic="spelled:AAPL:1m")
            update = await receive(alice)
            assert (update["topic"], update["type"], update["data"]) == (name, "update", number)


async def test_nonsense_is_answered_and_the_socket_stays(
    server: LiveServer, people: People
) -> None:
    async with server.connect(people["alice"]) as alice:
        await alice.send("nonsense")
        frame = await receive(alice)
        assert (frame["type"], frame["data"]["code"]) == ("error", "invalid_message")
        await say(alice, "ping")
        assert (await receive(alice))["type"] == "pong"


async def test_more_than_twenty_messages_a_second_close_with_4429(
    server: LiveServer, people: People
) -> None:
    async with server.connect(people["alice"]) as alice:
        for _ in range(30):
            await say(alice, "ping")
        code, frames = await receive_close(alice)
    assert code == 4429
    assert len(frames) <= 21


async def test_more_than_two_hundred_topics_close_with_4429(
    server: LiveServer, people: People
) -> None:
    async with server.connect(people["alice"]) as alice:
        await say(alice, "subscribe", *(f"live:{number}" for number in range(200)))
        await say(alice, "subscribe", "live:200")
        code, _ = await receive_close(alice)
    assert code == 4429


async def test_the_eleventh_socket_of_a_person_closes_with_4429(
    server: LiveServer, people: People
) -> None:
    connections = [await server.connect(people["alice"]) for _ in range(10)]
    for each in connections:
        await say(each, "ping")
        await receive(each)
    async with server.connect(people["alice"]) as eleventh:
        assert await receive_close(eleventh) == (4429, [])
    async with server.connect(people["charlie"]) as charlie:
        await say(charlie, "ping")
        assert (await receive(charlie))["type"] == "pong"
    for each in connections:
        await each.close()


async def test_a_message_past_64_kib_closes_with_1009(server: LiveServer, people: People) -> None:
    async with server.connect(people["alice"]) as alice:
        await alice.send("x" * (64 * 1024 + 1))
        code, _ = await receive_close(alice)
    assert code == 1009


async def test_a_client_that_does_not_read_is_closed_and_others_do_not_notice(
    server: LiveServer, people: People, press: Press
) -> None:
    async with (
        server.connect(people["alice"], max_queue=1) as slow,
        server.connect(people["charlie"]) as quick,
    ):
        for each in (slow, quick):
            await subscribed(each, press, "live:a")
        filling = asyncio.create_task(_fill(press))
        received = [(await receive(quick))["seq"] for _ in range(200)]
        await filling
        code, frames = await receive_close(slow)
    assert received == list(range(1, 201))
    assert code == 4408
    assert len(frames) < 200


async def _fill(press: Press) -> None:
    for number in range(20):
        lines = [
            f"live:a\t0\t{key}\t{json.dumps('x' * 100_000 + str(number))}" for key in range(10)
        ]
        press._redis.publish(wire.CHANNEL, "\n".join(lines))
        await asyncio.sleep(0.15)


async def test_private_jobs_reach_their_owner_alone(
    server: LiveServer, people: People, press: Press
) -> None:
    async with server.connect(people["alice"]) as alice, server.connect(people["charlie"]) as other:
        await subscribed(alice, press, "jobs")
        await subscribed(other, press, "jobs")
        press.publish({"id": 1}, topic="jobs", audience=people["alice"]["id"])
        assert (await receive(alice))["data"] == {"id": 1}
        await say(other, "ping")
        assert (await receive(other))["type"] == "pong"


async def test_without_redis_sockets_stay_and_snapshots_work(
    server: LiveServer, people: People, press: Press, redis_server: RedisServer
) -> None:
    async with server.connect(people["alice"]) as alice:
        before = await subscribed(alice, press, "live:a")
        redis_server.kill()
        await say(alice, "subscribe", "live:b")
        assert (await receive(alice))["topic"] == "live:b"
        redis_server.start()
        renewed = [await receive(alice) for _ in range(2)]
        assert {frame["topic"] for frame in renewed} == {"live:a", "live:b"}
        assert {frame["type"] for frame in renewed} == {"snapshot"}
        assert before["epoch"] not in {frame["epoch"] for frame in renewed}
        press.publish("again")
        assert (await receive(alice))["data"] == "again"


async def test_a_redis_that_hangs_is_noticed(
    server: LiveServer, people: People, press: Press, redis_server: RedisServer
) -> None:
    async with server.connect(people["alice"]) as alice:
        before = await subscribed(alice, press, "live:a")
        redis_server.send(signal.SIGSTOP)
        await asyncio.sleep(4.0)
        redis_server.send(signal.SIGCONT)
        after = await receive(alice, 20)
        assert after["type"] == "snapshot"
        assert after["epoch"] != before["epoch"]


async def test_a_server_that_stops_says_so(server: LiveServer, people: People) -> None:
    async with server.connect(people["alice"]) as alice:
        await say(alice, "ping")
        await receive(alice)
        server.process.send(signal.SIGTERM)
        code, _ = await receive_close(alice)
    assert code == 1012
