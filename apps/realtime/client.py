"""One socket as the hub sees it: a bounded box of the newest frames and its writer."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any, Final

from apps.realtime.identity import Identity
from apps.realtime.limits import MAX_WAITING_FRAMES, SESSION_CHECK_S

Send = Callable[[dict[str, Any]], Awaitable[None]]
Close = Callable[[int], Awaitable[None]]
_MAX_HELD: Final = 256


class Held:
    """Updates that wait behind a snapshot which follows the frame `seq`."""

    __slots__ = ("seq", "updates")

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self.updates: list[tuple[str, str]] = []


class Client:
    """Frames wait here by thing: a slow client gets the newest state, not every step to it."""

    __slots__ = (
        "_box",
        "_emptied",
        "_held",
        "_send",
        "_wake",
        "busy_since",
        "check_at",
        "close",
        "identity",
        "overflowed",
        "user_id",
    )

    def __init__(self, identity: Identity, send: Send, close: Close) -> None:
        self.identity = identity
        self.user_id = identity.user_id
        self.close = close
        self.check_at = monotonic() + SESSION_CHECK_S
        self.busy_since: float | None = None
        self.overflowed = False
        self._send = send
        self._box: dict[str, str] = {}
        self._held: dict[str, Held] = {}
        self._wake = asyncio.Event()
        self._emptied: asyncio.Event | None = None

    def offer(self, topic: str, slot: str, frame: str) -> None:
        """Leave an update; it waits behind the topic's snapshot while that is on its way."""
        held = self._held.get(topic)
        if held is None:
            self._put(slot, frame)
            return
        held.updates.append((slot, frame))
        if len(held.updates) > _MAX_HELD:
            del held.updates[0]  # a gap, which makes the client subscribe again

    def hold(self, topic: str, seq: int) -> None:
        """Keep updates of a topic back until its snapshot is there; the last one was `seq`."""
        self._held[topic] = Held(seq)

    def release(self, topic: str, snapshot: Callable[[int], str]) -> None:
        """Leave a topic's snapshot and then the updates since it was asked for.

        Some of these may be in the snapshot already; states can be sent twice, but not be missed.
        """
        held = self._held.pop(topic, None)
        if held is None:
            return
        self._put(f"{topic}\tsnapshot", snapshot(held.seq))
        for place, (slot, frame) in enumerate(held.updates):
            # Distinct slots: these few are all sent, so no gap follows a snapshot.
            self._put(f"{slot}\t{place}", frame)

    def drop(self, topic: str) -> None:
        """Forget what waits for a topic."""
        self._held.pop(topic, None)
        for slot in [slot for slot in self._box if slot.partition("\t")[0] == topic]:
            del self._box[slot]

    def say(self, frame: str) -> None:
        """Leave a frame that stands for itself, such as a pong."""
        self._put(f"\t{id(frame)}", frame)

    def _put(self, slot: str, frame: str) -> None:
        box = self._box
        box.pop(slot, None)  # to the end: frames leave in the order of their numbers
        box[slot] = frame
        if len(box) > MAX_WAITING_FRAMES:
            self.overflowed = True
        self._wake.set()

    async def write(self) -> None:
        """Send what waits, for ever; the socket's one writer."""
        while True:
            await self._wake.wait()
            while self._box:
                batch, self._box = self._box, {}
                self.busy_since = monotonic()
                for frame in batch.values():
                    await self._send({"type": "websocket.send", "text": frame})
            self.busy_since = None
            self._wake.clear()
            if self._emptied is not None:
                self._emptied.set()

    async def emptied(self) -> None:
        """Wait until everything that is here now has left."""
        self._emptied = asyncio.Event()
        if self._wake.is_set():
            await self._emptied.wait()

    def is_slow(self, limit_s: float) -> bool:
        """Return whether frames do not leave, or too many wait."""
        since = self.busy_since
        return self.overflowed or (since is not None and monotonic() - since > limit_s)
