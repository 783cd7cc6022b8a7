"""`GET /instruments` and `/instruments/{symbol}`."""

from typing import Any

import pytest

from apps.instruments.selectors import instrument_list
from apps.instruments.store import bars_delete, bars_upsert
from apps.instruments.types import DAY_US, BarRow
from tests.apps.instruments.conftest import FIRST, MakeInstrument, bar, day_us

URL = "/api/v1/instruments"
HOUR_US = DAY_US // 24


@pytest.fixture
def some(make_instrument: MakeInstrument) -> None:
    make_instrument("KO", [1.0], name="Coca-Cola")
    make_instrument("KOF", name="Coca-Cola Femsa")
    make_instrument("PEP", name="PepsiCo, no cola")
    make_instrument("BTC", asset_class="crypto", intraday_source="simulator", simulated=True)


def symbols(answer: Any) -> list[str]:
    return [row["symbol"] for row in answer.json()["results"]]


def test_the_exact_symbol_comes_first(alice_api: Any, some: None) -> None:
    assert symbols(alice_api.get(URL, {"search": "ko"})) == ["KO", "KOF"]
    assert symbols(alice_api.get(URL, {"search": "cola"})) == ["KO", "KOF", "PEP"]
    assert symbols(alice_api.get(URL, {"search": "zzz"})) == []


def test_narrowed_by_class(alice_api: Any, some: None) -> None:
    assert symbols(alice_api.get(URL, {"asset_class": "crypto"})) == ["BTC"]


def test_pages_follow_each_other(alice_api: Any, some: None) -> None:
    first = alice_api.get(URL, {"limit": 3})
    assert symbols(first) == ["BTC", "KO", "KOF"]
    rest = alice_api.get(URL, {"limit": 3, "cursor": first.json()["next"]})
    assert symbols(rest) == ["PEP"]
    assert rest.json()["next"] is None


def test_one_instrument(alice_api: Any, some: None) -> None:
    assert alice_api.get(f"{URL}/ko").json() == {
        "symbol": "KO",
        "name": "Coca-Cola",
        "asset_class": "stock",
        "exchange": "XNYS",
        "currency": "USD",
        "calendar": "XNYS",
        "source": "test",
        "first_bar": "2022-01-03",
        "last_bar": "2022-01-03",
        "intervals": ["1d", "1wk", "1mo"],
        "has_ohlc": True,
        "simulated": False,
        "intraday_source": None,
        "intraday_simulated": False,
        "finest_interval": None,
        "private": False,
        "removed": False,
        "refreshable": False,
        "feed": None,
        "job_id": None,
    }
    crypto = alice_api.get(f"{URL}/BTC").json()
    assert (crypto["simulated"], crypto["intraday_source"]) == (True, "simulator")


@pytest.mark.parametrize(
    "params", [{"cursor": "garbage"}, {"asset_class": "cheese"}, {"search": "x" * 61}]
)
def test_bad_input_is_400(alice_api: Any, some: None, params: dict[str, str]) -> None:
    answer = alice_api.get(URL, params)
    assert answer.status_code in {400, 404}
    assert answer["Content-Type"] == "application/problem+json"


def test_an_unknown_symbol_is_404(alice_api: Any) -> None:
    answer = alice_api.get(f"{URL}/NOPE")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_symbol")


def test_charlie_does_not_find_what_is_private(
    alice: Any, charlie: Any, alice_api: Any, charlie_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("MINE", owner=alice)
    assert symbols(alice_api.get(URL)) == ["MINE"]
    assert alice_api.get(f"{URL}/MINE").json()["private"] is True
    assert symbols(charlie_api.get(URL)) == []
    assert charlie_api.get(f"{URL}/MINE").status_code == 404
    assert instrument_list(user_id=charlie.pk) == []


def test_strangers_must_sign_in(anonymous_api: Any) -> None:
    assert anonymous_api.get(URL).status_code == 401


def test_a_list_takes_two_queries_beyond_sign_in(
    alice_api: Any, some: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):  # session, user; instruments, which bars they have
        alice_api.get(URL)


def held(answer: Any) -> dict[str, list[str]]:
    return {row["symbol"]: row["intervals"] for row in answer.json()["results"]}


def test_the_intervals_that_have_bars_are_named(
    alice_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("BARE")
    coin = make_instrument("COIN", calendar="24/7")
    minutes: list[BarRow] = [bar("COIN", "1m", day_us(FIRST), 1.0), bar("COIN", "5m", 0, 1.0)]
    bars_upsert(minutes)
    assert held(alice_api.get(URL)) == {"BARE": [], "COIN": ["1m", "5m", "15m", "1h"]}
    bars_delete(instrument_ids=[coin.pk], intervals_s=[300])
    assert held(alice_api.get(URL))["COIN"] == ["1m"]


def test_an_interval_is_there_since_its_first_bar_closed(
    alice_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("SHOP", [1.0, 2.0])
    make_instrument("COIN", calendar="24/7")
    bars_upsert([bar("COIN", "1m", day_us(FIRST) + 12 * HOUR_US, 1.0)])

    def at(moment: str) -> dict[str, list[str]]:
        return held(alice_api.get(URL, {"as_of": moment}))

    # New York closes at 16:00, which is 21:00 UTC in winter.
    assert at("2022-01-03T20:59:59Z")["SHOP"] == []
    assert at("2022-01-03T21:00:00Z")["SHOP"] == ["1d", "1wk", "1mo"]
    assert at("2022-01-03T12:00:59Z")["COIN"] == []
    assert at("2022-01-03T12:01:00Z")["COIN"] == ["1m"]


def test_bars_that_a_person_brought_have_no_shorter_ones(
    alice: Any, alice_api: Any, make_instrument: MakeInstrument
) -> None:
    # Quarters of an hour are kept among the five-minute bars.
    mine = make_instrument("MINE", owner=alice, resolution_s=900)
    bars_upsert([bar("MINE", "5m", 0, 1.0)], instrument_ids={"MINE": mine.pk})
    assert held(alice_api.get(URL))["MINE"] == ["15m", "1h"]


@pytest.mark.parametrize("path", ["instruments/%00", "price?symbol=%00", "history?symbol=A%00"])
def test_a_symbol_with_a_nul_is_unknown(alice_api, path: str) -> None:
    answer = alice_api.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_symbol")
