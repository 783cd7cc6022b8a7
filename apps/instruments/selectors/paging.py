"""Bars of one series in pages, for what may be longer than memory should hold."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from apps.instruments.intervals import DAILY, SECONDS, stored_interval
from apps.instruments.selectors.bars import actions_by_instrument, adjust, fold, group_starts
from apps.instruments.selectors.history import Range, history_interval, history_range
from apps.instruments.store import bars_columns
from apps.instruments.types import Bars, Instrument, Interval
from apps.instruments.wire.queries import HistoryQuery

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


def history_pages(
    *, instrument: Instrument, query: HistoryQuery
) -> tuple[Interval, Iterator[Bars]]:
    """Return the interval and, page by page, all bars of what `/history` would answer."""
    interval = history_interval(instrument, query)
    asked = history_range(instrument, query, interval)
    return interval, _pages(instrument, asked, adjusted=query.adjusted)


def _pages(instrument: Instrument, asked: Range, *, adjusted: bool) -> Iterator[Bars]:
    stored = stored_interval(asked.interval)
    folded = stored != asked.interval
    start_us = asked.start_us
    if folded and start_us is not None:
        start_us = int(group_starts(np.array([start_us], dtype=np.int64), asked.interval)[0])
    pages = bars_pages(
        instrument_id=instrument.id,
        interval_s=SECONDS[stored],
        start_us=start_us,
        end_us=asked.end_us,
    )
    if adjusted and asked.interval in DAILY:
        actions = actions_by_instrument([instrument.id]).get(instrument.id, ())
        pages = (adjust(page, actions) for page in pages)
    if not folded:
        return pages
    grouped = whole_groups(pages, lambda times: group_starts(times, asked.interval))
    return (fold(page, asked.interval) for page in grouped)
