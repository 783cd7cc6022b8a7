"""POST /quality/findings/{id}/repair, undo, dismiss and reopen."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.data_quality.models import Finding, Repair
from apps.instruments.models import CorporateAction, InstrumentRow
from apps.instruments.selectors import panel_version
from apps.instruments.types import DAY_US, BarRow
from apps.jobs.models import Job
from tests.apps.data_quality.conftest import MakeSeries, run_check, walk

URL = "/api/v1/quality/findings"
PRICES = ("open", "high", "low", "close")
Break = Callable[[list[BarRow]], list[BarRow]]


def upside_down(rows: list[BarRow]) -> list[BarRow]:
    rows[60] = replace(rows[60], high=rows[60].low, low=rows[60].high)
    return rows


def low_high(rows: list[BarRow]) -> list[BarRow]:
    rows[60] = replace(rows[60], high=rows[60].close * 0.97)
    return rows


def pence(rows: list[BarRow]) -> list[BarRow]:
    for at in (70, 71):
        rows[at] = replace(rows[at], **{name: getattr(rows[at], name) * 100.0 for name in PRICES})
    return rows


def saturday(rows: list[BarRow]) -> list[BarRow]:
    friday = next(
        i for i, row in enumerate(rows) if i > 50 and (row.timestamp_us // DAY_US) % 7 == 1
    )
    extra = replace(
        rows[friday], timestamp_us=rows[friday].timestamp_us + DAY_US, volume=1.0, vwap=0.1 + 0.2,
        trades=7,
    )  # fmt: skip
    return [*rows[: friday + 1], extra, *rows[friday + 1 :]]


def halved(rows: list[BarRow]) -> list[BarRow]:
    return [
        row if at >= 60 else replace(row, **{name: getattr(row, name) * 2.0 for name in PRICES})
        for at, row in enumerate(rows)
    ]


BARS = """
SELECT interval_s, timestamp_us, open, high, low, close, volume, vwap, trades, settled, wire
FROM market_bar WHERE instrument_id = %s ORDER BY timestamp_us
"""
SPLITS = """
SELECT ex_date, kind, price_factor, volume_factor FROM market_corporate_action
WHERE instrument_id = %s ORDER BY ex_date
"""
BREAKS = (
    (upside_down, "ohlc_order", "swap_range"),
    (low_high, "ohlc_order", "forget_range"),
    (pence, "jump", "scale"),
    (saturday, "impossible_time", "drop"),
    (halved, "split_mismatch", "add_split"),
)


def table(row: InstrumentRow) -> list[tuple[Any, ...]]:
    """Return every column of an instrument's bars, and its splits, as the database has them."""
    found: list[tuple[Any, ...]] = []
    for statement in (BARS, SPLITS):
        with connection.cursor() as cursor:
            cursor.execute(statement, [row.pk])
            found += cursor.fetchall()
    return found


def the_finding(kind: str) -> Finding:
    return Finding.objects.get(kind=kind, state="open")


@pytest.mark.parametrize(("broken", "kind", "action"), BREAKS, ids=[b[0].__name__ for b in BREAKS])
def test_a_repair_corrects_and_undo_restores_every_bit(
    make_series: MakeSeries, alice_api: APIClient, broken: Break, kind: str, action: str
) -> None:
    row = make_series("ODD", change=broken)
    before = table(row)
    run_check()
    finding = the_finding(kind)
    panel = panel_version()

    done = alice_api.post(f"{URL}/{finding.pk}/repair")
    assert done.status_code == 200, done.content
    assert (done.json()["state"], done.json()["repair"]["action"]) == ("repaired", action)
    assert done.json()["repair"]["made_by"] == "alice"
    assert table(row) != before
    assert panel_version() != panel
    run_check()
    assert not Finding.objects.filter(kind=kind, state="open").exists()
    finding.refresh_from_db()
    assert finding.state == "repaired"

    undone = alice_api.post(f"{URL}/{finding.pk}/undo")
    assert undone.status_code == 200, undone.content
    assert undone.json()["state"] == "open"
    assert undone.json()["repair"]["undone_at"] is not None
    assert table(row) == before
    run_check()
    assert the_finding(kind).pk == finding.pk


