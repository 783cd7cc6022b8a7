"""Splits and dividends of providers: their order, and how to take a split back."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import isclose, prod

import numpy as np
from numpy.typing import NDArray

from apps.instruments.types import ActionKind, Bars
from apps.providers.shared.base import ProviderAction
from apps.providers.shared.columns import midnight_us
from ml.series.adjust import adjustment_factors

_Key = tuple[date, ActionKind]


def merged(actions: Iterable[ProviderAction]) -> tuple[ProviderAction, ...]:
    """Return actions by rising date, one of each kind a day: cash adds up, splits multiply.

    The same value sent twice for a day is one event: providers repeat rows, and a split or dividend
    that counted twice would bend the whole past. A split of one for one and cash of zero or less
    are no events, and left out.
    """
    found: dict[_Key, list[float]] = {}
    for one in actions:
        values = found.setdefault((one.ex_date, one.kind), [])
        real = np.isfinite(one.value) and one.value > 0
        if real and not any(isclose(one.value, before) for before in values):
            values.append(one.value)
    return tuple(
        ProviderAction(day, kind, prod(values) if kind == "split" else sum(values))
        for (day, kind), values in sorted(found.items())
        if values and not (kind == "split" and prod(values) == 1.0)
    )


def share_factors(
    timestamps: NDArray[np.int64], actions: Sequence[ProviderAction]
) -> NDArray[np.float64]:
    """Return how many of today's shares one share of each bar's day has become."""
    splits = [one for one in actions if one.kind == "split"]
    ex = np.array([midnight_us(one.ex_date) for one in splits], dtype=np.int64)
    return adjustment_factors(timestamps, ex, np.array([one.value for one in splits], dtype=float))


def raw_of_split_adjusted(
    bars: Bars, actions: Sequence[ProviderAction], sessions: NDArray[np.int64] | None = None
) -> Bars:
    """Return bars as they traded, from bars that a provider divided by all later splits.

    `actions` must hold every split up to today, also those after the last bar: the provider has
    divided by them all. `sessions` are the midnights of the bars' sessions, where the bars' own
    times are not.
    """
    shares = share_factors(bars.timestamps if sessions is None else sessions, actions)
    return Bars(
        bars.timestamps,
        bars.open * shares,
        bars.high * shares,
        bars.low * shares,
        bars.close * shares,
        bars.volume / shares,
        bars.vwap * shares,
        bars.settled,
    )


def raw_dividends(actions: Sequence[ProviderAction]) -> tuple[ProviderAction, ...]:
    """Return the actions with cash for one share of its day, from cash divided by later splits."""
    stamps = np.array([midnight_us(one.ex_date) for one in actions], dtype=np.int64)
    shares = share_factors(stamps, actions)
    return tuple(
        one
        if one.kind == "split"
        else ProviderAction(one.ex_date, one.kind, one.value * float(share))
        for one, share in zip(actions, shares, strict=True)
    )
