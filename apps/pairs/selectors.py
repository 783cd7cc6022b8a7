"""Two histories brought onto one time axis."""

import re
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from django.db.models import QuerySet

from apps.core.errors import NotFoundError, UnprocessableError
from apps.instruments.errors import BadParameterError
from apps.instruments.intervals import DAILY
from apps.instruments.selectors import (
    bars_read,
    converted,
    instruments_by_symbol,
    one_currency,
    positive_from,
    require_common,
    thin_rates,
)
from apps.instruments.types import Bars, Instrument, Interval
from apps.pairs.models import PairMonitor
from apps.pairs.types import AlignedPair, Monitor, PairQuery
from ml.errors import NumericError

if TYPE_CHECKING:
    from ml.pairs.methods import HedgeMethod

PLAIN_PRICES: Final = "use prices without logarithms (log=false)"


def pair_check(*, query: PairQuery, user_id: int) -> tuple[Instrument, Instrument]:
    """Return both instruments, or say what is wrong with the question."""
    if query.y.upper() == query.x.upper():
        raise BadParameterError("x", "y and x are the same symbol; choose two.")
    found = instruments_by_symbol(symbols=[query.y, query.x], user_id=user_id)
    one_currency(instruments=list(found.values()), asked=query.currency)
    return found[query.y.upper()], found[query.x.upper()]


def pair_aligned(*, query: PairQuery, user_id: int, positive: bool = False) -> AlignedPair:
    """Return the closes of closed bars at the moments that both sides have.

    Only bars that begin at the same moment are compared: a price is never carried forward into a
    session or minute in which its market was silent. Of two currencies both sides are brought into
    the one asked for, by the rate of the same moment. Prices at or below zero are refused for
    logarithms, and where `positive` says that returns are needed.
    """
    first, second = pair_check(query=query, user_id=user_id)
    bars_y, bars_x = (
        closed_bars(
            side,
            interval=query.interval,
            start_us=query.start_us,
            end_us=query.end_us,
            positive=query.log or positive,
            instead="" if positive else PLAIN_PRICES,
        )
        for side in (first, second)
    )
    both, at_y, at_x = np.intersect1d(
        bars_y.timestamps, bars_x.timestamps, assume_unique=True, return_indices=True
    )
    money = converted(
        prices=np.column_stack([bars_y.close[at_y], bars_x.close[at_x]]),
        instruments=[first, second],
        moments=both,
        currency=query.currency,
        interval=query.interval,
        user_id=user_id,
    )
    rated = np.isfinite(money.prices).all(axis=1)
    y, x = money.prices[rated].T
    intraday = query.interval not in DAILY
    return AlignedPair(
        both[rated],
        np.log(y) if query.log else y,
        np.log(x) if query.log else x,
        len(bars_y) - len(y),
        len(bars_x) - len(x),
        any(i.intraday_simulated if intraday else i.simulated for i in (first, second)),
        query.log,
        money.currency,
        int((~rated).sum()),
    )


def require_pair(*, pair: AlignedPair, query: PairQuery, user_id: int, needed: int) -> None:
    """Refuse a pair with fewer common bars than a computation needs, naming what costs them.

    Raises
    ------
    InsufficientHistoryError
        Naming the side that has too few bars by itself, else both.
    ThinRatesError
        Where days without a rate are the cause.
    """
    if len(pair) < needed <= len(pair) + pair.unrated:
        sides = pair_check(query=query, user_id=user_id)
        raise thin_rates(sides, pair.currency, days=len(pair), of=len(pair) + pair.unrated)
    own = {query.y.upper(): pair.dropped_y, query.x.upper(): pair.dropped_x}
    require_common(len(pair), needed, own={one: n + len(pair) for one, n in own.items()})


def degenerate_pair(error: NumericError, query: PairQuery) -> UnprocessableError:
    """Return the refusal of a pair whose numbers have no answer, by the symbols of its sides."""
    said = str(error)
    for side, symbol in (("y", query.y), ("x", query.x)):
        said = re.sub(rf"\b{side}\b", symbol.upper(), said)
    return UnprocessableError(
        f"{query.y.upper()} and {query.x.upper()} have no such measure: {said}. Choose another "
        "pair.",
        code="degenerate_pair",
    )


def closed_bars(
    instrument: Instrument,
    *,
    interval: str,
    start_us: int | None,
    end_us: int | None,
    positive: bool,
    instead: str = "",
) -> Bars:
    """Return the closed bars of an instrument that have a close.

    Raises
    ------
    NonPositivePriceError
        When all have to be above zero and one of them is not.
    """
    bars = bars_read(instrument=instrument, interval=interval, start_us=start_us, end_us=end_us)
    known = bars.where(bars.settled & np.isfinite(bars.close))
    if positive:
        unit = "D" if interval in DAILY else "s"
        moments = known.timestamps.astype("datetime64[us]").astype(f"datetime64[{unit}]")
        positive_from([instrument.symbol], moments, known.close[:, None], instead=instead)
    return known


def monitor_rows(*, user_id: int) -> QuerySet[PairMonitor]:
    """Return a person's watched pairs, newest first."""
    return PairMonitor.objects.filter(owner_id=user_id)


def monitor_row(*, monitor_id: int, user_id: int, lock: bool = False) -> PairMonitor:
    """Return one of a person's watched pairs, locked to the end of the transaction if so asked."""
    rows = monitor_rows(user_id=user_id).filter(pk=monitor_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise NotFoundError("You have no watched pair with this id.")
    return row


def monitor_from_row(row: PairMonitor) -> Monitor:
    """Return a row as what travels."""
    return Monitor(
        row.y,
        row.x,
        cast("Interval", row.interval),
        row.window,
        cast("HedgeMethod", row.method),
        row.log,
        row.intercept,
        row.entry_threshold,
        row.exit_threshold,
        row.pk,
        row.created_at,
    )


def monitored_symbols() -> list[str]:
    """Return the symbols of everyone's monitored pairs, for the stream process alone."""
    rows = PairMonitor.objects.order_by().values_list("y", "x").distinct()
    return [symbol for pair in rows for symbol in pair]
