"""Which symbols people follow: other apps say so here, and the stream process listens.

A source returns the symbols of everyone, without saying whose they are; it runs in the stream
process every few seconds, so it has to be one cheap query.
"""

from collections.abc import Callable, Iterable

DemandSource = Callable[[], Iterable[str]]

_sources: list[DemandSource] = []


def on_demand(source: DemandSource) -> DemandSource:
    """Ask `source` for the symbols that it wants live."""
    if source not in _sources:
        _sources.append(source)
    return source


def demanded() -> frozenset[str]:
    """Return what all sources want now."""
    return frozenset(symbol for source in _sources for symbol in source())
