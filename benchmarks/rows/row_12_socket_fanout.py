"""Row 12: 500 sockets on one topic; what counts is the server's CPU for each delivery.

A delivery is one message for one client. In the first row every message is about another thing,
so each one is sent; in the second all are about the same thing, so a client gets the newest ten
times a second, which spares it the others. The peer sends each message on in both.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import django
from redis.asyncio import Redis

from apps.realtime.wire import CHANNEL
from benchmarks import servers
from benchmarks.harness import AnswersDifferError, Measured, Row
from benchmarks.http_load import fetch
from benchmarks.peers.raw_sockets import CHANNEL as RAW_CHANNEL
from benchmarks.socket_load import Crowd
from launcher.testing.ports import reserved_port

CLIENTS, SOCKETS_PER_PERSON = 500, 10
RATE, SECONDS = 40, 2.0
PEER_RATE = 4
"""A rate that the peer keeps up with: its cost for each delivery is the same at any rate."""
TOPIC = "bench:all"
Publish = Callable[[Redis, str, str], Awaitable[object]]


@dataclass
class Contender:
    """One server with its crowd, and how to reach its clients."""

    crowd: Crowd
    redis_url: str
    rate: int
    publish: Publish
    distinct: bool

    def __call__(self) -> Measured:
        """Offer messages and charge the server's CPU to the deliveries."""
        before = self._cpu()
        frames = self.crowd.receive(self._offer)
        offered = int(self.rate * SECONDS)
        lasts = {watcher.last for watcher in self.crowd.watchers}
        answer = (len(lasts), json.loads(b"{" + lasts.pop().rstrip(b"}") + b"}")["n"])
        if self.distinct and frames != offered * CLIENTS:
            raise AnswersDifferError(f"{frames} frames came of {offered * CLIENTS}")
        return Measured(self._cpu() - before, offered * CLIENTS, answer)

    async def _offer(self) -> bytes:
        count = int(self.rate * SECONDS)
        async with Redis.from_url(self.redis_url) as redis:
            begin = time.monotonic()
            for number in range(count):
                await asyncio.sleep(max(0.0, begin + number / self.rate - time.monotonic()))
                key = str(number) if self.distinct else ""
                left = count - number - 1
                await self.publish(redis, key, f'{{"at":{time.monotonic():.6f},"n":{left}}}')
        return b'"n":0}'

    def _cpu(self) -> float:
        return float(_cost(self.crowd.port)["cpu"])


def _cost(port: int) -> dict[str, float]:
    found: dict[str, float] = json.loads(fetch(port, "/cost", {}))
    return found


async def _to_hub(redis: Redis, key: str, data: str) -> object:
    return await redis.publish(CHANNEL, f"{TOPIC}\t0\t{key}\t{data}")


async def _to_raw(redis: Redis, _key: str, data: str) -> object:
    return await redis.publish(RAW_CHANNEL, f'{{"topic":"{TOPIC}","data":{data}}}')


def _to_group(redis_url: str) -> Publish:
    from channels_redis.pubsub import (  # type: ignore[import-untyped]  # noqa: PLC0415  the peer's
        RedisPubSubChannelLayer,
    )

    async def publish(_redis: Redis, _key: str, data: str) -> object:
        # A layer belongs to a loop; it is made once for each.
        layer = layers.setdefault(
            asyncio.get_running_loop(), RedisPubSubChannelLayer(hosts=[redis_url])
        )
        message = {"type": "bench.message", "text": f'{{"topic":"{TOPIC}","data":{data}}}'}
        return await layer.group_send("bench", message)

    layers: dict[object, RedisPubSubChannelLayer] = {}
    return publish


def _sessions(people: int) -> list[str]:
    """Make people who are signed in; return a session for each socket."""
    from django.contrib import auth  # noqa: PLC0415  after setup
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from apps.accounts.models import User  # noqa: PLC0415

    keys = []
    for number in range(people):
        user, _ = User.objects.get_or_create(username=f"bench-{number}")
        session = SessionStore()
        session[auth.SESSION_KEY] = str(user.pk)
        session[auth.BACKEND_SESSION_KEY] = "apps.accounts.backends.AccountBackend"
        session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        keys += [str(session.session_key)] * SOCKETS_PER_PERSON
    return keys


def _agree(ours: object, peer: object) -> str:
    if ours != (1, 0) or peer != (1, 0):
        raise AnswersDifferError(f"not everyone has the last message: {ours}, {peer}")
    return "all clients have the last message"


def _raw_port(stack: ExitStack, redis_url: str, log: Path) -> int:
    import sys  # noqa: PLC0415

    port = reserved_port()
    command = [sys.executable, "-m", "benchmarks.peers.raw_sockets", str(port), redis_url]
    stack.enter_context(servers.process(command, {}, log))
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            _cost(port)
        except OSError:
            time.sleep(0.1)
        else:
            return port
    raise RuntimeError(f"the raw server did not start:\n{log.read_text()[-2000:]}")


def rows() -> Iterator[Row]:
    """Measure messages about many things and messages about one."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415  after setup
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    folder = Path(settings.DATA_DIR)
    log = folder / "bench.log"
    sessions = _sessions(CLIENTS // SOCKETS_PER_PERSON + 1)
    with ExitStack() as stack:
        url = stack.enter_context(servers.redis(folder / "redis"))

        def crowd(port: int, cookies: list[str], topic: str = "") -> Crowd:
            found = Crowd(port, cookies, topic)
            stack.callback(found.close)
            return found

        def serve(application: str, **env: str) -> int:
            return stack.enter_context(servers.asgi(application, {"REDIS_URL": url, **env}, log))[0]

        hub = serve("benchmarks.peers.hub_asgi:application")
        groups = serve(
            "benchmarks.peers.channels_asgi:application",
            DJANGO_SETTINGS_MODULE="benchmarks.peers.channels_settings",
        )
        warm = crowd(hub, sessions[:SOCKETS_PER_PERSON], TOPIC)
        empty = _cost(hub)["memory"]
        nobody = [""] * CLIENTS
        ours = crowd(hub, sessions[SOCKETS_PER_PERSON:], TOPIC)
        each = (_cost(hub)["memory"] - empty) / len(ours.watchers) / 1024
        warm.close()
        peers, bare = crowd(groups, nobody), crowd(_raw_port(stack, url, log), nobody)

        def note() -> str:
            ages = ours.ages()
            middle, late = ages[len(ages) // 2], ages[int(len(ages) * 0.99)]
            return (
                f"age on arrival: median {middle * 1e3:.0f} ms, p99 {late * 1e3:.0f} ms; "
                f"{each:.0f} kB a connection"
            )

        for name, distinct, goal in (("each", True, 10.0), ("newest", False, 20.0)):
            what = "about many things" if distinct else "about one thing, conflated"
            yield Row(
                number="12",
                name=f"socket-fanout-{name}",
                work=f"500 sockets, 20,000 deliveries/s offered, messages {what}: server CPU",
                ours=Contender(ours, url, RATE, _to_hub, distinct),
                peer=Contender(peers, url, PEER_RATE, _to_group(url), distinct),
                goal=goal,
                agree=_agree,
                peer_name="Channels group over the Redis pub/sub layer",
                depends="cores: clients and servers share them",
                limit=Contender(bare, url, RATE, _to_raw, distinct=True),
                limit_name="uvloop transports, ready frames",
                unit="delivery",
                rounds=3,
                note=note,
            )
