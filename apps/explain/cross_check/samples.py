"""Samples for the second engine, read from the market apart from the apps that are checked."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from apps.explain.cross_check.types import (
    Array,
    Candles,
    MixSample,
    PairSample,
    SeriesSample,
    Span,
)
from apps.instruments.errors import UnknownSymbolError
from apps.instruments.selectors import (
    bars_read,
    close_panel,
    instrument_get,
    instruments_by_symbol,
    last_session,
    ohlc_panel,
    period_start,
    periods_per_year,
    rate_at,
)
from apps.instruments.types import Bars, Instrument

LEAST: Final = 60
DAILY_BARS: Final = Span()
MARKETS: Final = ("SPX", "^GSPC", "SPY")


def market_of(user_id: int | None, asked: str = "") -> str | None:
    """Return the symbol that stands for the market."""
    for symbol in (asked,) if asked else MARKETS:
        try:
            return instrument_get(symbol=symbol, user_id=user_id).symbol
        except UnknownSymbolError:
            if asked:
                raise
    return None


def _moves(closes: Array) -> Array:
    return closes[1:] / closes[:-1] - 1.0


def _start(period: str, dates: np.ndarray) -> int:
    first = period_start(period, dates[-1].item())
    return 0 if first is None else int((dates < np.datetime64(first)).sum())


def series_sample(
    *, symbol: str, user_id: int | None, period: str, benchmark: str = ""
) -> SeriesSample | None:
    """Return one instrument's daily returns; None with fewer than three usable closes."""
    instrument = instrument_get(symbol=symbol, user_id=user_id)
    market = market_of(user_id, benchmark)
    names = [instrument.symbol, *([market] if market else [])]
    panel = ohlc_panel(symbols=names, user_id=user_id)
    rows = np.flatnonzero(panel.close[:, 0] > 0.0)
    if rows.size < 3:
        return None
    first = _start(period, panel.dates[rows])
    if rows.size - first < 3:
        return None
    returns = _moves(panel.close[rows, 0])
    closes = _in_currency(
        panel.close[rows, -1], market, instrument.currency, panel.dates[rows], user_id
    )
    index = None if closes is None else _moves(closes)[first:]
    within = rows[first + 1 :]
    return SeriesSample(
        name=instrument.symbol,
        returns=returns[first:],
        earlier=returns[:first],
        benchmark=index,
        periods=float(periods_per_year(instrument)),
        candles=Candles(
            open=panel.open[within, 0],
            high=panel.high[within, 0],
            low=panel.low[within, 0],
            close=panel.close[within, 0],
        ),
    )


def _in_currency(
    closes: Array, symbol: str | None, currency: str, dates: np.ndarray, user_id: int | None
) -> Array | None:
    """Return a column of closes times the rate of each day; None without a rate."""
    if symbol is None:
        return None
    own = instrument_get(symbol=symbol, user_id=user_id).currency
    moments = dates.astype("datetime64[us]").astype(np.int64)
    rate = rate_at(base=own, quote=currency, moments=moments, user_id=user_id)
    return None if rate is None else closes * rate


def _usable(bars: Bars) -> dict[int, float]:
    rows = zip(bars.timestamps.tolist(), bars.close.tolist(), bars.settled.tolist(), strict=True)
    return {time: close for time, close, settled in rows if settled and close > 0.0}


def _bars(instrument: Instrument, span: Span) -> Bars:
    return bars_read(
        instrument=instrument, interval=span.interval, start_us=span.start_us, end_us=span.end_us
    )


def pair_sample(
    *,
    y: str,
    x: str,
    user_id: int | None,
    span: Span = DAILY_BARS,
    log: bool = True,
    window: int = 60,
    currency: str = "",
) -> PairSample:
    """Return two symbols' closes at the moments that both have, each times its rate if asked."""
    found = instruments_by_symbol(symbols=[y, x], user_id=user_id)
    sides = [_usable(_bars(one, span)) for one in found.values()]
    times = sorted(sides[0].keys() & sides[1].keys())
    first, second = (
        np.array([side[time] for time in times])
        * _rates(one.currency, currency, times, span.interval, user_id)
        for side, one in zip(sides, found.values(), strict=True)
    )
    rated = np.isfinite(first + second)
    first, second = first[rated], second[rated]
    return PairSample(
        f"{y}~{x}",
        np.log(first) if log else first,
        np.log(second) if log else second,
        window,
    )


def _rates(own: str, into: str, times: Sequence[int], interval: str, user_id: int | None) -> Array:
    moments = np.array(times, dtype=np.int64)
    rate = rate_at(base=own, quote=into or own, moments=moments, interval=interval, user_id=user_id)
    return np.full(len(times), np.nan) if rate is None else rate


def with_history(symbols: Sequence[str], user_id: int | None) -> list[str]:
    """Return those that have real daily closes."""
    if not symbols:
        return []
    panel = close_panel(symbols=symbols, user_id=user_id)
    known = np.isfinite(panel.closes).sum(axis=0) >= LEAST
    return [symbol for symbol, there in zip(panel.symbols, known, strict=True) if there]


def correlation_sample(
    *,
    pair: tuple[str, str],
    symbols: Sequence[str],
    user_id: int | None,
    period: str,
    currency: str,
) -> tuple[list[float], list[float]]:
    """Return two instruments' returns between the sessions that both have.

    The list of instruments decides where the period starts and ends; a return is in the
    instrument's own currency unless one is asked for.
    """
    panel = close_panel(symbols=symbols, user_id=user_id)
    end = last_session(panel.dates, panel.closes)
    first = _start(period, panel.dates[:end])
    dates, closes = panel.dates[first:end], panel.closes[first:end]
    names = list(panel.symbols)
    sides = []
    for symbol in pair:
        column: Array | None = closes[:, names.index(symbol)]
        if currency:
            column = _in_currency(closes[:, names.index(symbol)], symbol, currency, dates, user_id)
        sides.append(np.full(dates.size, np.nan) if column is None else column)
    both = np.column_stack(sides)
    one, other = _moves(both[np.isfinite(both).all(axis=1)]).T
    return one.tolist(), other.tolist()


def mix_sample(
    *,
    symbols: Sequence[str],
    user_id: int | None,
    period: str,
    benchmark: str = "",
    currency: str = "",
) -> MixSample | None:
    """Return several instruments' returns on common days, in one currency.

    None with fewer than 60 of them, or when a price cannot be converted.
    """
    found = instruments_by_symbol(symbols=symbols, user_id=user_id)
    market = market_of(user_id, benchmark)
    names = [*found, *([market] if market and market not in found else [])]
    panel = close_panel(symbols=names, user_id=user_id)
    kinds = [one.currency for one in found.values()]
    into = currency or kinds[0]
    if not currency and set(kinds) != {into}:
        return None
    columns = [
        _in_currency(panel.closes[:, at], name, into, panel.dates, user_id)
        for at, name in enumerate(names)
    ]
    if any(one is None for one in columns[: len(found)]):
        return None
    table = np.column_stack(
        [np.full(len(panel.dates), np.nan) if c is None else c for c in columns]
    )
    rows = (table[:, : len(found)] > 0.0).all(axis=1)
    dates, closes = panel.dates[rows], table[rows]
    if dates.size < 3:
        return None
    first = _start(period, dates)
    returns = _moves(closes)[first:]
    if returns.shape[0] < LEAST:
        return None
    index = returns[:, names.index(market)] if market else None
    return MixSample(
        "+".join(found),
        returns[:, : len(found)],
        index if index is not None and bool(np.isfinite(index).all()) else None,
        float(min(periods_per_year(one) for one in found.values())),
    )
