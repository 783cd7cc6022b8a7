"""Why this number, of what the product keeps records of: health, feed, providers, jobs, alerts."""

from dataclasses import replace
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.data_quality.types import CHECK_JOB
from apps.instruments.types import BarRow
from apps.jobs.leases import lifecycle
from apps.jobs.services import job_submit
from apps.jobs.types import JobOutcome
from tests.apps.data_quality.conftest import MakeSeries, run_check

URL = "/api/v1/quality/measures"


def ask(api: APIClient, measure: str, **params: Any) -> Any:
    return api.get(f"{URL}/{measure}", params)


def value_of(api: APIClient, measure: str, **params: Any) -> Any:
    answer = ask(api, measure, **params)
    assert answer.status_code == 200, answer.json()
    return answer.json()["value"]


def upside_down(rows: list[BarRow]) -> list[BarRow]:
    rows[60] = replace(rows[60], high=rows[60].low, low=rows[60].high)
    return rows


@pytest.fixture
def odd(make_series: MakeSeries) -> None:
    make_series("ODD", change=upside_down)
    run_check()


@pytest.mark.usefixtures("odd")
def test_the_summary_of_health_is_explained_as_it_is_shown(alice_api: APIClient) -> None:
    shown = alice_api.get("/api/v1/quality/health").json()["summary"]
    assert value_of(alice_api, "health.checked") == shown["checked"] == 1
    assert value_of(alice_api, "health.warnings") == shown["open"]["warning"] == 1
    settled = ask(alice_api, "health.settled").json()
    assert settled["second"]["engine"]
    assert settled["second"]["difference"] == 0.0


@pytest.mark.usefixtures("odd")
def test_the_reach_of_a_series_is_explained_with_its_coverage(alice_api: APIClient) -> None:
    (shown,) = alice_api.get("/api/v1/quality/health").json()["series"]
    assert value_of(alice_api, "health.bars", row="ODD:1d:shared") == shown["bars"]
    coverage = ask(alice_api, "health.coverage", row="ODD:1d:shared").json()
    assert coverage["value"] == 1.0
    assert coverage["second"]["difference"] == 0.0
    assert ask(alice_api, "health.bars", row="GONE:1d:shared").status_code == 422


@pytest.mark.usefixtures("odd")
def test_a_finding_is_explained_with_its_evidence_and_its_repair(alice_api: APIClient) -> None:
    (shown,) = alice_api.get("/api/v1/quality/health").json()["results"]
    number = shown["id"]
    found = ask(alice_api, "health.finding", id=number).json()
    assert found["value"] == shown["sentence"]
    assert found["link"].startswith(f"/data-health?finding={number}")
    look = alice_api.get(f"/api/v1/quality/findings/{number}").json()
    change = look["repairable"]["changes"][0]
    which = {"id": number, "day": change["timestamp"], "row": change["field"]}
    assert value_of(alice_api, "health.before", **which) == change["before"]
    assert value_of(alice_api, "health.after", **which) == change["after"]
    assert value_of(alice_api, "health.repair_bars", id=number) == look["repairable"]["bars"]


def test_a_finding_of_a_private_series_does_not_exist_for_an_outsider(
    make_series: MakeSeries, alice: User, alice_api: APIClient, charlie_api: APIClient
) -> None:
    make_series("MINE", change=upside_down, owner=alice)
    run_check(alice.pk)
    (shown,) = alice_api.get("/api/v1/quality/health").json()["results"]
    assert ask(alice_api, "health.finding", id=shown["id"]).status_code == 200
    assert ask(charlie_api, "health.finding", id=shown["id"]).status_code == 404
    assert ask(charlie_api, "health.bars", row="MINE:1d:own").status_code == 422


def test_the_feed_is_explained_before_any_trade(alice_api: APIClient) -> None:
    shown = alice_api.get("/api/v1/stream/state").json()
    for measure, name in (("stored", "stored"), ("missing", "ticks_missing"), ("delay", "lag_ms")):
        assert value_of(alice_api, f"stream.{measure}") == shown[name]


def test_a_providers_budget_is_explained_and_an_unknown_one_named(alice_api: APIClient) -> None:
    rows = alice_api.get("/api/v1/settings/providers").json()["results"]
    row = next(one for one in rows if one["quotas"])
    quota = row["quotas"][0]
    found = ask(alice_api, "provider.calls", row=row["name"], period=quota["period_s"]).json()
    assert found["value"] == quota["used"]
    assert {"label": "Limit", "value": quota["limit"]} in found["inputs"]
    assert ask(alice_api, "provider.calls", row="nobody", period="1").status_code == 404


def test_a_job_is_explained_line_by_line_to_its_owner_only(
    alice: User, alice_api: APIClient, charlie_api: APIClient
) -> None:
    job = job_submit(kind=CHECK_JOB, params={"symbols": ["A", "B"]}, owner_id=alice.pk).id
    held = lifecycle.claim(job_id=job, worker="w")
    assert held is not None
    lifecycle.finish(held, JobOutcome({"series": 2, "names": ["A", "B"]}))
    assert value_of(alice_api, "jobs.answer", job=job, row="series") == 2
    assert value_of(alice_api, "jobs.answer", job=job, row="names") == '["A", "B"]'
    assert value_of(alice_api, "jobs.asked", job=job, row="symbols") == '["A", "B"]'
    assert value_of(alice_api, "jobs.event", job=job, row="0")
    assert ask(charlie_api, "jobs.answer", job=job, row="series").status_code == 404


def test_an_unsaved_rule_is_explained_as_its_preview(
    alice_api: APIClient, make_series: MakeSeries
) -> None:
    make_series("ACME")
    rule = {"kind": "price", "symbol": "ACME", "direction": "above", "threshold": 100.0}
    shown = alice_api.post("/api/v1/alerts/rules/preview", rule, format="json").json()
    assert shown["fired"] > 0
    for name in ("fired", "observed", "latest"):
        assert value_of(alice_api, f"alerts.{name}", **rule) == shown[name]
    last = shown["firings"][-1]
    assert value_of(alice_api, "alerts.firing", **rule, day=last["moment"]) == last["message"]


def test_an_unsaved_rule_is_refused_as_its_preview(alice_api: APIClient) -> None:
    answer = ask(alice_api, "alerts.fired", kind="price", symbol="NOSUCH", threshold=1.0)
    assert answer.status_code in {400, 404}
    assert ask(alice_api, "alerts.fired", kind="luck", symbol="A").status_code == 400
