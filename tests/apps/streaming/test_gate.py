"""Fail closed: NaN, infinity, zero, the wrong time and strangers stay out."""

from typing import Any

import pytest

from apps.instruments.types import Tick
from apps.streaming.ticks.gate import NEWEST_US, OLDEST_US, Gate

NOW = 1_700_000_000_000_000
GOOD = Tick("v", "BTCUSDT", 1, 100.0, 1.0, NOW, False)
nan, inf = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"symbol": "DOGEUSDT"}, "symbol"),
        ({"price": nan}, "price"),
        ({"price": inf}, "price"),
        ({"price": -inf}, "price"),
        ({"price": 0.0}, "price"),
        ({"price": -1.0}, "price"),
        ({"quantity": nan}, "quantity"),
        ({"quantity": inf}, "quantity"),
        ({"quantity": 0.0}, "quantity"),
        ({"timestamp_us": NOW - OLDEST_US}, None),
        ({"timestamp_us": NOW - OLDEST_US - 1}, "time"),
        ({"timestamp_us": NOW + NEWEST_US}, None),
        ({"timestamp_us": NOW + NEWEST_US + 1}, "time"),
    ],
)
def test_refusal(change: dict[str, Any], reason: str | None) -> None:
    assert Gate({"BTCUSDT"}).refusal(GOOD._replace(**change), NOW) == reason


def test_nothing_older_than_the_store_keeps() -> None:
    gate = Gate({"BTCUSDT"}, oldest_us=1_000)
    assert gate.refusal(GOOD._replace(timestamp_us=NOW - 1_001), NOW) == "time"
