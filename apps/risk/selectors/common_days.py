"""Which asset cuts short the days that several have in common."""

from collections.abc import Sequence

import numpy as np

from apps.instruments.selectors import close_panel, period_start
from apps.risk.types import YoungAsset

_MOST = 0.9


def young_asset(*, symbols: Sequence[str], user_id: int | None, period: str) -> YoungAsset | None:
    """Return the asset whose late beginning costs a tenth or more of a period's common days.

    Days that an asset lacks after its first price (holidays, an end, gaps) are not counted: its
    age is not their cause. The period ends, as everywhere, on the last day in common.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    """
    panel = close_panel(symbols=symbols, user_id=user_id)
    if not panel.dates.size or len(panel.symbols) < 2:
        return None
    common = np.flatnonzero(np.isfinite(panel.closes).all(axis=1))
    last = int(common[-1]) if common.size else panel.dates.size - 1
    start = period_start(period, panel.dates[last].item())
    first = 0 if start is None else int(np.searchsorted(panel.dates, np.datetime64(start)))
    known = np.isfinite(panel.closes[: last + 1])
    begun = np.maximum.accumulate(known, axis=0)
    known, begun = known[first:], begun[first:]
    lacking = known.shape[1] - known.sum(axis=1)
    days = int((lacking == 0).sum())
    # Days before its first price on which only this asset has none come back without it.
    without = days + ((lacking == 1)[:, None] & ~begun).sum(axis=0)
    column = int(np.argmax(without))
    if days > _MOST * int(without[column]):
        return None
    own = np.flatnonzero(np.isfinite(panel.closes[:, column]))
    if not own.size:
        return None
    return YoungAsset(panel.symbols[column], panel.dates[own[0]].item(), days, int(without[column]))
