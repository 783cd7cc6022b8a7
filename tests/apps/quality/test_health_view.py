"""GET /quality/health: findings with evidence, counts, and how far each series reaches."""

from dataclasses import replace

from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.market.types import BarRow
from tests.apps.quality.conftest import MakeSeries, run_check

URL = "/api/v1/quality/health"


def upside_down(rows: list[BarRow]) -> list[BarRow]:
    rows[60] = replace(rows[60], high=rows[60].low, low=rows[60].high)
    return rows


def test_nothing_was_checked_yet(alice_api: APIClient) -> None:
    found = alice_api.get(URL).json()
    assert found["results"] == []
    assert found["summary"]["checked"] == 0
    assert found["summary"]["last_run"] is None


def test_a_clean_series_has_no_findings(make_series: MakeSeries, alice_api: APIClient) -> None:
    make_series("CLEAN")
    result = run_check()
    assert (result["series"], result["open"]) == (1, 0)
    found = alice_api.get(URL).json()
    assert found["results"] == []
    assert [(one["symbol"], one["bars"], one["missing"]) for one in found["series"]] == [
        ("CLEAN", 120, 0)
    ]


def test_a_fault_is_shown_with_its_evidence(make_series: MakeSeries, alice_api: APIClient) -> None:
    make_series("ODD", change=upside_down)
    run_check()
    found = alice_api.get(URL).json()
    (one,) = found["results"]
    assert (one["symbol"], one["check"], one["severity"], one["state"]) == (
        "ODD", "ohlc_order", "warning", "open",
    )  # fmt: skip
    assert one["offer"] == "swap_range"
    assert one["start"] == one["end"] == "2021-03-31T00:00:00Z"
    assert set(one["evidence"]["values"]) == {"open", "high", "low", "close"}
    assert found["summary"]["open"] == {"error": 0, "warning": 1, "info": 0}


def test_a_private_series_is_its_owners_alone(
    make_series: MakeSeries, alice: User, alice_api: APIClient, charlie_api: APIClient
) -> None:
    make_series("MINE", owner=alice, change=upside_down)
    run_check()
    assert len(alice_api.get(URL).json()["results"]) == 1
    outsider = charlie_api.get(URL).json()
    assert (outsider["results"], outsider["series"]) == ([], [])
    assert outsider["summary"]["open"]["warning"] == 0


def test_a_stranger_must_sign_in(anonymous_api: APIClient) -> None:
    assert anonymous_api.get(URL).status_code == 401
