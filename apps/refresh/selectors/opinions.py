"""What another provider than that of the stored bars reported last."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from apps.instruments.types import Bars, Instrument
from apps.refresh.models import SecondOpinion


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """Raw closed daily bars by a second provider, oldest first."""

    provider: str
    asked_at: datetime
    bars: Bars


def second_opinion(*, instrument: Instrument) -> Opinion | None:
    """Return what a provider reported that the stored bars are not from; None when none did."""
    row = SecondOpinion.objects.filter(pk=instrument.id).first()
    if row is None or not row.bars or row.provider == instrument.source:
        return None
    stamps, *prices = zip(*row.bars, strict=True)
    # None becomes NaN.
    open_, high, low, close, volume = (np.array(one, dtype=np.float64) for one in prices)
    known = np.ones(len(stamps), dtype=np.bool_)
    unknown = np.full(len(stamps), np.nan)
    moments = np.array(stamps, dtype=np.int64)
    bars = Bars(moments, open_, high, low, close, volume, unknown, known)
    return Opinion(row.provider, row.asked_at, bars)
