"""Bars of one series in pages, for what may be longer than memory should hold."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from apps.market.store import bars_columns
from apps.market.types import Bars

PAGE = 20_000
Keys = Callable[[NDArray[np.int64]], NDArray[np.int64]]


def bars_pages(
    *,
    instrument_id: int,
    interval_s: int,
    start_us: int | None = None,
    end_us: int | None = None,
    size: int = PAGE,
) -> Iterator[Bars]:
    """Yield the raw bars of one series in [start, end), oldest first, `size` at a time."""
    while True:
        page = bars_columns(
            instrument_id=instrument_id,
            interval_s=interval_s,
            start_us=start_us,
            end_us=end_us,
            limit=size,
        )
        if len(page):
            yield page
        if len(page) < size:
            return
        start_us = int(page.timestamps[-1]) + 1


def whole_groups(pages: Iterator[Bars], keys: Keys) -> Iterator[Bars]:
    """Yield the same bars, cut so that all bars of one key come in one page."""
    held: Bars | None = None
    for page in pages:
        bars = page if held is None else _joined(held, page)
        own = keys(bars.timestamps)
        cut = int(np.searchsorted(own, own[-1]))
        if cut:
            yield bars.where(slice(0, cut))
        held = bars.where(slice(cut, None))
    if held is not None:
        yield held


def _joined(first: Bars, second: Bars) -> Bars:
    names = Bars.__dataclass_fields__
    parts = (np.concatenate([getattr(first, name), getattr(second, name)]) for name in names)
    return Bars(*parts)
