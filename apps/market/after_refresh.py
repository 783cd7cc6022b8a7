"""What other apps do once bars have changed: called where they were stored, after they are.

A callback gets the symbols. It submits jobs and returns; it computes nothing itself.
"""

from collections.abc import Callable

RefreshCallback = Callable[[tuple[str, ...]], None]
ToldCallback = Callable[[tuple[str, ...], int | None], None]
OvertakenCallback = Callable[[int, tuple[int, ...]], None]

_callbacks: list[RefreshCallback] = []
_told_callbacks: list[ToldCallback] = []
_overtaken_callbacks: list[OvertakenCallback] = []


def on_refreshed(callback: RefreshCallback) -> RefreshCallback:
    """Call `callback` whenever daily bars or actions of the system's instruments changed."""
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def on_told(callback: ToldCallback) -> ToldCallback:
    """Call `callback` whenever there is something to check: bars or a second opinion of them.

    It gets the symbols and whose they are: None for the system's instruments, else the person who
    uploaded them.
    """
    if callback not in _told_callbacks:
        _told_callbacks.append(callback)
    return callback


def on_overtaken(callback: OvertakenCallback) -> OvertakenCallback:
    """Call `callback` when a vendor tells daily bars anew that a person had corrected.

    It gets the instrument's id and the starts of the bars, inside the transaction that takes them.
    """
    if callback not in _overtaken_callbacks:
        _overtaken_callbacks.append(callback)
    return callback


def refreshed(symbols: tuple[str, ...]) -> None:
    """Tell everybody who asked."""
    for callback in _callbacks:
        callback(symbols)
    told(symbols)


def told(symbols: tuple[str, ...], owner_id: int | None = None) -> None:
    """Tell those who look at what is told, whether or not it changed a bar."""
    for callback in _told_callbacks:
        callback(symbols, owner_id)


def overtaken(instrument_id: int, moments: tuple[int, ...]) -> None:
    """Tell those who made the corrections."""
    for callback in _overtaken_callbacks:
        callback(instrument_id, moments)
