"""Correlation of some symbols over the sessions each pair has in common."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.core.clock import day_start
from apps.core.errors import UnprocessableError
from apps.core.typed.skipped import Skipped
from apps.instruments.errors import MixedCurrenciesError
from apps.instruments.selectors import (
    close_panel,
    converted,
    currencies_of,
    instruments_by_symbol,
    last_session,
    period_start,
    positive_from,
    require_history,
    usable_members,
)
from apps.instruments.types import Instrument
from apps.risk.answers import Correlation
from apps.risk.questions import CorrelationQuestion
from apps.risk.types import SESSIONS_OF_PAIR
from ml.risk.correlation import session_correlation
from ml.series.noise import RATIO, does_vary
from ml.series.returns import simple_returns

MIN_OVERLAP: Final = 20
Floats = NDArray[np.float64]


def correlation_table(*, question: CorrelationQuestion, user_id: int | None) -> Correlation:
    """Return pairwise correlations of daily returns.

    The period ends on the last session of the symbols that rest at weekends, else on the last day
    on which any has a close. Each pair is correlated over the sessions that both have; a pair that
    shares fewer than 20 returns has no correlation. Each return is in its instrument's own
    currency, unless one is named: correlations add no money. A symbol that cannot be used keeps
    its place in the matrix, without a value, and is named with the cause.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    UnprocessableError
        The cause, when not one symbol, or of several not two, can be used.
    """
    symbols, currency = question.symbols, question.currency
    instruments = instruments_by_symbol(symbols=symbols, user_id=user_id)
    panel = close_panel(symbols=symbols, user_id=user_id)
    dates, closes = _in_period(panel.dates, panel.closes, question.period)
    own = currencies_of(list(instruments.values()))
    closes, unrated = _in_one(closes, list(instruments.values()), dates, currency, user_id)
    place = {symbol: at for at, symbol in enumerate(panel.symbols)}

    def check(symbol: str) -> None:
        if symbol in unrated:
            raise unrated[symbol]
        column = closes[:, place[symbol]]
        require_history(int(np.isfinite(column).sum()), MIN_OVERLAP + 1, symbol)
        positive_from([symbol], dates, column[:, None])

    usable, skipped = usable_members(panel.symbols, check, least=min(2, len(panel.symbols)))
    columns = [place[symbol] for symbol in usable]
    matrix = np.full((len(place), len(place)), np.nan)
    overlap = np.zeros(matrix.shape, dtype=np.int64)
    kept = closes[:, columns]
    found = session_correlation(kept, min_overlap=MIN_OVERLAP)
    own_returns = (simple_returns(one[np.isfinite(one), None])[:, 0] for one in kept.T)
    matrix[np.ix_(columns, columns)] = found.matrix
    overlap[np.ix_(columns, columns)] = found.overlap
    return Correlation(
        symbols=panel.symbols,
        matrix=tuple(map(tuple, matrix.tolist())),
        overlap=tuple(map(tuple, overlap.tolist())),
        period=question.period,
        period_start=day_start(dates[0].item()),
        as_of=day_start(dates[-1].item()),
        simulated=False,
        min_overlap=MIN_OVERLAP,
        currency=currency or (next(iter(own)) if len(own) == 1 else None),
        observations=int(found.overlap.min()),
        alignment=SESSIONS_OF_PAIR,
        skipped=(*skipped, *still_members(usable, own_returns)),
    )


def still_members(symbols: Sequence[str], returns: Iterable[Floats]) -> list[Skipped]:
    """Name the symbols whose price always moves by the same share: they correlate with nothing."""
    return [
        Skipped(
            symbol,
            f"The daily return of {symbol} does not vary in this period, so it correlates with "
            "nothing. Ask for a longer time, or choose another symbol.",
        )
        for symbol, own in zip(symbols, returns, strict=True)
        if not does_vary(own, unit=RATIO)
    ]


def _in_period(
    dates: NDArray[np.datetime64], closes: Floats, period: str
) -> tuple[NDArray[np.datetime64], Floats]:
    if not dates.size:
        period_start(period, np.datetime64("2000-01-01", "D").item())  # a wrong name comes first
        return dates, closes
    end = last_session(dates, closes)
    start = period_start(period, dates[end - 1].item())
    first = 0 if start is None else int(np.searchsorted(dates, np.datetime64(start)))
    return dates[first:end], closes[first:end]


def _in_one(
    closes: Floats,
    instruments: Sequence[Instrument],
    dates: NDArray[np.datetime64],
    currency: str,
    user_id: int | None,
) -> tuple[Floats, Mapping[str, UnprocessableError]]:
    """Return the closes in a currency, and the refusal of each symbol that has no rate in it."""
    if not currency:
        return closes, {}
    moments = dates.astype("datetime64[us]").astype(np.int64)
    out, refused = closes.copy(), dict[str, UnprocessableError]()
    for code in currencies_of(instruments):
        columns = [at for at, one in enumerate(instruments) if one.currency == code]
        try:
            found = converted(
                prices=closes[:, columns],
                instruments=[instruments[at] for at in columns],
                moments=moments,
                currency=currency,
                user_id=user_id,
            )
        except MixedCurrenciesError as error:
            refused |= {instruments[at].symbol: error for at in columns}
        else:
            out[:, columns] = found.prices
    return out, refused
