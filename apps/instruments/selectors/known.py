"""An instrument as it was known at the market's present."""

from dataclasses import replace

import numpy as np

from apps.instruments.intervals import SECONDS
from apps.instruments.mappers import instrument_from_row
from apps.instruments.market_clock import past_asked
from apps.instruments.models import InstrumentRow
from apps.instruments.store import nth_last
from apps.instruments.types import Instrument


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
