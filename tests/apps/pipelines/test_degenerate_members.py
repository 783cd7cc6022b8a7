"""A run of the feature pipeline with a member that does not move."""

import numpy as np

from apps.accounts.models import User
from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import DAY_US, BarRow
from tests.apps.pipelines.conftest import BARS, FIRST, make_bars, run_features


def _steady(symbol: str, closes: np.ndarray) -> None:
    row = InstrumentRow.objects.create(
        symbol=symbol, name=symbol, asset_class="stock", exchange="TEST", currency="USD",
        calendar="24/7", source="test", has_ohlc=True,
    )  # fmt: skip
    rows = [
        BarRow(
            symbol, "1d", FIRST + day * DAY_US, close, close, close, close, 0.0, None, None, True
        )
        for day, close in enumerate(closes.tolist())
    ]
    bars_upsert(rows, instrument_ids={symbol: row.pk})


def test_flat_and_steady_members_leave_the_whole_one_its_features(alice: User, db: None) -> None:
    make_bars("MOVES", seed=3)
    make_bars("FEW", seed=4, bars=5)
    _steady("FLAT", np.full(BARS, 7.0))
    _steady("STEADY", 100.0 * 1.001 ** np.arange(BARS))
    result = run_features(alice, "MOVES", "FLAT", "STEADY", "FEW")
    assert [one["symbol"] for one in result["skipped"]] == ["FEW"]
    assert result["version"]
