"""Light work that other apps want done in the stream process when a bar settles.

A callback gets the settled bar after it is stored. It runs in a thread of its own, beside the
writer, one call at a time: it may read and write the database, and must not load heavy libraries.
"""

from collections.abc import Callable
from typing import Final, Literal

from apps.instruments.types import BarRow

BarCallback = Callable[[BarRow], None]
HookInterval = Literal["1s", "1m"]
HOOK_INTERVAL: Final = "1m"
HOOK_INTERVALS: Final[tuple[HookInterval, ...]] = ("1s", "1m")

_callbacks: dict[str, list[BarCallback]] = {interval: [] for interval in HOOK_INTERVALS}


def on_bar_settled(callback: BarCallback, *, interval: HookInterval = HOOK_INTERVAL) -> BarCallback:
    """Call `callback` for every settled bar of an interval of the last minutes; twice is once.

    Bars that a long backfill brings are in the store and call nobody: what follows from a bar is
    of use while it is fresh. A bar that a late trade corrects calls again.
    """
    if callback not in _callbacks[interval]:
        _callbacks[interval].append(callback)
    return callback


def callbacks(interval: str = HOOK_INTERVAL) -> tuple[BarCallback, ...]:
    """Return what is registered now for settled bars of an interval."""
    return tuple(_callbacks.get(interval, ()))
