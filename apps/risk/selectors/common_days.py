"""Which asset cuts short the days that several have in common."""

from collections.abc import Sequence

import numpy as np

from apps.market.selectors import close_panel, period_start
from apps.risk.types import YoungAsset

_HALF = 0.5


def young_asset(*, symbols: Sequence[str], user_id: int | None, period: str) -> YoungAsset | None:
    """Return the asset that cuts a period's common days to less than half, if one does.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    """
    panel = close_panel(symbols=symbols, user_id=user_id)
    if not panel.dates.size or len(panel.symbols) < 2:
        return None
    start = period_start(period, panel.dates[-1].item())
    first = 0 if start is None else int(np.searchsorted(panel.dates, np.datetime64(start)))
    known = np.isfinite(panel.closes[first:])
    lacking = known.shape[1] - known.sum(axis=1)
    days = int((lacking == 0).sum())
    # Days on which only this asset has no price come back without it.
    without = days + ((lacking == 1)[:, None] & ~known).sum(axis=0)
    column = int(np.argmax(without))
    if not days < _HALF * int(without[column]):
        return None
    own = np.flatnonzero(np.isfinite(panel.closes[:, column]))
    if not own.size:
        return None
    return YoungAsset(panel.symbols[column], panel.dates[own[0]].item(), days, int(without[column]))
