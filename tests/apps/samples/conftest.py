"""Instruments with the names that the samples are about."""

import pytest

from apps.samples.services.chosen import HELD, PAIRS, RULES, SCAN, WATCHLISTS
from tests.apps.forecasts.conftest import add_instrument

SYMBOLS = frozenset(
    {symbol for symbols in WATCHLISTS.values() for symbol in symbols}
    | {one["symbol"] for one in RULES}
    | {side for pair in PAIRS for side in (pair["y"], pair["x"])}
    | {*HELD, *SCAN.symbols}
)


@pytest.fixture
def listed() -> None:
    for symbol in sorted(SYMBOLS):
        coin = symbol.endswith("USDT")
        add_instrument(
            symbol,
            asset_class="crypto" if coin else "stock",
            calendar="24/7" if coin else "XNYS",
            simulated=coin,
            intraday_source="simulator" if coin else "",
            first_bar=None if coin else "2020-01-02",
            last_bar=None if coin else "2021-12-28",
        )
