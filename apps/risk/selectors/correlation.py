"""Correlation of some symbols over the days each pair has in common."""

from collections.abc import Sequence

import numpy as np

from apps.market.selectors import close_panel, period_start, require_history
from apps.risk.types import CorrelationTable
from ml.risk.correlation import correlation
from ml.series.returns import simple_returns

MIN_OVERLAP = 20


def correlation_table(
    *, symbols: Sequence[str], user_id: int | None, period: str
) -> CorrelationTable:
    """Return pairwise correlations of daily returns.

    The period ends on the last day on which any of the symbols has a close; a pair that shares
    fewer than 20 returns in it has no correlation.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    InsufficientHistoryError
        When no day is left.
    """
    panel = close_panel(symbols=symbols, user_id=user_id)
    name = ", ".join(panel.symbols)
    require_history(panel.dates.size, MIN_OVERLAP + 1, name)
    start = period_start(period, panel.dates[-1].item())
    first = 0 if start is None else int(np.searchsorted(panel.dates, np.datetime64(start)))
    dates, closes = panel.dates[first:], panel.closes[first:]
    require_history(dates.size, MIN_OVERLAP + 1, name)
    found = correlation(simple_returns(closes), min_overlap=MIN_OVERLAP)
    return CorrelationTable(
        symbols=panel.symbols,
        matrix=found.matrix,
        overlap=found.overlap,
        start=dates[0].item(),
        as_of=dates[-1].item(),
        min_overlap=MIN_OVERLAP,
    )
