"""GET /quality/findings: the list alone, for the chart of a symbol and for scripts."""

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from tests.apps.data_quality.conftest import MakeSeries, run_check
from tests.apps.data_quality.test_health_view import upside_down

URL = "/api/v1/quality/findings"


def test_it_lists_the_open_findings_of_one_symbol(
    make_series: MakeSeries, alice_api: APIClient
) -> None:
    for symbol in ("ODD", "EVEN"):
        make_series(symbol, change=upside_down)
    run_check()
    asked = {"symbol": "odd", "state": "open", "interval": "1d"}
    found = alice_api.get(URL, asked).json()
    assert set(found) == {"results", "next"}
    assert [one["symbol"] for one in found["results"]] == ["ODD"]
    assert alice_api.get(URL, asked | {"interval": "1m"}).json()["results"] == []
    assert alice_api.get(URL, asked | {"state": "closed"}).json()["results"] == []


def test_its_pages_hold_every_finding_once(make_series: MakeSeries, alice_api: APIClient) -> None:
    for number in range(5):
        make_series(f"ODD{number}", change=upside_down)
    run_check()
    seen, asked = [], {"limit": "2"}
    while True:
        page = alice_api.get(URL, asked).json()
        seen += [one["symbol"] for one in page["results"]]
        if page["next"] is None:
            break
        asked["cursor"] = page["next"]
    assert sorted(seen) == [f"ODD{number}" for number in range(5)]
    assert len(seen) == 5


def test_a_private_finding_is_its_owners_alone(
    make_series: MakeSeries, alice: User, alice_api: APIClient, charlie_api: APIClient
) -> None:
    make_series("MINE", owner=alice, change=upside_down)
    run_check()
    assert len(alice_api.get(URL).json()["results"]) == 1
    assert charlie_api.get(URL).json()["results"] == []


def test_the_number_of_queries_does_not_grow(
    make_series: MakeSeries, alice_api: APIClient, django_assert_max_num_queries: object
) -> None:
    for number in range(4):
        make_series(f"ODD{number}", change=upside_down)
    run_check()
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(alice_api.get(URL).json()["results"]) == 4


@pytest.mark.parametrize("asked", [{"interval": "2d"}, {"state": "lost"}, {"check": "luck"}])
def test_what_cannot_be_asked_is_named(alice_api: APIClient, asked: dict[str, str]) -> None:
    answer = alice_api.get(URL, asked)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] in asked


def test_a_stranger_must_sign_in(anonymous_api: APIClient) -> None:
    assert anonymous_api.get(URL).status_code == 401
