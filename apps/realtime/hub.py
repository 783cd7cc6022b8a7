"""One per process and event loop: takes events from Redis, conflates them, fans them out.

Of each thing of a topic the newest state is kept for at most a tenth of a second, encoded once
and left in the box of every subscriber. `seq` counts a topic's frames; `epoch` changes when the
hub starts and whenever events may have been missed, and every subscriber then gets a new snapshot.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar
from uuid import uuid4
from weakref import WeakKeyDictionary

import structlog
from django.db import close_old_connections

from apps.core.clock import now, utc_iso
from apps.core.json import dumps
from apps.realtime import upstream, wire
from apps.realtime.client import Client
from apps.realtime.frames import error_frame, frame
from apps.realtime.guard import watch
from apps.realtime.limits import FLUSH_S, MAX_SOCKETS_PER_USER
from apps.realtime.topics import Grant, Parts, TopicSpec, find, source_of

log = structlog.get_logger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

PUBLIC: Final = 0
_THREADS: Final = 4


class Topic:
    """A topic with subscribers here; a private one exists once for each of its users.

    `name` is as subscribers spell it and their frames carry; `source` is what events are sent to.
    """

    __slots__ = ("clients", "name", "pending", "reading", "seq", "source", "user_id", "waiting")

    def __init__(self, name: str, source: str, user_id: int) -> None:
        self.name = name
        self.source = source
        self.user_id = user_id
        self.seq = 0
        self.pending: dict[str, str] = {}
        self.clients: set[Client] = set()
        self.waiting: set[Client] = set()
        self.reading: asyncio.Task[None] | None = None


class Hub:
    """The fan-out of one event loop; runs while it has clients."""

    def __init__(self) -> None:
        self.epoch = uuid4().hex
        # Of each client its topics by the name it asked for, with the name that events carry.
        self._clients: dict[Client, dict[str, str]] = {}
        self._topics: dict[str, dict[int, Topic]] = {}
        self._spellings: dict[str, set[str]] = {}
        self._dirty: set[Topic] = set()
        self._changed = asyncio.Event()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="stream")
        self._tasks: tuple[asyncio.Task[None], ...] = ()

    async def in_thread(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run something that queries the database, away from the loop."""

        def call() -> R:
            close_old_connections()
            try:
                return function(*args, **kwargs)
            finally:
                close_old_connections()

        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    def clients(self) -> tuple[Client, ...]:
        """Return everyone who is here."""
        return tuple(self._clients)

    def join(self, client: Client) -> bool:
        """Take a client in; False when its person has too many sockets already."""
        same = sum(other.user_id == client.user_id for other in self._clients)
        if same >= MAX_SOCKETS_PER_USER:
            return False
        self._clients[client] = {}
        if not self._tasks:
            loop = asyncio.get_running_loop()
            self._tasks = (
                loop.create_task(upstream.listen(self.take, self.renew)),
                loop.create_task(self._flush_for_ever()),
                loop.create_task(watch(self)),
            )
        return True

    def leave(self, client: Client) -> None:
        """Forget a client; the last one to leave stops the hub."""
        for name, source in self._clients.pop(client, {}).items():
            self._remove(client, name, source)
        if not self._clients:
            for task in self._tasks:
                task.cancel()
            self._tasks = ()

    def topics_of(self, client: Client) -> frozenset[str]:
        """Return what a client is subscribed to."""
        return frozenset(self._clients.get(client, ()))

    def subscribe(self, client: Client, grant: Grant) -> None:
        """Add a client to a topic that it may read; its snapshot comes before any update."""
        if client not in self._clients:
            return
        name, owner = grant.topic, client.user_id if grant.private else PUBLIC
        owners = self._topics.setdefault(name, {})
        topic = owners.setdefault(owner, Topic(name, grant.source, owner))
        self._spellings.setdefault(grant.source, set()).add(name)
        self._clients[client][name] = grant.source
        topic.clients.add(client)
        self._send_snapshot(topic, client)

    def unsubscribe(self, client: Client, name: str) -> None:
        """Remove a client from a topic, whichever spelling of it the client subscribed to."""
        held = self._clients.get(client, {})
        wanted = source_of(name)
        for spelled in [one for one, source in held.items() if name == one or source == wanted]:
            client.drop(spelled)
            self._remove(client, spelled, held.pop(spelled))

    def _remove(self, client: Client, name: str, source: str) -> None:
        owners = self._topics.get(name, {})
        for owner in (PUBLIC, client.user_id):
            topic = owners.get(owner)
            if topic is None:
                continue
            topic.clients.discard(client)
            topic.waiting.discard(client)
            if not topic.clients:
                del owners[owner]
                self._dirty.discard(topic)
        if not owners:
            self._topics.pop(name, None)
            spellings = self._spellings.get(source, set())
            spellings.discard(name)
            if not spellings:
                self._spellings.pop(source, None)

    # Events in

    def take(self, message: bytes) -> None:
        """Keep the newest of each thing that someone here listens to."""
        for record in wire.decode(message):
            for name in self._spellings.get(record.topic, ()):
                for topic in _addressed(self._topics[name], record.audience):
                    topic.pending[record.key] = record.data
                    self._dirty.add(topic)
        if self._dirty:
            self._changed.set()

    def renew(self) -> None:
        """Begin a new epoch: events may have been missed, so everyone gets a new snapshot."""
        self.epoch = uuid4().hex
        for topic in self._all_topics():
            topic.seq = 0
            topic.pending.clear()
            for client in topic.clients:
                self._send_snapshot(topic, client)
        self._dirty.clear()

    def _all_topics(self) -> Iterator[Topic]:
        for owners in self._topics.values():
            yield from owners.values()

    # Frames out

    async def _flush_for_ever(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            self.flush()
            await asyncio.sleep(FLUSH_S)

    def flush(self) -> None:
        """Number, encode and hand out what is pending."""
        dirty, self._dirty = self._dirty, set()
        sent_at = utc_iso(now())
        for topic in dirty:
            pending, topic.pending = topic.pending, {}
            for key, data in pending.items():
                topic.seq += 1
                text = frame(
                    topic=topic.name,
                    kind="update",
                    seq=topic.seq,
                    epoch=self.epoch,
                    data=data,
                    sent_at=sent_at,
                )
                slot = f"{topic.name}\t{key}"
                for client in topic.clients:
                    client.offer(topic.name, slot, text)

    # Snapshots

    def _send_snapshot(self, topic: Topic, client: Client) -> None:
        client.hold(topic.name, topic.seq)
        topic.waiting.add(client)
        if topic.reading is None:
            topic.reading = asyncio.get_running_loop().create_task(self._read(topic))

    async def _read(self, topic: Topic) -> None:
        """Serve everyone who waits with one query; who comes meanwhile waits for the next one."""
        try:
            while topic.waiting:
                clients, topic.waiting = topic.waiting, set()
                epoch = self.epoch
                data = await self._snapshot(topic, next(iter(clients)).user_id)
                if epoch != self.epoch:
                    topic.waiting |= clients & topic.clients
                    continue
                for client in clients & topic.clients - topic.waiting:
                    self._hand_over(client, topic, data)
        finally:
            topic.reading = None

    def _hand_over(self, client: Client, topic: Topic, data: str | None) -> None:
        if data is not None:
            name, epoch = topic.name, self.epoch
            client.release(
                name,
                lambda seq: frame(topic=name, kind="snapshot", seq=seq, epoch=epoch, data=data),
            )
            return
        self.unsubscribe(client, topic.name)
        client.say(
            error_frame(
                topic=topic.name,
                epoch=self.epoch,
                code="snapshot_failed",
                detail="The present state could not be read. Subscribe again in a moment.",
                status=503,
            )
        )

    async def _snapshot(self, topic: Topic, user_id: int) -> str | None:
        spec, parts = find(topic.name)
        try:
            return await self.in_thread(_snapshot_json, spec, user_id, parts)
        except Exception:
            log.exception("snapshot_failed", topic=topic.name)
            return None


def _snapshot_json(spec: TopicSpec, user_id: int, parts: Parts) -> str:
    return dumps(spec.snapshot(user_id, parts)).decode()


def _addressed(owners: dict[int, Topic], audience: int | None) -> Iterator[Topic]:
    """Return the topics that an event goes to: of a private topic its audience's alone."""
    if audience is None:
        yield from owners.values()
        return
    if audience in owners:
        yield owners[audience]


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """Return the running loop's hub."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
