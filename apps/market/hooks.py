"""Light work that other apps want done in the stream process when a bar settles.

A callback gets the settled bar after it is stored. It runs in a thread of its own, beside the
writer, one call at a time: it may read and write the database, and must not load heavy libraries.
"""

from collections.abc import Callable
from typing import Final

from apps.market.types import BarRow

BarCallback = Callable[[BarRow], None]
HOOK_INTERVAL: Final = "1m"

_callbacks: list[BarCallback] = []


def on_bar_settled(callback: BarCallback) -> BarCallback:
    """Call `callback` for every settled 1-minute bar of the last minutes; twice is once.

    Bars that a long backfill brings are in the store and call nobody: what follows from a bar is
    of use while it is fresh. A bar that a late trade corrects calls again.
    """
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def callbacks() -> tuple[BarCallback, ...]:
    """Return what is registered now."""
    return tuple(_callbacks)
