"""`/watchlists`."""

from typing import Any

import pytest

from apps.instruments.models import Watchlist
from tests.apps.instruments.conftest import MakeInstrument

URL = "/api/v1/watchlists"


@pytest.fixture(autouse=True)
def some(make_instrument: MakeInstrument) -> None:
    for symbol in ("AAA", "BBB", "CCC"):
        make_instrument(symbol)


def create(api: Any, name: str = "Mine", symbols: tuple[str, ...] = ("BBB", "AAA")) -> Any:
    return api.post(URL, {"name": name, "symbols": list(symbols)}, format="json")


def test_made_and_listed_in_order(alice_api: Any) -> None:
    made = create(alice_api)
    assert made.status_code == 201
    assert made.json()["symbols"] == ["BBB", "AAA"]
    create(alice_api, "Second", ())
    listed = alice_api.get(URL).json()
    assert [found["name"] for found in listed["results"]] == ["Mine", "Second"]
    assert listed["results"][0] == made.json()
    assert alice_api.get(f"{URL}/{made.json()['id']}").json() == made.json()


def test_symbols_are_reordered_and_doubles_dropped(alice_api: Any) -> None:
    number = create(alice_api).json()["id"]
    body = {"symbols": ["ccc", "AAA", "CCC", "BBB"]}
    changed = alice_api.patch(f"{URL}/{number}", body, format="json")
    assert changed.json()["symbols"] == ["CCC", "AAA", "BBB"]
    assert changed.json()["name"] == "Mine"


def test_renamed_without_touching_the_symbols(alice_api: Any) -> None:
    number = create(alice_api).json()["id"]
    changed = alice_api.patch(f"{URL}/{number}", {"name": "New"}, format="json")
    assert (changed.json()["name"], changed.json()["symbols"]) == ("New", ["BBB", "AAA"])
    replaced = alice_api.put(f"{URL}/{number}", {"name": "X", "symbols": []}, format="json")
    assert (replaced.json()["name"], replaced.json()["symbols"]) == ("X", [])


def test_a_put_without_symbols_empties_it(alice_api: Any) -> None:
    number = create(alice_api).json()["id"]
    replaced = alice_api.put(f"{URL}/{number}", {"name": "X"}, format="json")
    assert (replaced.json()["name"], replaced.json()["symbols"]) == ("X", [])


def test_deleted(alice_api: Any) -> None:
    number = create(alice_api).json()["id"]
    assert alice_api.delete(f"{URL}/{number}").status_code == 204
    assert alice_api.get(f"{URL}/{number}").status_code == 404


def test_an_unknown_symbol_changes_nothing(alice_api: Any) -> None:
    assert create(alice_api, symbols=("AAA", "NOPE")).json()["code"] == "unknown_symbol"
    assert alice_api.get(URL).json()["results"] == []
    number = create(alice_api).json()["id"]
    bad = alice_api.patch(f"{URL}/{number}", {"name": "N", "symbols": ["NOPE"]}, format="json")
    assert bad.status_code == 404
    assert alice_api.get(f"{URL}/{number}").json()["name"] == "Mine"


def test_a_name_is_used_once_a_person(alice_api: Any, bob_api: Any) -> None:
    create(alice_api)
    again = create(alice_api)
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    assert create(bob_api).status_code == 201
    number = create(alice_api, "Other").json()["id"]
    renamed = alice_api.patch(f"{URL}/{number}", {"name": "Mine"}, format="json")
    assert renamed.status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "x" * 61},
        {"name": "N", "symbols": "AAA"},
        {"name": "N", "symbols": ["A"] * 201},
        {"name": "N", "symbols": [1, None]},
        [],
    ],
)
def test_bad_bodies_are_400(alice_api: Any, body: Any) -> None:
    answer = alice_api.post(URL, body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")


def test_the_same_key_makes_one_list(alice_api: Any) -> None:
    headers = {"Idempotency-Key": "one"}
    body = {"name": "Mine", "symbols": []}
    first = alice_api.post(URL, body, format="json", headers=headers)
    again = alice_api.post(URL, body, format="json", headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert Watchlist.objects.count() == 1


def test_charlie_sees_and_changes_nothing(alice_api: Any, charlie_api: Any) -> None:
    number = create(alice_api).json()["id"]
    url = f"{URL}/{number}"
    assert charlie_api.get(URL).json()["results"] == []
    assert charlie_api.get(url).status_code == 404
    assert charlie_api.patch(url, {"name": "Mine now"}, format="json").status_code == 404
    assert charlie_api.put(url, {"name": "Mine now"}, format="json").status_code == 404
    assert charlie_api.delete(url).status_code == 404
    assert alice_api.get(url).json()["name"] == "Mine"


def test_charlie_cannot_watch_what_is_private(
    alice: Any, charlie_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("SECRET", owner=alice)
    assert create(charlie_api, symbols=("SECRET",)).json()["code"] == "unknown_symbol"


def test_strangers_must_sign_in(anonymous_api: Any) -> None:
    assert anonymous_api.get(URL).status_code == 401
    assert create(anonymous_api).status_code == 401


def test_a_list_takes_two_queries_beyond_sign_in(
    alice_api: Any, django_assert_num_queries: Any
) -> None:
    for name in ("one", "two", "three"):
        create(alice_api, name)
    with django_assert_num_queries(4):  # session, user; lists, items with instruments
        assert len(alice_api.get(URL).json()["results"]) == 3
