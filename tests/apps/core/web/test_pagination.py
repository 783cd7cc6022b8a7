"""Cursor pages: complete, in order, and a wrong cursor says so."""

from base64 import b64encode
from typing import Any

import pytest
from rest_framework.test import APIClient


@pytest.fixture
def tokens(alice_api: APIClient) -> APIClient:
    for number in range(5):
        alice_api.post("/api/v1/tokens", {"name": f"t{number}"}, format="json")
    return alice_api


def test_walking_the_pages_sees_everything_once(tokens: APIClient) -> None:
    names: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        body: Any = tokens.get("/api/v1/tokens", {"limit": "2", "cursor": cursor}).json()
        assert len(body["results"]) <= 2
        names += [row["name"] for row in body["results"]]
        cursor = body["next"]
    assert names == ["t4", "t3", "t2", "t1", "t0"]


@pytest.mark.parametrize("route", ["tokens", "instruments", "jobs", "forecasts/ledger"])
@pytest.mark.parametrize("place", [None, "p=junk", "p=%00", "o=-1", "x=1", "", "r=1&junk"])
def test_a_wrong_cursor_says_what_to_do(tokens: APIClient, route: str, place: str | None) -> None:
    cursor = "\0" if place == "" else b64encode(place.encode()).decode() if place else "junk"
    answer = tokens.get(f"/api/v1/{route}", {"cursor": cursor})
    assert answer.status_code == 400
    body = answer.json()
    assert "Leave it out" in body["detail"]
    assert (body["code"], body["errors"][0]["field"]) == ("invalid_input", "cursor")


LISTS = ["tokens", "instruments", "jobs", "forecasts/ledger", "alerts/rules", "alerts/events",
         "watchlists", "pairs", "pipelines/features", "portfolio/optimizations", "uploads",
         "quality/findings", "quality/health", "quality/alignment"]  # fmt: skip


@pytest.mark.parametrize("route", LISTS)
@pytest.mark.parametrize("limit", ["abc", "0", "-1", "201", "9" * 40, "1.5", "", " 5", "+5", "٣"])
def test_a_wrong_limit_names_the_field(alice_api: APIClient, route: str, limit: str) -> None:
    answer = alice_api.get(f"/api/v1/{route}", {"limit": limit})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"field": "limit", "message": "A page has 1 to 200 rows."},
    ]


@pytest.mark.parametrize("route", LISTS)
def test_the_bounds_themselves_are_taken(alice_api: APIClient, route: str) -> None:
    for limit in (1, 200):
        assert alice_api.get(f"/api/v1/{route}", {"limit": limit}).status_code == 200
