"""GET /quality/health: findings with evidence, counts, and how far each series reaches."""

from dataclasses import replace
from typing import Any

from django.db import models
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.alerts.models import AlertEvent
from apps.alerts.types import RuleFields
from apps.core.typed.decoding import decode
from apps.instruments.models import Bar
from apps.instruments.types import BarRow
from tests.apps.alerts.making import rule_create
from tests.apps.data_quality.conftest import MakeSeries, run_check

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
    assert (result.series, result.open) == (1, 0)
    found = alice_api.get(URL).json()
    assert found["results"] == []
    assert [(one["symbol"], one["bars"], one["missing"]) for one in found["series"]] == [
        ("CLEAN", 120, 0)
    ]


def test_the_limit_bounds_the_series_too(make_series: MakeSeries, alice_api: APIClient) -> None:
    for symbol in ("CCC", "AAA", "BBB"):
        make_series(symbol)
    run_check()
    found = alice_api.get(URL, {"limit": 2}).json()
    assert [one["symbol"] for one in found["series"]] == ["AAA", "BBB"]
    assert found["summary"]["series"] == 3
    narrowed = alice_api.get(URL, {"symbol": "ccc"}).json()
    assert [one["symbol"] for one in narrowed["series"]] == ["CCC"]


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


def test_a_new_fault_fires_its_rule_once_and_for_its_owner_alone(
    make_series: MakeSeries, alice: User, charlie: User, django_capture_on_commit_callbacks: Any
) -> None:
    make_series("MINE", owner=alice, change=upside_down)
    make_series("MINE")
    for person in (alice, charlie):
        fields = {
            "kind": "data_fault", "symbol": "MINE", "direction": "above", "threshold": None,
            "repeat": "every", "cooldown_s": 0,
        }  # fmt: skip
        rule_create(user_id=person.pk, fields=decode(RuleFields, fields))
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            run_check()
    (event,) = AlertEvent.objects.all()
    assert (event.owner_id, event.kind) == (alice.pk, "data_fault")
    assert "High and low do not enclose the bar" in event.message


def test_the_number_of_queries_does_not_grow_with_findings(
    make_series: MakeSeries, alice_api: APIClient, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        make_series(f"ODD{number}", change=upside_down)
    run_check()
    alice_api.get(URL)
    # session, user, page, repairs, two counts of the summary, series, open by series, alignments
    with django_assert_max_num_queries(10):
        assert len(alice_api.get(URL).json()["results"]) == 6


def test_the_list_is_narrowed(make_series: MakeSeries, alice_api: APIClient) -> None:
    make_series("ODD", change=upside_down)
    make_series("HOLE", change=lambda rows: rows[:60] + rows[63:])
    run_check()
    for query, wanted in (
        ({"check": "gap"}, ["HOLE"]),
        ({"symbol": "odd"}, ["ODD"]),
        ({"state": "repaired"}, []),
        ({"severity": "warning", "limit": "1"}, ["ODD"]),
    ):
        found = alice_api.get(URL, query).json()["results"]
        assert len(found) == len(wanted), query
    assert alice_api.get(URL, {"check": "nonsense"}).status_code == 400


def test_a_fault_that_is_gone_closes_itself(make_series: MakeSeries, alice_api: APIClient) -> None:
    row = make_series("ODD", change=upside_down)
    run_check()
    Bar.objects.filter(instrument=row, high__lt=models.F("low")).delete()
    assert run_check().closed == 1
    states = {one["check"]: one["state"] for one in alice_api.get(URL).json()["results"]}
    assert states == {"ohlc_order": "closed", "gap": "open"}


def test_a_stranger_must_sign_in(anonymous_api: APIClient) -> None:
    assert anonymous_api.get(URL).status_code == 401
