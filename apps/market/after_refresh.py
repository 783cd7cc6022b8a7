"""What other apps do once daily bars have changed: called in the worker, after they are stored.

A callback gets the symbols. It submits jobs and returns; it computes nothing itself.
"""

from collections.abc import Callable

RefreshCallback = Callable[[tuple[str, ...]], None]

_callbacks: list[RefreshCallback] = []


def on_refreshed(callback: RefreshCallback) -> RefreshCallback:
    """Call `callback` whenever daily bars or actions of the system's instruments changed."""
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def refreshed(symbols: tuple[str, ...]) -> None:
    """Tell everybody who asked."""
    for callback in _callbacks:
        callback(symbols)
