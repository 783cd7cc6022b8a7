"""Real daily closes as aligned returns in one currency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apps.instruments.errors import MixedCurrenciesError, UnknownSymbolError
from apps.instruments.selectors import (
    close_panel,
    converted,
    instrument_get,
    instruments_by_symbol,
    ohlc_panel,
    one_currency,
    period_start,
    periods_per_year,
    positive_from,
    refuse_few_days,
    require_history,
)
from apps.instruments.types import Instrument
from apps.risk.types import DEFAULT_BENCHMARKS, ReturnHistory
from ml.series.returns import simple_returns

Dates = NDArray[np.datetime64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SharedCloses:
    """Closes (T, N) of the days that all symbols have, in one currency."""

    instruments: tuple[Instrument, ...]
    dates: Dates
    closes: Floats
    currency: str
    market: str | None
    market_closes: Floats | None


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
    *, symbol: str, user_id: int | None, period: str, benchmark: str | None = ""
) -> ReturnHistory:
    """Return one instrument's returns beside the benchmark's, in the instrument's currency.

    The benchmark is a default one unless it is named; None asks for none.
    Bars before the period end after the newest close at or below zero (oil, 20 April 2020).

    Raises
    ------
    UnknownSymbolError
        For a symbol or benchmark that the person cannot see.
    InsufficientHistoryError
        With fewer than three closes in the period.
    MixedCurrenciesError
        When the benchmark asked for is in a currency that has no known rate.
    NonPositivePriceError
        When a close of the period is at or below zero.
    """
    instrument = instrument_get(symbol=symbol, user_id=user_id)
    market = None if benchmark is None else market_symbol(user_id=user_id, asked=benchmark)
    names = [instrument.symbol] if market is None else [instrument.symbol, market]
    panel = ohlc_panel(symbols=names, user_id=user_id)
    known = np.isfinite(panel.close[:, 0])
    first = _first_return(panel.dates[known], period, instrument.symbol)
    begin = positive_from(names[:1], panel.dates[known], panel.close[known, :1], first=first)
    known[np.flatnonzero(known)[:begin]] = False
    dates, closes, first = panel.dates[known], panel.close[known], first - begin
    returns = simple_returns(closes)
    index = _market_closes(
        market, closes[:, -1], dates, instrument.currency, user_id, asked=bool(benchmark)
    )
    high, low = panel.high[known, 0][1:], panel.low[known, 0][1:]
    has_range = bool(high.size) and bool(np.isfinite(high).all() and np.isfinite(low).all())
    return ReturnHistory(
        symbols=(instrument.symbol,),
        dates=dates,
        returns=returns[:, 0],
        benchmark=None if index is None else simple_returns(index[:, None])[:, 0],
        high=high if has_range else None,
        low=low if has_range else None,
        first=first,
        periods_per_year=periods_per_year(instrument),
        benchmark_symbol=None if index is None else market,
        source=instrument.source,
        currency=instrument.currency,
    )


def _market_closes(
    market: str | None,
    closes: Floats,
    dates: Dates,
    currency: str,
    user_id: int | None,
    *,
    asked: bool,
) -> Floats | None:
    """Return the benchmark's closes in a currency; a default one without a rate is left out."""
    if market is None:
        return None
    instrument = instrument_get(symbol=market, user_id=user_id)
    if instrument.currency == currency:
        return closes
    try:
        found = converted(
            prices=closes[:, None],
            instruments=[instrument],
            moments=_moments(dates),
            currency=currency,
            user_id=user_id,
        )
    except MixedCurrenciesError:
        if asked:
            raise
        return None
    return found.prices[:, 0]


def _moments(dates: Dates) -> NDArray[np.int64]:
    return dates.astype("datetime64[us]").astype(np.int64)


