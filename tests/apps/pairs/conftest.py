"""A planted pair, an outsider's symbol and a hole, as daily bars."""

from collections.abc import Sequence

import numpy as np
import pytest

from apps.accounts.models import User
from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import DAY_US, BarRow

FIRST = 18_000 * DAY_US


def make_series(
    symbol: str, closes: Sequence[float] | np.ndarray, *, owner: User | None = None
) -> None:
    """Store daily closes, one a day; a NaN is a day without a bar."""
    row = InstrumentRow.objects.create(
        symbol=symbol,
        name=symbol,
        asset_class="stock",
        exchange="TEST",
        currency="USD",
        calendar="24/7",
        source="test",
        owner=owner,
    )
    rows = [
        BarRow(
            symbol,
            "1d",
            FIRST + day * DAY_US,
            None,
            None,
            None,
            float(close),
            None,
            None,
            None,
            True,
        )
        for day, close in enumerate(closes)
        if np.isfinite(close)
    ]
    bars_upsert(rows, instrument_ids={symbol: row.pk})


def make_minutes(symbol: str, minutes: np.ndarray, closes: np.ndarray) -> None:
    """Store closes of minutes since 1970."""
    make_series(symbol, [])
    bars_upsert(
        [
            BarRow(symbol, "1m", at, None, None, None, close, None, None, None, True)
            for at, close in zip((minutes * 60_000_000).tolist(), closes.tolist(), strict=True)
        ]
    )


@pytest.fixture
def planted(db: None) -> tuple[np.ndarray, np.ndarray]:
    """YYY = 5 + 2 XXX + reverting noise, 400 days."""
    rng = np.random.default_rng(21)
    x = 100.0 + np.cumsum(rng.normal(scale=0.5, size=400))
    y = 5.0 + 2.0 * x + rng.normal(scale=0.8, size=400)
    make_series("YYY", y)
    make_series("XXX", x)
    return y, x
