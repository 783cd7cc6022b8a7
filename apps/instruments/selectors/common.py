"""Refusals of several symbols that share too little, each with the member that is the cause."""

from collections.abc import Mapping, Sequence

import numpy as np

from apps.instruments.errors import InsufficientHistoryError, ThinRatesError
from apps.instruments.intervals import period_start
from apps.instruments.selectors.instruments import instruments_by_symbol
from apps.instruments.selectors.money import currencies_of
from apps.instruments.selectors.panels import close_panel
from apps.instruments.selectors.rates import rate_names
from apps.instruments.types import Instrument


def require_common(
    observations: int,
    needed: int,
    *,
    own: Mapping[str, int],
    without: Mapping[str, int] | None = None,
) -> None:
    """Refuse several symbols that have fewer observations in common than a computation needs.

    Parameters
    ----------
    observations : int
        How many they have in common.
    needed : int
        How many are needed.
    own : mapping of str to int
        How many each has by itself.
    without : mapping of str to int, optional
        How many the others have in common without each.

    Raises
    ------
    InsufficientHistoryError
        Naming the shortest one where it alone has too few, else the one without which the others
        have enough, else all.
    """
    if observations >= needed:
        return
    shortest = min(own, key=lambda symbol: own[symbol])
    if own[shortest] < needed:
        raise InsufficientHistoryError(shortest, observations=own[shortest], needed=needed)
    freed = without or {}
    limiting = max(freed, key=lambda symbol: freed[symbol], default="")
    raise InsufficientHistoryError(
        listed(tuple(own)),
        observations=observations,
        needed=needed,
        common=len(own) > 1,
        limited_by=limiting if freed.get(limiting, 0) >= needed else "",
        without=freed.get(limiting, 0),
    )


def listed(symbols: Sequence[str], most: int = 5) -> str:
    """Return symbols as a sentence names them: A, B and C."""
    shown = list(symbols[:most])
    if len(symbols) > most:
        shown.append(f"{len(symbols) - most} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def refuse_few_days(
    *,
    symbols: Sequence[str],
    user_id: int | None,
    period: str,
    currency: str,
    observations: int,
    needed: int,
    spare: int = 0,
) -> None:
    """Refuse daily closes of several symbols that leave too few days, naming what costs them.

    Parameters
    ----------
    symbols : sequence of str
        Members.
    user_id : int, optional
        Whose private instruments count too.
    period : str
        The stretch asked for; it ends on the last day in common.
    currency : str
        What prices are converted into.
    observations, needed : int
        How many there are and should be.
    spare : int
        Days that are no observation: 1 where returns are counted.

    Raises
    ------
    InsufficientHistoryError
        Naming the member that is the cause.
    ThinRatesError
        Where the closes would be enough, and days without a rate are the cause.
    """
    if observations >= needed:
        return
    panel = close_panel(symbols=symbols, user_id=user_id)
    known = np.isfinite(panel.closes)
    common = np.flatnonzero(known.all(axis=1))
    if common.size:
        start = period_start(period, panel.dates[common[-1]].item())
        first = 0 if start is None else int(np.searchsorted(panel.dates, np.datetime64(start)))
        known = known[first:]  # to the end: what one member lacks there, the others have
    lacking = known.shape[1] - known.sum(axis=1)
    shared = int((lacking == 0).sum())
    if shared - spare >= needed:
        held = list(instruments_by_symbol(symbols=symbols, user_id=user_id).values())
        raise thin_rates(held, currency, days=observations + spare, of=shared)
    without = shared + ((lacking == 1)[:, None] & ~known).sum(axis=0)
    require_common(
        observations,
        needed,
        own=dict(zip(panel.symbols, (known.sum(axis=0) - spare).tolist(), strict=True)),
        without=dict(zip(panel.symbols, (without - spare).tolist(), strict=True)),
    )


def thin_rates(
    instruments: Sequence[Instrument], currency: str, *, days: int, of: int
) -> ThinRatesError:
    """Return the refusal of rates that are known on too few of the bars in common."""
    found = currencies_of(instruments)
    names = rate_names([code for code in found if code != currency], currency)
    return ThinRatesError(names, currencies=found, days=days, of=of)
