"""Snapshots and rights of `prices:` and `bars:`."""

from typing import Any

import pytest

from apps.core.json import plain
from apps.instruments.store import bars_upsert
from apps.realtime.topics import UnknownTopicError, authorized, find
from tests.apps.instruments.conftest import MakeInstrument, bar


def snapshot(topic: str, user_id: int) -> dict[str, Any]:
    spec, parts = find(topic)
    found: dict[str, Any] = plain(spec.snapshot(user_id, parts))
    return found


def test_a_price_snapshot_is_what_the_route_answers(
    alice: Any, alice_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("AAA", [1.0, 2.0])
    assert snapshot("prices:AAA", alice.pk) == alice_api.get("/api/v1/price?symbol=AAA").json()


def test_without_a_price_the_snapshot_is_the_symbol(
    alice: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("BTC", intraday_source="simulator")
    assert snapshot("prices:BTC", alice.pk) == {"symbol": "BTC"}


def test_a_bar_snapshot_is_the_newest_bar(alice: Any, make_instrument: MakeInstrument) -> None:
    make_instrument("AAA", intraday_source="simulator")
    empty = snapshot("bars:AAA:1m", alice.pk)
    assert (empty["symbol"], empty["interval"], empty["timestamp"]) == ("AAA", "1m", None)
    bars_upsert(
        [bar("AAA", "1m", 0, 1.0), bar("AAA", "1m", 60_000_000, 2.0, high=3.0, settled=False)]
    )
    assert snapshot("bars:AAA:1m", alice.pk) == {
        "symbol": "AAA",
        "interval": "1m",
        "timestamp": "1970-01-01T00:01:00Z",
        "open": 2.0,
        "high": 3.0,
        "low": 2.0,
        "close": 2.0,
        "volume": 1.0,
        "vwap": None,
        "settled": False,
    }


@pytest.mark.parametrize(
    "topic",
    ["prices", "prices:NOPE", "prices:AAA:1m", "bars:AAA", "bars:AAA:2m", "bars:NOPE:1m"],
)
def test_unknown_topics_do_not_exist(
    alice: Any, make_instrument: MakeInstrument, topic: str
) -> None:
    make_instrument("AAA", [1.0])
    with pytest.raises(UnknownTopicError):
        authorized(topic, alice.pk)


def test_charlie_cannot_follow_what_is_private(
    alice: Any, charlie: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("MINE", [1.0], owner=alice)
    make_instrument("OURS", [1.0])
    for topic in ("prices:MINE", "bars:MINE:1d"):
        assert authorized(topic, alice.pk).private
        with pytest.raises(UnknownTopicError):
            authorized(topic, charlie.pk)
    assert not authorized("prices:OURS", charlie.pk).private


def test_close_only_bars_have_nulls(alice: Any, make_instrument: MakeInstrument) -> None:
    make_instrument("CLO", [1.0], close_only=True)
    data = snapshot("bars:CLO:1d", alice.pk)
    assert (data["open"], data["close"], data["volume"]) == (None, 1.0, None)
