"""Exchange rates from the instruments themselves: a rate is known where it has a close.

Nothing is carried forward and nothing is assumed: without a close of the same moment a rate is
unknown, between dollars and dollar coins too.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.core.currencies import pair_of, pair_symbols
from apps.instruments.selectors.bars import bars_read
from apps.instruments.selectors.instruments import visible
from apps.instruments.selectors.known import instrument_known
from apps.instruments.types import Instrument

PIVOTS: Final = ("USD", "EUR")
"""Currencies through which two others are exchanged when they have no rate of their own."""


def rate_at(
    *,
    base: str,
    quote: str,
    moments: NDArray[np.int64],
    interval: str = "1d",
    user_id: int | None,
) -> NDArray[np.float64] | None:
    """Return the price of one unit of a currency in another.

    Parameters
    ----------
    base, quote : str
        GBP and USD for dollars a pound.
    moments : ndarray of shape (T,)
        Starts of bars, int64 microseconds.
    interval : str
        Of those bars.
    user_id : int, optional
        Whose private rates count too.

    Returns
    -------
    ndarray of shape (T,), optional
        NaN at moments without a rate; None when no instrument has one. From the rate itself, else
        its inverse, else through the dollar or the euro.
    """
    if base == quote:
        return np.ones(len(moments))
    found = _either(base, quote, moments, interval, user_id)
    for pivot in PIVOTS if found is None else ():
        if pivot in {base, quote}:
            continue
        first = _either(base, pivot, moments, interval, user_id)
        second = None if first is None else _either(pivot, quote, moments, interval, user_id)
        if first is not None and second is not None:
            return first * second
    return found


def _either(
    base: str, quote: str, moments: NDArray[np.int64], interval: str, user_id: int | None
) -> NDArray[np.float64] | None:
    direct = _rate_instrument(base, quote, user_id)
    if direct is not None:
        return _closes(direct, moments, interval)
    inverse = _rate_instrument(quote, base, user_id)
    return None if inverse is None else 1.0 / _closes(inverse, moments, interval)


def _rate_instrument(base: str, quote: str, user_id: int | None) -> Instrument | None:
    """Return the instrument of a rate; one that says another currency than its name is none."""
    names = list(pair_symbols(base, quote))
    rows = visible(user_id).filter(symbol__in=names, currency=quote, simulated=False)
    found = sorted(rows, key=lambda row: (row.owner_id is None, names.index(row.symbol)))
    fitting = (row for row in found if pair_of(row.symbol) == (base, quote) and row.last_bar)
    return next(map(instrument_known, fitting), None)


def _closes(
    instrument: Instrument, moments: NDArray[np.int64], interval: str
) -> NDArray[np.float64]:
    bars = bars_read(instrument=instrument, interval=interval)
    bars = bars.where(bars.settled & (bars.close > 0.0))
    out = np.full(len(moments), np.nan)
    if len(bars):
        places = np.minimum(np.searchsorted(bars.timestamps, moments), len(bars) - 1)
        same = bars.timestamps[places] == moments
        out[same] = bars.close[places[same]]
    return out


def rate_names(bases: Iterable[str], quote: str) -> list[str]:
    """Return the usual symbols of rates, for a refusal that says what would help."""
    return [f"{base}{quote}" for base in bases if base and base != quote]
