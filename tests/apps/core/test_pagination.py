"""Cursor pages: complete, in order, and a wrong cursor says so."""

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


def test_a_wrong_cursor_says_what_to_do(tokens: APIClient) -> None:
    answer = tokens.get("/api/v1/tokens", {"cursor": "junk"})
    assert answer.status_code == 404
    assert "Leave it out" in answer.json()["detail"]
