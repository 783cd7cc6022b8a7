"""Real daily closes as aligned returns."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from apps.market.errors import UnknownSymbolError
from apps.market.selectors import (
    close_panel,
    instrument_get,
    instruments_by_symbol,
    ohlc_panel,
    period_start,
    periods_per_year,
    require_history,
)
from apps.market.types import Instrument
from apps.risk.types import DEFAULT_BENCHMARKS, ReturnHistory
from ml.series.returns import simple_returns


def market_symbol(*, user_id: int | None, asked: str = "") -> str | None:
    """Return the benchmark asked for, else the first default one there is, else None."""
    if asked:
        return instrument_get(symbol=asked, user_id=user_id).symbol
    for symbol in DEFAULT_BENCHMARKS:
        try:
            return instrument_get(symbol=symbol, user_id=user_id).symbol
        except UnknownSymbolError:
            continue  # try the next name of the same market
    return None


def series_history(
    *, symbol: str, user_id: int | None, period: str, benchmark: str = ""
) -> ReturnHistory:
    """Return one instrument's returns beside the benchmark's.

    A close that is not positive (oil on 20 April 2020) has no return and is left out.

    Raises
    ------
    UnknownSymbolError
        For a symbol or benchmark that the person cannot see.
    InsufficientHistoryError
        With fewer than three closes in the period.
    """
    instrument = instrument_get(symbol=symbol, user_id=user_id)
    market = market_symbol(user_id=user_id, asked=benchmark)
    names = [instrument.symbol] if market is None else [instrument.symbol, market]
    panel = ohlc_panel(symbols=names, user_id=user_id)
    known = panel.close[:, 0] > 0.0
    dates, closes = panel.dates[known], panel.close[known]
    first = _first_return(dates, period, instrument.symbol)
    returns = simple_returns(closes)
    high, low = panel.high[known, 0][1:], panel.low[known, 0][1:]
    has_range = bool(high.size) and bool(np.isfinite(high).all() and np.isfinite(low).all())
    return ReturnHistory(
        symbols=(instrument.symbol,),
        dates=dates,
        returns=returns[:, 0],
        benchmark=None if market is None else returns[:, -1],
        high=high if has_range else None,
        low=low if has_range else None,
        first=first,
        periods_per_year=periods_per_year(instrument),
        benchmark_symbol=market,
        source=instrument.source,
    )


def portfolio_history(
    *, symbols: Sequence[str], user_id: int | None, period: str, benchmark: str = ""
) -> tuple[ReturnHistory, NDArray[np.float64]]:
    """Return dated returns that all symbols share, and the (T, N) matrix of them.

    The history's own `returns` are left empty: they depend on the weights. Dates are those on
    which every symbol has a close.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    InsufficientHistoryError
        With fewer than three closes in common in the period.
    """
    instruments = instruments_by_symbol(symbols=symbols, user_id=user_id)
    market = market_symbol(user_id=user_id, asked=benchmark)
    names = [*instruments, *([market] if market and market not in instruments else [])]
    panel = close_panel(symbols=names, user_id=user_id)
    count = len(instruments)
    known = (panel.closes[:, :count] > 0.0).all(axis=1)
    dates, closes = panel.dates[known], panel.closes[known]
    first = _first_return(dates, period, ", ".join(instruments))
    returns = simple_returns(closes)
    column = names.index(market) if market else None
    history = ReturnHistory(
        symbols=tuple(instruments),
        dates=dates,
        returns=np.empty(0),
        benchmark=None if column is None else returns[:, column],
        high=None,
        low=None,
        first=first,
        periods_per_year=_common_factor(instruments.values()),
        benchmark_symbol=market,
        source=", ".join(sorted({instrument.source for instrument in instruments.values()})),
    )
    return history, returns[:, :count]


def _common_factor(instruments: Iterable[Instrument]) -> int:
    # Dates in common are at most the sessions of the slowest calendar.
    return min(periods_per_year(instrument) for instrument in instruments)


def _first_return(dates: NDArray[np.datetime64], period: str, symbol: str) -> int:
    if dates.size == 0:
        period_start(period, np.datetime64("2000-01-01", "D").item())  # a wrong name comes first
        require_history(0, 3, symbol)
    start = period_start(period, dates[-1].item())
    first = 0 if start is None else int(np.searchsorted(dates, np.datetime64(start)))
    require_history(dates.size - first, 3, symbol)
    return first
