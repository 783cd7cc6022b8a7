"""POST /forecasts/train with degenerate members: none of them fails the training of the others."""

import numpy as np
import pytest

from tests.apps.forecasts.conftest import BARS, add_bars, add_instrument

URL = "/api/v1/forecasts/train"
KINDS = ["drift", "ridge", "gradient_boosting"]
ODD = ["FLAT", "STEADY", "SPIKED", "SAME"]


@pytest.fixture
def odd(market):
    """A flat share, one that grows by the same share daily, a spiked one and a copy."""
    steps = np.arange(BARS)
    spiked = market.closes[:, 0].copy()
    spiked[300] *= 1e6
    closes = {
        "FLAT": np.full(BARS, 5.0),
        "STEADY": 100.0 * 1.001**steps,
        "SPIKED": spiked,
        "SAME": market.closes[:, 1].copy(),
    }
    for symbol, prices in closes.items():
        add_bars(add_instrument(symbol), market.dates, prices)
    return market


@pytest.mark.parametrize("kind", KINDS)
def test_odd_members_leave_the_others_their_forecasts(odd, alice_api, worker, kind) -> None:
    body = {"symbols": ["AAA", "BBB", *ODD], "models": [kind]}
    answer = alice_api.post(URL, body, format="json")
    result = answer.json()
    assert answer.status_code == 200, result
    reasons = {one["symbol"]: one["reason"] for one in result["skipped"]}
    (row,) = result["models"]
    assert row["forecasts"] == len(body["symbols"]) - len(reasons) >= 2
    assert set(reasons) <= set(ODD)
    assert all(reasons.values())
