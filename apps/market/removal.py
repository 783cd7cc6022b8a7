"""What other apps do when a person's own instrument goes: called inside the transaction.

A callback gets the symbol and whose it was. It takes away what is about it and returns.
"""

from collections.abc import Callable

RemovedCallback = Callable[[str, int], None]

_callbacks: list[RemovedCallback] = []


def on_removed(callback: RemovedCallback) -> RemovedCallback:
    """Call `callback` whenever a person deletes an instrument of their own."""
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def removed(symbol: str, owner_id: int) -> None:
    """Tell everybody who asked."""
    for callback in _callbacks:
        callback(symbol, owner_id)