def test_a_scaled_bar_has_its_price_again(make_series: MakeSeries, alice_api: APIClient) -> None:
    clean = walk(120)
    row = make_series("ODD", closes=clean, change=pence)
    run_check()
    alice_api.post(f"{URL}/{the_finding('jump').pk}/repair")
    assert [line[5] for line in table(row)] == pytest.approx(clean, rel=1e-15)


def test_a_recorded_split_adjusts_what_came_before(
    make_series: MakeSeries, alice_api: APIClient
) -> None:
    row = make_series("ODD", change=halved)
    run_check()
    alice_api.post(f"{URL}/{the_finding('split_mismatch').pk}/repair")
    split = CorporateAction.objects.get(instrument=row)
    assert (split.price_factor, split.volume_factor) == (0.5, 2.0)
    bars = alice_api.get("/api/v1/history", {"symbol": "ODD", "period": "max"}).json()["bars"]
    closes = [bar["close"] for bar in bars]
    assert max(abs(b / a - 1.0) for a, b in pairwise(closes)) < 0.1


def test_what_will_change_is_shown_first(make_series: MakeSeries, alice_api: APIClient) -> None:
    make_series("ODD", change=upside_down)
    run_check()
    seen = alice_api.get(f"{URL}/{the_finding('ohlc_order').pk}").json()
    offer = seen["repairable"]
    assert (offer["action"], offer["bars"]) == ("swap_range", 1)
    assert [change["field"] for change in offer["changes"]] == ["high", "low"]
    high, low = offer["changes"]
    assert (high["before"], high["after"]) == (low["after"], low["before"])
    assert [bar["timestamp"] for bar in seen["bars"] if bar["meant"]] == [seen["start"]]
    assert len(seen["bars"]) == 51


def test_a_repair_rebuilds_the_panel_and_checks_again(
    make_series: MakeSeries, alice_api: APIClient
) -> None:
    make_series("ODD", change=upside_down)
    run_check()
    alice_api.post(f"{URL}/{the_finding('ohlc_order').pk}/repair")
    kinds = set(Job.objects.values_list("kind", flat=True))
    assert kinds == {"market.refresh_panel", "quality.check"}


