"""Searching, adding and removing symbols over the API."""

from typing import Any

import pytest

from apps.instruments.models import InstrumentRow
from apps.instruments.selectors import instrument_list
from apps.jobs.models import Job
from tests.apps.instruments.conftest import MakeInstrument
from tests.servers.providers.server import ProviderServer

URL = "/api/v1/instruments"


def found(api: Any, text: str) -> dict[str, Any]:
    answer = api.get(f"{URL}/search", {"q": text})
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def add(api: Any, symbol: str, **more: Any) -> Any:
    return api.post(URL, {"symbol": symbol, **more}, format="json")


def test_search_finds_here_and_at_the_providers(
    alice_api: Any, providers: ProviderServer, make_instrument: MakeInstrument
) -> None:
    make_instrument("APPLE1", name="Apple of the tests")
    body = found(alice_api, "apple")
    by_symbol = {one["symbol"]: one for one in body["results"]}
    assert (by_symbol["APPLE1"]["provider"], by_symbol["APPLE1"]["added"]) == ("here", True)
    assert (by_symbol["AAPL"]["provider"], by_symbol["AAPL"]["added"]) == ("yahoo", False)
    assert (body["asked"], body["tried"]) == (["yahoo"], [])


def test_a_provider_that_fails_is_named_and_what_is_here_is_still_found(
    alice_api: Any, providers: ProviderServer, make_instrument: MakeInstrument
) -> None:
    make_instrument("APPLE1")
    providers.faults["yahoo"] = "html"
    body = found(alice_api, "apple")
    assert [one["symbol"] for one in body["results"]] == ["APPLE1"]
    assert body["tried"][0]["provider"] == "yahoo"
    assert body["tried"][0]["cause"]


def test_demo_mode_asks_nobody(alice_api: Any, db: None) -> None:
    assert found(alice_api, "apple") == {"results": [], "asked": [], "tried": []}
    refused = add(alice_api, "AAPL")
    assert (refused.status_code, refused.json()["code"]) == (409, "providers_failed")
    assert alice_api.post(f"{URL}/starter").status_code == 409


def test_what_a_search_found_may_be_sent_as_it_is(
    alice_api: Any, providers: ProviderServer
) -> None:
    match = next(one for one in found(alice_api, "apple")["results"] if one["symbol"] == "AAPL")
    answer = add(alice_api, **match)
    assert answer.status_code == 201, answer.content
    assert answer.json()["instrument"]["symbol"] == "AAPL"


def test_adding_answers_with_the_instrument_and_its_job(
    alice_api: Any, providers: ProviderServer
) -> None:
    answer = add(alice_api, "AAPL", provider="yahoo")
    assert answer.status_code == 201
    body = answer.json()
    assert (body["instrument"]["symbol"], body["instrument"]["private"]) == ("AAPL", False)
    assert body["job"]["kind"] == "market.backfill"
    again = add(alice_api, "AAPL")
    assert again.json()["job"]["id"] == body["job"]["id"]
    assert InstrumentRow.objects.count() == 1


def test_what_no_provider_knows_is_unknown(alice_api: Any, providers: ProviderServer) -> None:
    refused = add(alice_api, "NOPE")
    assert (refused.status_code, refused.json()["code"]) == (404, "unknown_symbol")


def test_when_no_provider_answers_the_causes_are_named(
    alice_api: Any, providers: ProviderServer
) -> None:
    providers.faults["yahoo"] = "server_error"
    refused = add(alice_api, "AAPL")
    assert refused.status_code == 503
    assert "yahoo" in refused.json()["detail"]
    assert not InstrumentRow.objects.exists()


@pytest.mark.parametrize("symbol", ["", "A B", "AAPL/..", "💥", "x" * 33])
def test_a_bad_symbol_names_the_field(
    alice_api: Any, symbol: str, providers: ProviderServer
) -> None:
    refused = add(alice_api, symbol)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "symbol"


def test_a_private_symbol_is_not_hidden_behind_a_system_one(
    alice: Any, alice_api: Any, providers: ProviderServer, make_instrument: MakeInstrument
) -> None:
    make_instrument("AAPL", owner=alice)
    refused = add(alice_api, "AAPL")
    assert (refused.status_code, refused.json()["code"]) == (409, "symbol_is_private")
    starter = alice_api.post(f"{URL}/starter")
    assert starter.json()["code"] == "symbol_is_private"
    assert InstrumentRow.objects.count() == 1


def test_the_starter_set_is_one_job(alice_api: Any, providers: ProviderServer) -> None:
    answer = alice_api.post(f"{URL}/starter", headers={"Prefer": "wait=0"})
    assert answer.status_code == 202
    symbols = answer.json()["params"]["symbols"]
    assert {"AAPL", "MSFT", "BTCUSDT", "ETHUSDT"} <= set(symbols)
    assert set(InstrumentRow.objects.values_list("symbol", flat=True)) == set(symbols)


def test_a_removed_symbol_is_not_found_and_can_come_back(
    alice: Any, alice_api: Any, charlie_api: Any, providers: ProviderServer
) -> None:
    add(alice_api, "AAPL")
    Job.objects.all().delete()
    assert charlie_api.delete(f"{URL}/AAPL").json()["code"] == "owner_only"
    assert alice_api.delete(f"{URL}/AAPL").status_code == 204
    assert alice_api.get(URL).json()["results"] == []
    assert instrument_list(user_id=None) == []
    assert alice_api.get(f"{URL}/AAPL").json()["removed"] is True
    refused = alice_api.post(f"{URL}/AAPL/refresh")
    assert refused.json()["code"] == "instrument_removed"
    assert add(alice_api, "AAPL").status_code == 201
    assert alice_api.get(f"{URL}/AAPL").json()["removed"] is False


def test_what_came_with_the_demo_comes_back_with_its_bars_and_without_a_provider(
    alice: Any, alice_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("KO", [60.0, 61.0, 62.0])
    bars = alice_api.get("/api/v1/history", {"symbol": "KO"}).json()
    assert alice_api.delete(f"{URL}/KO").status_code == 204
    found = alice_api.get(f"{URL}/search", {"q": "KO"}).json()["results"]
    assert [(one["symbol"], one["provider"], one["added"]) for one in found] == [
        ("KO", "here", False)
    ]
    answer = alice_api.post(URL, {"symbol": "KO", "provider": "here"}, format="json")
    assert answer.status_code == 201
    assert answer.json()["job"]["kind"] == "market.refresh_panel"
    assert [one.symbol for one in instrument_list(user_id=None)] == ["KO"]
    assert alice_api.get("/api/v1/history", {"symbol": "KO"}).json() == bars


def test_a_private_instrument_goes_with_its_bars_by_its_owner_only(
    alice: Any, alice_api: Any, charlie_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("MINE", [1.0, 2.0], owner=alice)
    assert charlie_api.delete(f"{URL}/MINE").status_code == 404
    assert alice_api.post(f"{URL}/MINE/refresh").json()["code"] == "not_from_a_vendor"
    assert alice_api.delete(f"{URL}/MINE").status_code == 204
    assert not InstrumentRow.objects.exists()
