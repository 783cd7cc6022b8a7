"""What the stream process announces: bars that are closed.

A receiver gets the closed bar after it is stored. It runs in a thread of its own, beside the
writer, one call at a time: it may read and write the database, and must not load heavy libraries.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from apps.core.extension.signals import Signal
from apps.instruments.types import BarRow

bar_closed: Final[Mapping[str, Signal[[BarRow], None]]] = MappingProxyType(
    {"1s": Signal[[BarRow], None](), "1m": Signal[[BarRow], None]()}
)
"""A bar of the last minutes was closed, by its interval.

Bars that a long backfill brings are in the store and call nobody: what follows from a bar is of use
while it is fresh. A bar that a late trade corrects calls again.
"""
