"""Members of a question about several symbols: one that cannot be used is named, not fatal."""

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.core.errors import UnprocessableError
from apps.core.typed.skipped import Skipped
from apps.instruments.errors import NothingUsableError

_STALE: Final = np.timedelta64(7, "D")
_THURSDAY, _SATURDAY = 3, 5  # 1 January 1970 was a Thursday, of days that begin with Monday at 0


def usable_members(
    symbols: Iterable[str], check: Callable[[str], None], *, least: int = 1
) -> tuple[list[str], tuple[Skipped, ...]]:
    """Part the symbols that a check accepts from those it refuses.

    Parameters
    ----------
    symbols : iterable of str
        Members, in order.
    check : callable
        Raises the refusal of a member that cannot be used.
    least : int
        How many have to be left.

    Returns
    -------
    tuple
        The usable ones, and the others with the refusal's sentence.

    Raises
    ------
    UnprocessableError
        The refusal itself when the only member is refused.
    NothingUsableError
        Naming each member with its cause, when too few are left.
    """
    usable: list[str] = []
    refused: dict[str, UnprocessableError] = {}
    for symbol in symbols:
        try:
            check(symbol)
        except UnprocessableError as error:
            refused[symbol] = error
        else:
            usable.append(symbol)
    if len(usable) < least:
        if len(refused) == 1 and not usable:
            raise next(iter(refused.values()))
        raise NothingUsableError(usable, refused, least=least)
    return usable, tuple(Skipped(symbol, error.detail) for symbol, error in refused.items())


def last_session(dates: NDArray[np.datetime64], closes: NDArray[np.float64]) -> int:
    """Return how many rows lie up to the last session of those that rest at weekends.

    A period that ends there is the same with and without a coin among them, which has a close on
    Sunday too. Where none rests, or those that do ended a week and more before, every row counts.

    Parameters
    ----------
    dates : ndarray of shape (n_rows,)
        Days, rising.
    closes : ndarray of shape (n_rows, n_symbols)
        NaN where there is none.
    """
    known = np.isfinite(closes)
    weekend = (dates.astype("datetime64[D]").astype(np.int64) + _THURSDAY) % 7 >= _SATURDAY
    rows = np.flatnonzero(known[:, ~known[weekend].any(axis=0)].any(axis=1))
    if not rows.size or dates[-1] - dates[rows[-1]] >= _STALE:
        return int(dates.size)
    return int(rows[-1]) + 1
