"""The thread of a process that carries events to Redis."""

import atexit
import os
import threading
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Final

import structlog
from redis import Redis, RedisError

from apps.core.redis import redis_client
from apps.realtime import wire
from apps.realtime.events import Event

log = structlog.get_logger(__name__)

MAX_WAITING: Final = 20_000
BATCH: Final = 1_000
RETRY_S: Final = 0.5
GATHER_S: Final = 0.005
"""How long the thread lets events gather: one message for a burst instead of hundreds."""


class Sender:
    """A bounded table of the newest events, and the thread that empties it.

    Parameters
    ----------
    client : callable
        Returns the Redis to send to.
    """

    def __init__(self, client: Callable[[], Redis] = redis_client) -> None:
        self._client = client
        self._waiting: dict[wire.Slot, Event] = {}
        self._changed = threading.Condition()
        self._busy = False
        self._closing = False
        self._thread: threading.Thread | None = None
        self._away = False
        self.dropped = 0

    def offer(self, events: Iterable[Event]) -> None:
        """Leave events for the thread; costs microseconds whatever Redis does."""
        with self._changed:
            for event in events:
                self._put(event)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="events", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _put(self, event: Event) -> None:
        for slot in wire.slots(event):
            self._waiting.pop(slot, None)
            self._waiting[slot] = event
            if len(self._waiting) > MAX_WAITING:
                self._waiting.pop(next(iter(self._waiting)))
                self.dropped += 1

    def flush(self, timeout: float) -> bool:
        """Wait until all is sent, at most `timeout` seconds; return whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._busy, timeout)

    def close(self, timeout: float) -> None:
        """Send what is left and end the thread."""
        self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify()

    def _run(self) -> None:
        quiet_until = 0.0
        while not self._closing:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._waiting) or self._closing)
                pause = max(GATHER_S, quiet_until - monotonic())
                self._changed.wait_for(lambda: self._closing, pause)
                batch = self._take()
            if batch and not self._sent(batch):
                quiet_until = monotonic() + RETRY_S

    def _take(self) -> dict[wire.Slot, Event]:
        batch = {slot: self._waiting.pop(slot) for slot in list(self._waiting)[:BATCH]}
        self._busy = bool(batch)
        return batch

    def _sent(self, batch: dict[wire.Slot, Event]) -> bool:
        try:
            self._client().publish(wire.CHANNEL, wire.encode(batch.items()))
            sent = True
        except RedisError as error:
            if not self._away:
                log.warning("events_wait_for_redis", error=str(error))
            sent = False
        self._away = not sent
        with self._changed:
            if not sent:
                # What arrived meanwhile is newer and wins.
                self._waiting = batch | self._waiting
            self._busy = False
            self._changed.notify_all()
        return sent


_sender = Sender()


def sender() -> Sender:
    """Return this process's sender."""
    return _sender


def _after_fork() -> None:
    """Start afresh in a child: the thread and its lock stayed with the parent."""
    global _sender  # noqa: PLW0603  one per process
    _sender = Sender()


os.register_at_fork(after_in_child=_after_fork)
atexit.register(lambda: sender().close(1.0))