def shared_closes(
    *, symbols: Sequence[str], user_id: int | None, benchmark: str = "", currency: str = ""
) -> SharedCloses:
    """Return the closes of the days on which every symbol has one, in one currency.

    Parameters
    ----------
    symbols : sequence of str
        Any case.
    user_id : int, optional
        Whose private instruments count too.
    benchmark : str, optional
        The market; by default the usual one, where its currency can be converted.
    currency : str, optional
        The currency of the closes; by default the one that all symbols share.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    InsufficientHistoryError
        With fewer than three closes in common.
    MixedCurrenciesError
        When the symbols are in several currencies and none is named, or a rate is not known.
    """
    instruments = instruments_by_symbol(symbols=symbols, user_id=user_id)
    market = market_symbol(user_id=user_id, asked=benchmark)
    names = [*instruments, *([market] if market and market not in instruments else [])]
    panel = close_panel(symbols=names, user_id=user_id)
    held = tuple(instruments.values())
    known = np.isfinite(panel.closes[:, : len(held)]).all(axis=1)
    dates, closes = panel.dates[known], panel.closes[known]
    question: dict[str, Any] = {"symbols": list(instruments), "user_id": user_id, "needed": 3}
    refuse_few_days(**question, period="max", currency=currency, observations=dates.size)
    target = one_currency(instruments=held, asked=currency)
    money = converted(
        prices=closes[:, : len(held)],
        instruments=held,
        moments=_moments(dates),
        currency=target,
        user_id=user_id,
    )
    index = None if market is None else closes[:, names.index(market)]
    if index is not None:
        index = _market_closes(market, index, dates, target, user_id, asked=bool(benchmark))
    rated = np.isfinite(money.prices).all(axis=1)
    return SharedCloses(
        instruments=held,
        dates=dates[rated],
        closes=money.prices[rated],
        currency=money.currency,
        market=None if index is None else market,
        market_closes=None if index is None else index[rated],
    )


def portfolio_history(
    *,
    symbols: Sequence[str],
    user_id: int | None,
    period: str,
    benchmark: str = "",
    currency: str = "",
) -> tuple[ReturnHistory, Floats]:
    """Return dated returns that all symbols share, and the (T, N) matrix of them.

    The history's own `returns` are left empty: they depend on the weights. Dates are those on
    which every symbol has a close, and a rate where it needs one. A return is of the price in
    `currency`: what the rate did is part of it.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    InsufficientHistoryError
        With fewer than three closes in common in the period.
    MixedCurrenciesError
        When the symbols are in several currencies and none is named, or a rate is not known.
    """
    shared = shared_closes(symbols=symbols, user_id=user_id, benchmark=benchmark, currency=currency)
    names = [one.symbol for one in shared.instruments]
    start = period_start(period, shared.dates[-1].item()) if shared.dates.size else None
    first = 0 if start is None else int(np.searchsorted(shared.dates, np.datetime64(start)))
    refuse_few_days(
        symbols=names,
        user_id=user_id,
        period=period,
        currency=shared.currency,
        observations=shared.dates.size - first,
        needed=3,
    )
    begin = positive_from(names, shared.dates, shared.closes, first=first)
    market = None if shared.market_closes is None else shared.market_closes[begin:]
    history = ReturnHistory(
        symbols=tuple(one.symbol for one in shared.instruments),
        dates=shared.dates[begin:],
        returns=np.empty(0),
        benchmark=None if market is None else simple_returns(market[:, None])[:, 0],
        high=None,
        low=None,
        first=first - begin,
        periods_per_year=_common_factor(shared.instruments),
        benchmark_symbol=shared.market,
        source=", ".join(sorted({one.source for one in shared.instruments})),
        currency=shared.currency,
    )
    return history, simple_returns(shared.closes[begin:])


def _common_factor(instruments: Iterable[Instrument]) -> int:
    # Dates in common are at most the sessions of the slowest calendar.
    return min(periods_per_year(instrument) for instrument in instruments)


def _first_return(dates: Dates, period: str, symbol: str) -> int:
    if dates.size == 0:
        period_start(period, np.datetime64("2000-01-01", "D").item())  # a wrong name comes first
        require_history(0, 3, symbol)
    start = period_start(period, dates[-1].item())
    first = 0 if start is None else int(np.searchsorted(dates, np.datetime64(start)))
    require_history(dates.size - first, 3, symbol)
    return first
