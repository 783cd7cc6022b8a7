"""Light work that other apps want done when a bar settles.

A callback of a live bar gets the settled bar after it is stored. It runs in a thread of the stream
process, beside the writer, one call at a time: it may read and write the database, and must not
load heavy libraries. A callback of daily bars gets nothing: it is told that some settled, in
whichever process stored them, and is best content with asking for a job.
"""

from collections.abc import Callable
from typing import Final, Literal

from apps.market.types import BarRow

BarCallback = Callable[[BarRow], None]
DailyCallback = Callable[[], None]
HookInterval = Literal["1s", "1m"]
HOOK_INTERVAL: Final = "1m"
HOOK_INTERVALS: Final[tuple[HookInterval, ...]] = ("1s", "1m")

_callbacks: dict[str, list[BarCallback]] = {interval: [] for interval in HOOK_INTERVALS}
_daily: list[DailyCallback] = []


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


def on_daily_settled(callback: DailyCallback) -> DailyCallback:
    """Call `callback` whenever daily bars were stored; twice is once."""
    if callback not in _daily:
        _daily.append(callback)
    return callback


def daily_settled() -> None:
    """Tell that daily bars were stored; called by whoever stores them, after the commit."""
    for callback in tuple(_daily):
        callback()
