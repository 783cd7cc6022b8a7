"""What happens to instruments and their bars, for the apps above that act on it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from apps.core.extension.signals import Signal

bars_changed: Final = Signal[[tuple[str, ...]], None]()
"""Daily bars or actions of the system's instruments changed; sent by `notify_bars_changed`."""

bars_received: Final = Signal[[tuple[str, ...], int | None], None]()
"""There is something to check: bars, changed or not, or a second provider's.

With the symbols and whose they are: None for the system's instruments, else the person who uploaded
them.
"""

repairs_superseded: Final = Signal[[int, tuple[int, ...]], None]()
"""A provider sent daily bars again that a person had corrected.

With the instrument's id and the starts of the bars, inside the transaction that takes them.
"""

instrument_removed: Final = Signal[[str, int], None]()
"""A person deletes an instrument of their own: what is about it goes too.

With the symbol and whose it was, inside the transaction.
"""

demo_opened: Final = Signal[[int], None]()
"""A demo starts, with its person: at the first time samples are made for them."""

market_rewound: Final = Signal[[datetime, datetime], None]()
"""A replay goes back: what was made of prices between the two moments goes.

With the moment it goes back to and the one it had reached, inside the transaction.
"""

symbols_wanted: Final = Signal[[], Iterable[str]]()
"""Which symbols people follow; the stream process asks every few seconds.

Each receiver returns the symbols of everyone, without saying whose they are, by one cheap query.
"""


def notify_bars_changed(symbols: tuple[str, ...]) -> None:
    """Notify receivers that bars of the system's instruments changed, and so arrived."""
    bars_changed.send(symbols)
    bars_received.send(symbols, None)


def wanted_symbols() -> frozenset[str]:
    """Return what all receivers of `symbols_wanted` want now."""
    return frozenset(symbol for symbols in symbols_wanted.send() for symbol in symbols)
