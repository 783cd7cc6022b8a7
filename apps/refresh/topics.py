"""The socket's view of the market clock: `clock`."""

from apps.realtime.events import ClockMoved
from apps.realtime.topics import Parts
from apps.refresh.replay.clock import clock_moved


def clock_authorize(_user_id: int, parts: Parts) -> bool:
    """Allow everybody who is signed in."""
    return not parts


def clock_snapshot(_user_id: int, _parts: Parts) -> ClockMoved:
    """Return where the clock stands."""
    return clock_moved()
