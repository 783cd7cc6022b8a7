"""What other apps do when bars or instruments change: one list of receivers a signal.

A receiver gets plain values, submits jobs or changes rows of its own app and returns; it computes
nothing itself. Receivers are connected once, in the wiring of their app; connecting one again
changes nothing.
"""

from collections.abc import Callable

BarsChangedCallback = Callable[[tuple[str, ...]], None]
BarsReceivedCallback = Callable[[tuple[str, ...], int | None], None]
SupersededCallback = Callable[[int, tuple[int, ...]], None]
RemovedCallback = Callable[[str, int], None]

_changed: list[BarsChangedCallback] = []
_received: list[BarsReceivedCallback] = []
_superseded: list[SupersededCallback] = []
_removed: list[RemovedCallback] = []


def on_bars_changed(callback: BarsChangedCallback) -> BarsChangedCallback:
    """Call `callback` whenever daily bars or actions of the system's instruments changed."""
    if callback not in _changed:
        _changed.append(callback)
    return callback


def on_bars_received(callback: BarsReceivedCallback) -> BarsReceivedCallback:
    """Call `callback` whenever there is something to check: bars or a second provider's.

    It gets the symbols and whose they are: None for the system's instruments, else the person who
    uploaded them.
    """
    if callback not in _received:
        _received.append(callback)
    return callback


def on_repairs_superseded(callback: SupersededCallback) -> SupersededCallback:
    """Call `callback` when a provider sends daily bars again that a person had corrected.

    It gets the instrument's id and the starts of the bars, inside the transaction that takes them.
    """
    if callback not in _superseded:
        _superseded.append(callback)
    return callback


def on_instrument_removed(callback: RemovedCallback) -> RemovedCallback:
    """Call `callback` whenever a person deletes an instrument of their own.

    It gets the symbol and whose it was, inside the transaction, and removes what is about it.
    """
    if callback not in _removed:
        _removed.append(callback)
    return callback


def notify_bars_changed(symbols: tuple[str, ...]) -> None:
    """Notify receivers that bars of the system's instruments changed, and so arrived."""
    for callback in _changed:
        callback(symbols)
    notify_bars_received(symbols)


def notify_bars_received(symbols: tuple[str, ...], owner_id: int | None = None) -> None:
    """Notify receivers that bars arrived, whether or not they changed a stored one."""
    for callback in _received:
        callback(symbols, owner_id)


def notify_repairs_superseded(instrument_id: int, moments: tuple[int, ...]) -> None:
    """Notify receivers that bars which people corrected were replaced by their provider."""
    for callback in _superseded:
        callback(instrument_id, moments)


def notify_instrument_removed(symbol: str, owner_id: int) -> None:
    """Notify receivers that a person's own instrument is deleted."""
    for callback in _removed:
        callback(symbol, owner_id)
