"""Correlation of some symbols over the days each pair has in common."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from apps.market.selectors import (
    close_panel,
    converted,
    currencies_of,
    instruments_by_symbol,
    period_start,
    positive_from,
    require_history,
)
from apps.market.types import Instrument
from apps.risk.types import CorrelationTable
from ml.risk.correlation import correlation
from ml.series.returns import simple_returns

MIN_OVERLAP = 20
Floats = NDArray[np.float64]


def correlation_table(
    *, symbols: Sequence[str], user_id: int | None, period: str, currency: str = ""
) -> CorrelationTable:
    """Return pairwise correlations of daily returns.

    The period ends on the last day on which any of the symbols has a close; a pair that shares
    fewer than 20 returns in it has no correlation. Each return is in its instrument's own
    currency, unless one is named: correlations add no money.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    InsufficientHistoryError
        When no day is left.
    MixedCurrenciesError
        When a rate of the currency asked for is not known.
    """
    instruments = instruments_by_symbol(symbols=symbols, user_id=user_id)
    panel = close_panel(symbols=symbols, user_id=user_id)
    name = ", ".join(panel.symbols)
    require_history(panel.dates.size, MIN_OVERLAP + 1, name)
    start = period_start(period, panel.dates[-1].item())
    first = 0 if start is None else int(np.searchsorted(panel.dates, np.datetime64(start)))
    dates, closes = panel.dates[first:], panel.closes[first:]
    own = currencies_of(list(instruments.values()))
    if currency:
        closes = _in_one(closes, list(instruments.values()), dates, currency, user_id)
    require_history(dates.size, MIN_OVERLAP + 1, name)
    positive_from(panel.symbols, dates, closes)
    found = correlation(simple_returns(closes), min_overlap=MIN_OVERLAP)
    return CorrelationTable(
        symbols=panel.symbols,
        matrix=found.matrix,
        overlap=found.overlap,
        start=dates[0].item(),
        as_of=dates[-1].item(),
        min_overlap=MIN_OVERLAP,
        currency=currency or (next(iter(own)) if len(own) == 1 else None),
    )


def _in_one(
    closes: Floats,
    instruments: Sequence[Instrument],
    dates: NDArray[np.datetime64],
    currency: str,
    user_id: int | None,
) -> Floats:
    moments = dates.astype("datetime64[us]").astype(np.int64)
    found = converted(
        prices=closes,
        instruments=instruments,
        moments=moments,
        currency=currency,
        user_id=user_id,
    )
    return found.prices
