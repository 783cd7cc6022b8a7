"""/pairs: watched pairs belong to one person."""

import pytest
from rest_framework.test import APIClient

URL = "/api/v1/pairs"
PAIR = {"y": "yyy", "x": "xxx", "entry_threshold": 2.5}


@pytest.fixture
def made(alice_api: APIClient, planted) -> str:
    answer = alice_api.post(URL, PAIR, format="json")
    assert answer.status_code == 201
    return f"{URL}/{answer.json()['id']}"


def test_it_is_stored_with_its_defaults(alice_api: APIClient, made: str) -> None:
    body = alice_api.get(made).json()
    assert (body["y"], body["x"], body["interval"]) == ("YYY", "XXX", "1d")
    assert (body["entry_threshold"], body["exit_threshold"]) == (2.5, 0.5)
    assert alice_api.get(URL).json()["results"] == [body]


def test_a_patch_changes_one_field(alice_api: APIClient, made: str) -> None:
    body = alice_api.patch(made, {"window": 120}, format="json").json()
    assert (body["window"], body["entry_threshold"]) == (120, 2.5)


def test_a_put_replaces_it(alice_api: APIClient, made: str) -> None:
    body = alice_api.put(made, {"y": "XXX", "x": "YYY"}, format="json").json()
    assert (body["y"], body["entry_threshold"]) == ("XXX", 2.0)


def test_it_can_be_deleted(alice_api: APIClient, made: str) -> None:
    assert alice_api.delete(made).status_code == 204
    assert alice_api.get(made).status_code == 404


def test_charlie_sees_and_changes_nothing(charlie_api: APIClient, made: str) -> None:
    assert charlie_api.get(URL).json()["results"] == []
    assert charlie_api.get(made).status_code == 404
    assert charlie_api.patch(made, {"window": 20}, format="json").status_code == 404
    assert charlie_api.delete(made).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"y": "YYY", "x": "YYY"}, 400, "x"),
        ({"y": "YYY", "x": "NOPE"}, 404, "symbol"),
        ({"y": "YYY", "x": "XXX", "exit_threshold": 3}, 400, "exit_threshold"),
    ],
)
def test_bad_input_names_the_field(alice_api, planted, body, status, field) -> None:
    answer = alice_api.post(URL, body, format="json")
    assert answer.status_code == status
    assert answer.json()["errors"][0]["field"] == field


def test_listing_takes_one_query_beside_the_session(
    alice_api: APIClient, made: str, django_assert_num_queries
) -> None:
    # session, user, monitors
    with django_assert_num_queries(3):
        alice_api.get(URL)


@pytest.mark.parametrize("patch", [{"entry_threshold": 0.4}, {"exit_threshold": 2.5}])
def test_a_patch_is_judged_with_what_is_stored(alice_api, made: str, patch) -> None:
    answer = alice_api.patch(made, patch, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "exit_threshold"
    assert alice_api.get(made).json()["entry_threshold"] == 2.5


def test_a_pair_is_watched_once(alice_api: APIClient, bob_api: APIClient, made: str) -> None:
    number = int(made.rsplit("/", 1)[1])
    answer = alice_api.post(URL, PAIR, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "watched_already")
    assert answer.json()["existing"] == number
    assert f"number {number}" in answer.json()["detail"]
    assert bob_api.post(URL, PAIR, format="json").status_code == 201


def test_a_change_cannot_make_two_the_same(alice_api: APIClient, made: str) -> None:
    other = alice_api.post(URL, PAIR | {"window": 90}, format="json").json()
    answer = alice_api.patch(f"{URL}/{other['id']}", {"window": 60}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "watched_already")
    assert alice_api.patch(made, {"window": 60}, format="json").status_code == 200
