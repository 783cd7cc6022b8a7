"""Daily bars of many instruments as matrices, read from the derived panel."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from apps.core.clock import utc_iso
from apps.instruments import panel
from apps.instruments.market_clock import past_asked
from apps.instruments.selectors.bars import (
    Action,
    actions_by_instrument,
    adjust,
    daily_bars,
    day_us,
)
from apps.instruments.selectors.instruments import instrument_ids, instruments_by_symbol
from apps.instruments.types import DAY_US, Bars, ClosePanel, OhlcPanel, StoredInterval

Join = Literal["outer", "inner"]


def panel_version(interval: StoredInterval = "1d") -> str:
    """Return a text that changes whenever a row of the interval does; each past has its own."""
    past, version = past_asked(), panel.panel_version(interval)
    return version if past is None else f"{version}@{utc_iso(past.moment)}"


def panel_folder(interval: StoredInterval = "1d") -> Path:
    """Return the folder of the up-to-date panel, building it when the rows have changed."""
    return panel.panel_path(interval, adjust=_adjuster(interval))


def _adjuster(interval: StoredInterval) -> panel.Adjust:
    """Return what adjusts an instrument's bars; the splits and dividends are read when needed."""
    actions: dict[int, list[Action]] | None = None

    def adjusted(instrument_id: int, bars: Bars) -> Bars:
        nonlocal actions
        if actions is None:
            actions = actions_by_instrument() if interval == "1d" else {}
        return adjust(bars, actions.get(instrument_id, ()))

    return adjusted


def _window(timestamps: NDArray[np.int64], start: date | None, end: date | None) -> slice:
    first = 0 if start is None else int(np.searchsorted(timestamps, day_us(start)))
    last = (
        len(timestamps) if end is None else int(np.searchsorted(timestamps, day_us(end) + DAY_US))
    )
    return slice(first, last)


def _rows(closes: NDArray[np.float64], join: Join) -> NDArray[np.bool_]:
    known = ~np.isnan(closes)
    return np.asarray(known.all(axis=1) if join == "inner" else known.any(axis=1))


def _read(
    symbols: Sequence[str], user_id: int | None, fields: Sequence[str]
) -> tuple[tuple[str, ...], NDArray[np.int64], list[NDArray[np.float64]]]:
    if past_asked() is not None:
        return _read_past(symbols, user_id, fields)
    found = instrument_ids(symbols=symbols, user_id=user_id)
    timestamps, values = panel.panel_read(list(found.values()), fields, adjust=_adjuster("1d"))
    return tuple(found), timestamps, values


def _read_past(
    symbols: Sequence[str], user_id: int | None, fields: Sequence[str]
) -> tuple[tuple[str, ...], NDArray[np.int64], list[NDArray[np.float64]]]:
    """Return the same of a past: the panel is of the present, with every split since."""
    found = instruments_by_symbol(symbols=symbols, user_id=user_id)
    held = [daily_bars(instrument=instrument) for instrument in found.values()]
    index = np.unique(np.concatenate([bars.timestamps for bars in held]))
    values = [np.full((len(index), len(held)), np.nan) for _ in fields]
    for column, bars in enumerate(held):
        rows = np.searchsorted(index, bars.timestamps)
        for matrix, field in zip(values, fields, strict=True):
            matrix[rows, column] = getattr(bars, field)
    return tuple(found), index, values


def close_panel(
    *,
    symbols: Sequence[str],
    user_id: int | None = None,
    start: date | None = None,
    end: date | None = None,
    join: Join = "outer",
) -> ClosePanel:
    """Return adjusted real closes of closed daily bars of some symbols.

    Parameters
    ----------
    symbols : sequence of str
        Any case; doubles are dropped, the order is kept.
    user_id : int, optional
        Whose private instruments count too.
    start, end : date, optional
        First and last date, both included.
    join : {"outer", "inner"}
        Dates on which any symbol has a close (NaN for the others), or all have.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    """
    names, timestamps, (closes,) = _read(symbols, user_id, ["close"])
    window = _window(timestamps, start, end)
    timestamps, closes = timestamps[window], closes[window]
    rows = _rows(closes, join)
    if not rows.all():
        timestamps, closes = timestamps[rows], closes[rows]
    return ClosePanel(names, timestamps.astype("datetime64[us]").astype("datetime64[D]"), closes)


def ohlc_panel(
    *,
    symbols: Sequence[str],
    user_id: int | None = None,
    start: date | None = None,
    end: date | None = None,
    join: Join = "outer",
) -> OhlcPanel:
    """Return adjusted, closed, real daily bars of some symbols; see `close_panel`.

    Open, high, low and volume are NaN for close-only instruments.
    """
    names, timestamps, fields = _read(symbols, user_id, panel.FIELDS)
    window = _window(timestamps, start, end)
    rows = _rows(fields[3][window], join)
    dates = timestamps[window][rows].astype("datetime64[us]").astype("datetime64[D]")
    return OhlcPanel(names, dates, *(field[window][rows] for field in fields))