def test_the_same_key_repairs_once(make_series: MakeSeries, alice_api: APIClient) -> None:
    make_series("ODD", change=upside_down)
    run_check()
    address = f"{URL}/{the_finding('ohlc_order').pk}/repair"
    first, second = (alice_api.post(address, headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert first.json() == second.json()
    assert Repair.objects.count() == 1
    assert alice_api.post(address).json()["code"] == "finding_not_open"


def test_undo_refuses_when_the_bars_have_moved_on(
    make_series: MakeSeries, alice_api: APIClient
) -> None:
    row = make_series("ODD", change=upside_down)
    run_check()
    finding = the_finding("ohlc_order")
    alice_api.post(f"{URL}/{finding.pk}/repair")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE market_bar SET volume = 5 WHERE instrument_id = %s AND timestamp_us = %s",
            [row.pk, finding.start_us],
        )
    answer = alice_api.post(f"{URL}/{finding.pk}/undo")
    assert (answer.status_code, answer.json()["code"]) == (409, "bars_changed")


def test_nothing_to_undo(make_series: MakeSeries, alice_api: APIClient) -> None:
    make_series("ODD", change=upside_down)
    run_check()
    answer = alice_api.post(f"{URL}/{the_finding('ohlc_order').pk}/undo")
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_undo")


def test_what_would_be_a_guess_is_refused(make_series: MakeSeries, alice_api: APIClient) -> None:
    make_series("ODD", change=lambda rows: rows[:60] + rows[63:])
    run_check()
    finding = the_finding("gap")
    assert finding.mend is None
    answer = alice_api.post(f"{URL}/{finding.pk}/repair")
    assert (answer.status_code, answer.json()["code"]) == (422, "no_repair")


def test_a_dismissed_finding_stays_dismissed_until_reopened(
    make_series: MakeSeries, alice_api: APIClient
) -> None:
    make_series("ODD", change=upside_down)
    run_check()
    address = f"{URL}/{the_finding('ohlc_order').pk}"
    done = alice_api.post(f"{address}/dismiss", {"reason": "It was so."}, format="json")
    assert (done.json()["state"], done.json()["reason"]) == ("dismissed", "It was so.")
    run_check()
    assert not Finding.objects.filter(state="open").exists()
    assert alice_api.post(f"{address}/reopen").json()["state"] == "open"


def test_a_dismissal_needs_its_reason(make_series: MakeSeries, alice_api: APIClient) -> None:
    make_series("ODD", change=upside_down)
    run_check()
    address = f"{URL}/{the_finding('ohlc_order').pk}/dismiss"
    answer = alice_api.post(address, {"reason": " "}, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "reason"


@pytest.mark.parametrize("verb", ["", "/repair", "/undo", "/dismiss", "/reopen"])
def test_a_private_finding_does_not_exist_for_others(
    make_series: MakeSeries, alice: User, charlie_api: APIClient, verb: str
) -> None:
    row = make_series("MINE", owner=alice, change=upside_down)
    before = table(row)
    run_check()
    address = f"{URL}/{the_finding('ohlc_order').pk}{verb}"
    body = {"reason": "x"}
    answer = charlie_api.post(address, body, format="json") if verb else charlie_api.get(address)
    assert answer.status_code == 404
    assert table(row) == before


@pytest.mark.parametrize("verb", ["repair", "undo", "dismiss", "reopen"])
def test_a_stranger_must_sign_in(anonymous_api: APIClient, verb: str) -> None:
    assert anonymous_api.post(f"{URL}/1/{verb}").status_code == 401


VERBS = ("repair", "undo", "dismiss", "reopen")


@pytest.mark.parametrize("verb", VERBS)
def test_shared_prices_are_changed_by_the_owner_of_the_installation_alone(
    make_series: MakeSeries, alice: User, bob: User, bob_api: APIClient, verb: str
) -> None:
    row = make_series("ODD", change=upside_down)
    before = table(row)
    run_check()
    finding = the_finding("ohlc_order")
    answer = bob_api.post(f"{URL}/{finding.pk}/{verb}", {"reason": "x"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "owner_only")
    assert answer["Content-Type"] == "application/problem+json"
    assert "Ask the owner" in answer.json()["detail"]
    assert table(row) == before
    assert the_finding("ohlc_order").state == "open"
    assert bob_api.get(f"{URL}/{finding.pk}").json()["may_change"] is False


def test_fetching_again_is_the_owners_too(
    make_series: MakeSeries, alice: User, bob_api: APIClient
) -> None:
    make_series("KEPT", change=lambda rows: rows[:60] + rows[61:], provider="yahoo")
    run_check()
    address = f"{URL}/{the_finding('gap').pk}/repair"
    assert bob_api.post(address).json()["code"] == "owner_only"
    assert not Job.objects.filter(kind="quality.refetch").exists()


def test_everybody_repairs_what_is_their_own(
    make_series: MakeSeries, alice: User, bob: User, bob_api: APIClient
) -> None:
    make_series("MINE", owner=bob, change=upside_down)
    run_check()
    address = f"{URL}/{the_finding('ohlc_order').pk}"
    assert bob_api.get(address).json()["may_change"] is True
    assert bob_api.post(f"{address}/repair").json()["state"] == "repaired"
    assert bob_api.post(f"{address}/undo").json()["state"] == "open"
    dismissed = bob_api.post(f"{address}/dismiss", {"reason": "It was so."}, format="json")
    assert dismissed.json()["state"] == "dismissed"
    assert bob_api.post(f"{address}/reopen").json()["state"] == "open"


def test_staff_and_the_only_person_of_a_demo_own_the_installation(
    make_series: MakeSeries, bob: User, bob_api: APIClient
) -> None:
    User.objects.filter(pk=bob.pk).update(is_demo=True)
    make_series("ODD", change=upside_down)
    run_check()
    address = f"{URL}/{the_finding('ohlc_order').pk}"
    assert bob_api.post(f"{address}/repair").json()["state"] == "repaired"
    User.objects.create(username="first", email="first@example.org")
    assert bob_api.post(f"{address}/undo").status_code == 403
    User.objects.filter(pk=bob.pk).update(is_staff=True)
    assert bob_api.post(f"{address}/undo").json()["state"] == "open"
