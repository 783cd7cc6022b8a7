"""An instrument as it was known at the market's present."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from apps.instruments.intervals import INTERVALS, SECONDS, interval_seconds, stored_interval
from apps.instruments.mappers import instrument_from_row
from apps.instruments.market_clock import past_asked
from apps.instruments.models import InstrumentRow
from apps.instruments.store import held_seconds, nth_last
from apps.instruments.types import Instrument, Interval


def instrument_known(row: InstrumentRow) -> Instrument:
    """Return the value of an instrument's row; of the past, its days end where they did then."""
    instrument = instrument_from_row(row)
    if past_asked() is None or row.last_bar is None:
        return instrument
    newest = nth_last(instrument_id=row.pk, interval_s=SECONDS["1d"])
    if newest is None:
        return replace(instrument, first_bar=None, last_bar=None)
    day = np.datetime64(newest, "us").astype("datetime64[D]").astype(object)
    return replace(instrument, last_bar=day)


def intervals_held(instruments: Iterable[Instrument]) -> dict[int, tuple[Interval, ...]]:
    """Return the intervals that have bars, by the id of each instrument; one query.

    Intervals are there that are folded from stored ones, unless a person brought longer bars.
    """
    asked = list(instruments)
    held = held_seconds(instrument_ids=[one.id for one in asked])
    return {
        one.id: tuple(
            name
            for name in INTERVALS
            if SECONDS[stored_interval(name)] in held[one.id]
            and interval_seconds(name) >= one.resolution_s
        )
        for one in asked
    }
