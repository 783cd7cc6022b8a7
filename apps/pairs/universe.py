"""Histories of many instruments on one time axis, without the members that would spoil it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from apps.core.typed.skipped import Skipped
from apps.instruments.selectors import (
    converted,
    instruments_by_symbol,
    require_common,
    require_history,
    usable_members,
)
from apps.pairs.selectors import PLAIN_PRICES, closed_bars

Microseconds = NDArray[np.int64]
Closes = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class AlignedUniverse:
    """Closes (n_moments, n_symbols) at the moments that all symbols have, in one currency."""

    symbols: tuple[str, ...]
    moments: Microseconds
    closes: Closes
    skipped: tuple[Skipped, ...]


def universe_aligned(  # noqa: PLR0913  what a question consists of, each by keyword
    *,
    symbols: Sequence[str],
    user_id: int,
    interval: str,
    start_us: int | None,
    end_us: int | None,
    log: bool,
    needed: int,
    currency: str = "",
) -> AlignedUniverse:
    """Return the closes of the symbols that can be used at the moments that they share.

    A symbol with fewer than `needed` bars, with a price at or below zero where logarithms are
    taken, without a rate in the currency asked for, or that shares too few moments with the
    others is left out and named.

    Raises
    ------
    UnprocessableError
        With the causes, when fewer than two symbols are left.
    """
    found = instruments_by_symbol(symbols=symbols, user_id=user_id)
    histories: dict[str, tuple[Microseconds, Closes]] = {}

    def read(symbol: str) -> None:
        bars = closed_bars(
            found[symbol],
            interval=interval,
            start_us=start_us,
            end_us=end_us,
            positive=log,
            instead=PLAIN_PRICES,
        )
        require_history(len(bars), needed, symbol)
        money = converted(
            prices=bars.close[:, None],
            instruments=[found[symbol]],
            moments=bars.timestamps,
            currency=currency,
            interval=interval,
            user_id=user_id,
            least=needed,
        )
        rated = np.isfinite(money.prices[:, 0])
        histories[symbol] = bars.timestamps[rated], money.prices[rated, 0]

    usable, skipped = usable_members(found, read, least=2)
    kept, apart = sharing_members({one: histories[one][0] for one in usable}, needed)
    common = _common([histories[one][0] for one in kept])
    columns = [histories[one][1][np.searchsorted(histories[one][0], common)] for one in kept]
    return AlignedUniverse(tuple(kept), common, np.stack(columns, axis=1), (*skipped, *apart))


def sharing_members(
    moments: Mapping[str, Microseconds], needed: int
) -> tuple[list[str], tuple[Skipped, ...]]:
    """Part the symbols that share enough moments from those that leave the others too few.

    One symbol after the other leaves, each time the one without which the most are shared.

    Raises
    ------
    InsufficientHistoryError
        When the last two share too few.
    """
    kept, skipped = list(moments), []
    while (shared := _common([moments[one] for one in kept]).size) < needed:
        if len(kept) == 2:
            require_common(shared, needed, own={one: moments[one].size for one in kept})
        worst, without = _spoiler({one: moments[one] for one in kept})
        kept.remove(worst)
        skipped.append(
            Skipped(
                worst,
                f"{worst} leaves the others {shared or 'no'} bars in common, of {without} without "
                f"it; {needed} are needed. Test it against symbols of the same days.",
            )
        )
    return kept, tuple(skipped)


def _spoiler(moments: Mapping[str, Microseconds]) -> tuple[str, int]:
    """Return the symbol without which the most moments are shared, and how many these are."""
    every = np.unique(np.concatenate(list(moments.values())))
    known = np.stack([np.isin(every, own, assume_unique=True) for own in moments.values()], axis=1)
    lacking = known.shape[1] - known.sum(axis=1)
    without = (lacking == 0).sum() + ((lacking == 1)[:, None] & ~known).sum(axis=0)
    # Where no single one helps, the one that shares least with the others goes first.
    with_others = known.astype(np.float64).T @ known.sum(axis=1)
    worst = int(np.lexsort((with_others, -without))[0])
    return list(moments)[worst], int(without[worst])


def _common(every: Sequence[Microseconds]) -> Microseconds:
    return reduce(np.intersect1d, every)
