"""Ready answers by their tag, the least recently used out first when memory is full."""

from collections import OrderedDict
from threading import Lock


class Answers:
    """Bytes by tag; a tag names its content for good, so nothing ever has to be invalidated.

    Parameters
    ----------
    limit_bytes : int
        Most that is kept. An answer of more than a quarter of it is not kept at all.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._size = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> bytes | None:
        """Return the answer of a tag, if it is kept."""
        with self._lock:
            body = self._bodies.get(tag)
            if body is not None:
                self._bodies.move_to_end(tag)
            return body

    def put(self, tag: str, body: bytes) -> None:
        """Keep an answer."""
        if len(body) > self._limit // 4:
            return
        with self._lock:
            self._size += len(body) - len(self._bodies.pop(tag, b""))
            self._bodies[tag] = body
            while self._size > self._limit:
                self._size -= len(self._bodies.popitem(last=False)[1])
