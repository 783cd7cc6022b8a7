"""Days whose loss exceeded the value at risk that the days before them had."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.instruments.calendars import days_after
from apps.instruments.errors import InsufficientHistoryError
from apps.instruments.selectors import instrument_get, require_history
from apps.instruments.types import Instrument
from apps.risk.answers import NewViolation
from apps.risk.selectors.history import series_history
from apps.risk.types import ReturnHistory
from ml.risk.methods import BACKTEST_WINDOW, DEFAULT_METHOD, rolling_tail_risk

CONFIDENCE: Final = 0.95
_SHOWN: Final = 252
_WARMUP: Final = 20

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """A loss a day beside the value at risk of the days before; NaN where that is not known.

    Both of shape (n_days,), decimal fractions, losses positive; `violated` is where the first
    exceeds the second.
    """

    instrument: Instrument
    history: ReturnHistory
    losses: Floats
    limits: Floats
    violated: NDArray[np.bool_]


def daily_losses(*, symbol: str, user_id: int | None) -> Losses:
    """Return the losses of the last year, by the default method at 95 %.

    Raises
    ------
    InsufficientHistoryError
        Fewer days than the method's window and one.
    """
    instrument = instrument_get(symbol=symbol, user_id=user_id)
    history = series_history(symbol=symbol, user_id=user_id, period="max", benchmark=None)
    needed = BACKTEST_WINDOW[DEFAULT_METHOD]
    require_history(history.returns.size, needed + 1, instrument.symbol)
    recent = history.returns[-(needed + _SHOWN + _WARMUP) :]
    limits = np.full(history.returns.size, np.nan)
    limits[-recent.size :] = rolling_tail_risk(recent, CONFIDENCE, DEFAULT_METHOD).value_at_risk
    losses = np.where(np.isfinite(limits), -history.returns, np.nan)
    return Losses(instrument, history, losses, limits, exceeds(losses, limits))


def exceeds(losses: Floats | float, limits: Floats | float) -> NDArray[np.bool_]:
    """Return which losses exceed their value at risk.

    That of a price that only rises is below zero, and a small gain is no loss beyond it.
    """
    return np.asarray(np.asarray(losses) > np.maximum(limits, 0.0))


def newest_violation(*, symbol: str, user_id: int, since: datetime) -> NewViolation | None:
    """Return the newest violation of a symbol after a moment; None without one or a history."""
    try:
        found = daily_losses(symbol=symbol, user_id=user_id)
    except InsufficientHistoryError:
        return None
    kept = days_after(found.instrument, found.history.dates[1:], found.violated, since)
    if not kept:
        return None
    place = kept[-1]
    return NewViolation(
        symbol=found.instrument.symbol,
        day=found.history.dates[1:][place].astype("datetime64[D]").item(),
        loss=float(found.losses[place]),
        value_at_risk=float(found.limits[place]),
        confidence=CONFIDENCE,
        method=DEFAULT_METHOD,
        count=len(kept),
    )
