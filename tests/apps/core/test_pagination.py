"""Cursor pages: complete, in order, and a wrong cursor says so."""

from base64 import b64encode

import pytest
from rest_framework.test import APIClient


@pytest.fixture
def tokens(alice_api: APIClient) -> APIClient:
    for number in range(5):
        alice_api.post("/api/v1/tokens", {"name": f"t{number}"}, format="json")
    return alice_api


def test_walking_the_pages_sees_everything_once(tokens: APIClient) -> None:
    names, cursor = [], ""
    while cursor is not None:
        body = tokens.get("/api/v1/tokens", {"limit": 2, "cursor": cursor}).json()
        assert len(body["results"]) <= 2
        names += [row["name"] for row in body["results"]]
        cursor = body["next"]
    assert names == ["t4", "t3", "t2", "t1", "t0"]


@pytest.mark.parametrize("route", ["tokens", "instruments", "jobs", "forecasts/ledger"])
@pytest.mark.parametrize("place", [None, "p=junk", "p=%00", "o=-1"])
def test_a_wrong_cursor_says_what_to_do(tokens: APIClient, route: str, place: str | None) -> None:
    cursor = b64encode(place.encode()).decode() if place else "junk"
    answer = tokens.get(f"/api/v1/{route}", {"cursor": cursor})
    assert answer.status_code == 404
    assert "Leave it out" in answer.json()["detail"]
