"""`GET /price`."""

from datetime import UTC, datetime
from typing import Any

import pytest

from apps.instruments.store import bars_upsert
from tests.apps.instruments.conftest import MakeInstrument, bar

URL = "/api/v1/price"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOW_US = int(NOW.timestamp()) * 1_000_000
SECOND, HOUR = 1_000_000, 3_600_000_000


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def price(api: Any, symbol: str) -> dict[str, Any]:
    answer = api.get(URL, {"symbol": symbol})
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def test_without_a_feed_it_is_the_last_close(
    alice_api: Any, make_instrument: MakeInstrument, settings: Any
) -> None:
    settings.SIGHTLINE_MODE = "demo"
    make_instrument("AAA", [100.0, 110.0])
    assert price(alice_api, "AAA") == {
        "symbol": "AAA",
        "price": 110.0,
        "previous_close": 100.0,
        "change": 10.0,
        "change_percent": 0.1,
        "timestamp": "2022-01-04T00:00:00Z",
        "source": "test",
        "freshness": "demo",
        "simulated": False,
        "currency": "USD",
    }


def test_an_old_close_is_stale_in_live_mode(
    alice_api: Any, make_instrument: MakeInstrument, settings: Any
) -> None:
    settings.SIGHTLINE_MODE = "live"
    make_instrument("AAA", [100.0])
    body = price(alice_api, "AAA")
    assert (body["freshness"], body["previous_close"], body["change"]) == ("stale", None, None)


def test_a_streaming_stock_compares_with_its_last_real_close(
    alice_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("AAA", [100.0, 110.0], intraday_source="simulator")
    bars_upsert([bar("AAA", "1s", NOW_US - SECOND, 121.0, settled=False)])
    body = price(alice_api, "AAA")
    assert (body["price"], body["previous_close"], body["change_percent"]) == (121.0, 110.0, 0.1)
    assert (body["source"], body["simulated"], body["freshness"]) == ("simulator", True, "demo")


@pytest.mark.parametrize(
    ("source", "age_s", "freshness"),
    [
        ("binance", 5, "live"),
        ("binance", 60, "delayed"),
        ("binance", 3_600, "stale"),
        ("simulator", 5, "demo"),
        ("simulator", 60, "stale"),
    ],
)
def test_freshness_is_honest_about_age(
    alice_api: Any, make_instrument: MakeInstrument, source: str, age_s: int, freshness: str
) -> None:
    make_instrument("AAA", intraday_source=source)
    bars_upsert([bar("AAA", "1s", NOW_US - age_s * SECOND, 1.0)])
    body = price(alice_api, "AAA")
    assert body["freshness"] == freshness
    assert body["simulated"] is (source == "simulator")


def test_around_the_clock_it_compares_with_a_day_ago(
    alice_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("BTC", intraday_source="binance", calendar="24/7")
    bars_upsert(
        [
            bar("BTC", "5m", NOW_US - 25 * HOUR, 10.0),
            bar("BTC", "5m", NOW_US - 24 * HOUR, 20.0),
            bar("BTC", "5m", NOW_US - 23 * HOUR, 30.0),
            bar("BTC", "1s", NOW_US, 25.0),
        ]
    )
    assert price(alice_api, "BTC")["previous_close"] == 20.0


def test_a_young_feed_compares_with_its_first_price(
    alice_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("BTC", intraday_source="binance", calendar="24/7")
    bars_upsert(
        [
            bar("BTC", "5m", NOW_US - HOUR, 12.0, open=10.0),
            bar("BTC", "1m", NOW_US, 25.0),
        ]
    )
    body = price(alice_api, "BTC")
    assert (body["price"], body["previous_close"]) == (25.0, 10.0)


def test_a_symbol_without_any_price_says_so(
    alice_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("AAA", intraday_source="simulator")
    answer = alice_api.get(URL, {"symbol": "AAA"})
    assert (answer.status_code, answer.json()["code"]) == (422, "insufficient_history")


def test_bad_input(alice_api: Any, anonymous_api: Any) -> None:
    assert alice_api.get(URL).status_code == 400
    assert alice_api.get(URL, {"symbol": "NOPE"}).json()["code"] == "unknown_symbol"
    assert anonymous_api.get(URL, {"symbol": "AAA"}).status_code == 401


def test_charlie_cannot_see_a_private_price(
    alice: Any, alice_api: Any, charlie_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("MINE", [1.0], owner=alice)
    assert price(alice_api, "MINE")["price"] == 1.0
    assert charlie_api.get(URL, {"symbol": "MINE"}).status_code == 404
