"""Bounds of a socket, so that no client can take more than its share."""

from time import monotonic
from typing import Final

MAX_FRAME: Final = 64 * 1024
MESSAGES_PER_S: Final = 20
MAX_TOPICS: Final = 200
MAX_SOCKETS_PER_USER: Final = 10
MAX_WAITING_FRAMES: Final = 1_024
"""Frames that may wait for one client, newest of each thing; more than that is too slow."""
SLOW_S: Final = 10.0
"""How long one batch may take to leave for a client."""
SESSION_CHECK_S: Final = 2.0
"""How long a socket may outlive the session or token that opened it."""
FLUSH_S: Final = 0.1
"""Conflation: at most ten frames a second of each thing."""

NOT_SIGNED_IN: Final = 4401
REFUSED: Final = 4403
UNKNOWN_TOPIC: Final = 4404
TOO_SLOW: Final = 4408
TOO_MANY: Final = 4429
TOO_BIG: Final = 1009


class Bucket:
    """A token bucket: `rate` a second, bursts of one second's worth."""

    __slots__ = ("_level", "_rate", "_seen")

    def __init__(self, rate: float) -> None:
        self._rate = self._level = rate
        self._seen = monotonic()

    def take(self) -> bool:
        """Take one token; False when none is left."""
        moment = monotonic()
        self._level = min(self._rate, self._level + (moment - self._seen) * self._rate)
        self._seen = moment
        if self._level < 1.0:
            return False
        self._level -= 1.0
        return True
