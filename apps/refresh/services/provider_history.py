"""Providers' bars and actions into the store: what is known already changes nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isnan
from typing import Final

import numpy as np
from django.db import transaction

from apps.instruments.intervals import SECONDS
from apps.instruments.models import InstrumentRow
from apps.instruments.store import SPLITS, actions_of, actions_replace, bars_columns, bars_upsert
from apps.instruments.types import DAY_US, BarRow, Bars, Instrument
from apps.providers.shared.base import ProviderHistory
from apps.refresh.actions import ReportedActions, merged, with_factors
from apps.refresh.services.holds import held_back, let_go, splits_held_back

BATCH: Final = 500
_DAY_S: Final = SECONDS["1d"]
_FIELDS: Final = ("open", "high", "low", "close", "volume", "vwap")
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Stored:
    """What an answer changed: how many bars it had, how many were new or corrected.

    `kept` counts those that a person had corrected and that the provider only repeats.
    """

    bars: int
    changed: int
    actions_changed: bool
    kept: int = 0

    @property
    def anything(self) -> bool:
        """Whether readers see other numbers than before."""
        return self.changed > 0 or self.actions_changed


def _ignore(_done: int, _all: int) -> None:
    """Report to nobody."""


def history_store(
    *,
    instrument: Instrument,
    history: ProviderHistory,
    start: date,
    end: date,
    on_progress: OnProgress = _ignore,
) -> Stored:
    """Store raw bars and actions of [start, end]; a correction replaces what it corrects.

    What a person corrected stays until the provider reports another value.

    Parameters
    ----------
    instrument : Instrument
        Whose bars they are.
    history : ProviderHistory
        What the provider reported.
    start, end : date
        The days that were asked for; actions inside them that the provider no longer reports go.
    on_progress : callable, optional
        Gets how many bars are stored, and of how many, after each batch.
    """
    found = held_back(instrument, tuple(_changed(instrument, history.bars.bars)))
    rows = found.rows
    total, done = len(history.bars.bars), len(history.bars.bars) - len(rows)
    for first in range(0, len(rows), BATCH):
        batch = rows[first : first + BATCH]
        with transaction.atomic():
            bars_upsert(batch, instrument_ids={instrument.symbol: instrument.id})
            let_go(instrument, _DAY_S, found.overtaken.intersection(r.timestamp_us for r in batch))
        done += len(batch)
        on_progress(done, total)
    reported = ReportedActions(history.provider, start, end, tuple(history.actions))
    with transaction.atomic():
        changed = _actions_store(instrument, reported)
        _span_store(instrument, history)
    return Stored(total, len(rows), changed, found.kept)


def _actions_store(instrument: Instrument, reported: ReportedActions) -> bool:
    taken = splits_held_back(instrument, reported.actions)
    let_go(instrument, SPLITS, taken.overtaken)
    reported = replace(reported, actions=taken.rows)
    rows = merged(actions_of(instrument_id=instrument.id), reported)
    if not rows:
        return actions_replace(instrument_id=instrument.id, rows=rows)
    bars = bars_columns(instrument_id=instrument.id, interval_s=_DAY_S)
    return actions_replace(instrument_id=instrument.id, rows=with_factors(rows, bars))


def _changed(instrument: Instrument, reported: Bars) -> Iterator[BarRow]:
    """Give the bars that the store does not hold just so."""
    if not len(reported):
        return
    first, last = int(reported.timestamps[0]), int(reported.timestamps[-1])
    held = bars_columns(
        instrument_id=instrument.id, interval_s=_DAY_S, start_us=first, end_us=last + 1
    )
    known = dict(zip(held.timestamps.tolist(), _tuples(held), strict=True))
    for timestamp, values in zip(reported.timestamps.tolist(), _tuples(reported), strict=True):
        if known.get(timestamp) != values:
            *prices, settled = values
            yield _row(instrument.symbol, timestamp, prices, settled=bool(settled))


def _tuples(bars: Bars) -> list[tuple[float | None, ...]]:
    """Return each bar's numbers, None where unknown: NaN equals nothing, not even itself."""
    columns = [getattr(bars, name).tolist() for name in _FIELDS]
    rows = zip(*columns, bars.settled.tolist(), strict=True)
    return [tuple(None if isnan(value) else value for value in row) for row in rows]


def _row(symbol: str, timestamp: int, prices: Sequence[float | None], *, settled: bool) -> BarRow:
    open_, high, low, close, volume, vwap = prices
    assert close is not None, "adapters give no bar without a close"
    return BarRow(
        symbol, "1d", timestamp, open_, high, low, close, volume, vwap, trades=None, settled=settled
    )


def _span_store(instrument: Instrument, history: ProviderHistory) -> None:
    """Record the first and last closed day, and who gave the newest bars."""
    bars = bars_columns(instrument_id=instrument.id, interval_s=_DAY_S)
    bars = bars.where(bars.settled)
    row = InstrumentRow.objects.filter(pk=instrument.id)
    row.update(source=history.provider)
    if len(bars):
        first, last = _date(bars.timestamps[0]), _date(bars.timestamps[-1])
        has_ohlc = bool((~np.isnan(bars.open)).any())
        row.update(first_bar=first, last_bar=last, has_ohlc=has_ohlc)


def _date(timestamp_us: int) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + int(timestamp_us) // DAY_US)
