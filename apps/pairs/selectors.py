"""Two histories brought onto one time axis."""

import numpy as np

from apps.market.errors import BadParameterError
from apps.market.intervals import DAILY
from apps.market.selectors import bars_read, instruments_by_symbol
from apps.market.types import Bars, Instrument
from apps.pairs.types import AlignedPair, PairQuery


def pair_check(*, query: PairQuery, user_id: int) -> tuple[Instrument, Instrument]:
    """Return both instruments, or say what is wrong with the question."""
    if query.y.upper() == query.x.upper():
        raise BadParameterError("x", "y and x are the same symbol; choose two.")
    found = instruments_by_symbol(symbols=[query.y, query.x], user_id=user_id)
    return found[query.y.upper()], found[query.x.upper()]


def pair_aligned(*, query: PairQuery, user_id: int) -> AlignedPair:
    """Return the settled closes at the moments that both sides have.

    Only bars that begin at the same moment are compared: a price is never carried forward into a
    session or minute in which its market was silent.
    """
    first, second = pair_check(query=query, user_id=user_id)
    bars_y, bars_x = _settled(first, query), _settled(second, query)
    both, at_y, at_x = np.intersect1d(
        bars_y.timestamps, bars_x.timestamps, assume_unique=True, return_indices=True
    )
    y, x = bars_y.close[at_y], bars_x.close[at_x]
    intraday = query.interval not in DAILY
    return AlignedPair(
        both,
        np.log(y) if query.log else y,
        np.log(x) if query.log else x,
        len(bars_y) - len(both),
        len(bars_x) - len(both),
        any(i.intraday_simulated if intraday else i.simulated for i in (first, second)),
    )


def _settled(instrument: Instrument, query: PairQuery) -> Bars:
    bars = bars_read(
        instrument=instrument,
        interval=query.interval,
        start_us=query.start_us,
        end_us=query.end_us,
    )
    return bars.where(bars.settled & np.isfinite(bars.close) & (bars.close > 0.0))
