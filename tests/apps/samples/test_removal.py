"""Alice's samples go by one press; what she changed, Bob's and Charlie's things stay."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.alerts.models import AlertEvent, AlertRule
from apps.instruments.models import Watchlist
from apps.jobs.models import Job
from apps.pairs.models import PairMonitor
from apps.pipelines.models import FeatureRun
from apps.portfolio.models import OptimizationRun
from apps.samples.models import Sample
from apps.samples.services import removal, samples_make, samples_remove
from apps.samples.services.chosen import PAIRS, RULES, WATCHLISTS
from apps.samples.services.making import marks_add
from apps.samples.types import Marked
from tests.flows.world import save_feature_run, save_run, store_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listed")]
API = "/api/v1/samples"
MADE = len(WATCHLISTS) + len(RULES) + len(PAIRS)


@pytest.fixture
def sampled(alice: User) -> User:
    """Alice, with samples of every kind."""
    samples_make(alice.pk)
    optimised, ran = save_run(alice), save_feature_run(alice)
    marks_add(
        alice.pk,
        [
            Marked("optimization", str(optimised), "Equal weight"),
            Marked("feature_run", str(ran), "Features"),
        ],
    )
    return alice


def _rule(owner: User) -> AlertRule:
    return AlertRule.objects.filter(owner=owner).earliest("pk")


def test_one_press_removes_all_that_came_with_the_demo(sampled: User, alice_api: APIClient) -> None:
    mine = save_run(sampled)
    event = AlertEvent.objects.get(pk=store_event(sampled, key="one"))
    AlertEvent.objects.filter(pk=event.pk).update(rule=_rule(sampled))
    answer = alice_api.delete(API)
    assert answer.status_code == 200, answer.content
    assert len(answer.json()["removed"]) == MADE + 2
    assert answer.json()["kept"] == []
    for rows in (Watchlist, AlertRule, AlertEvent, PairMonitor, FeatureRun):
        assert not rows.objects.filter(owner=sampled).exists(), rows
    assert [row.pk for row in OptimizationRun.objects.filter(owner=sampled)] == [mine]
    shown = alice_api.get(API).json()
    assert shown["items"] == []
    assert shown["removed_at"]


def test_what_was_changed_since_stays_and_is_named(sampled: User, alice_api: APIClient) -> None:
    rule, pair = _rule(sampled), PairMonitor.objects.filter(owner=sampled).earliest("pk")
    listed = Watchlist.objects.get(owner=sampled, name="Crypto")
    for route, body in (
        (f"alerts/rules/{rule.pk}", {"threshold": 50_000.0}),
        (f"pairs/{pair.pk}", {"entry_threshold": 2.5}),
        (f"watchlists/{listed.pk}", {"symbols": ["KO"]}),
    ):
        changed = alice_api.patch(f"/api/v1/{route}", body, format="json")
        assert changed.status_code == 200, changed.content
    edited = [one for one in alice_api.get(API).json()["items"] if one["edited"]]
    answer = alice_api.delete(API).json()
    assert answer["kept"] == edited
    assert {one["kind"] for one in edited} == {"rule", "pair", "watchlist"}
    assert AlertRule.objects.get(owner=sampled) == rule
    assert PairMonitor.objects.get(owner=sampled) == pair
    assert Watchlist.objects.get(owner=sampled) == listed


def test_a_rule_that_is_only_switched_off_goes(sampled: User, alice_api: APIClient) -> None:
    alice_api.patch(f"/api/v1/alerts/rules/{_rule(sampled).pk}", {"active": False}, format="json")
    assert alice_api.delete(API).json()["kept"] == []


def test_a_second_press_finds_nothing_and_they_do_not_come_back(
    sampled: User, alice_api: APIClient
) -> None:
    first = alice_api.get(API).json()
    alice_api.delete(API)
    removed_at = alice_api.get(API).json()["removed_at"]
    assert alice_api.delete(API).json() == {"removed": [], "kept": []}
    samples_make(sampled.pk)
    assert alice_api.get(API).json() == first | {
        "removed_at": removed_at, "items": [], "preparing": False,
    }  # fmt: skip


def test_bob_keeps_his_samples_and_charlie_has_none(
    sampled: User, bob: User, bob_api: APIClient, charlie_api: APIClient, anonymous_api: APIClient
) -> None:
    samples_make(bob.pk)
    before = bob_api.get(API).json()
    samples_remove(user_id=sampled.pk)
    assert charlie_api.delete(API).json() == {"removed": [], "kept": []}
    assert charlie_api.get(API).json() == {
        "made_at": None, "removed_at": None, "preparing": False, "items": [],
    }  # fmt: skip
    assert bob_api.get(API).json() == before
    assert anonymous_api.delete(API).status_code == 401


def test_a_step_that_fails_leaves_all(sampled: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(key: str, user_id: int) -> None:
        raise OSError("disk")

    monkeypatch.setitem(removal._REMOVERS, "pair", broken)
    before = Sample.objects.filter(owner=sampled).count()
    with pytest.raises(OSError, match="disk"):
        samples_remove(user_id=sampled.pk)
    assert Sample.objects.filter(owner=sampled).count() == before
    assert AlertRule.objects.filter(owner=sampled).count() == len(RULES)
    assert Watchlist.objects.filter(owner=sampled).count() == len(WATCHLISTS)


def test_runs_under_way_go_with_their_jobs(sampled: User) -> None:
    job = Job.objects.create(
        kind="pairs.scan", queue="default", owner=sampled, params_hash="x", state="running",
        created_at="2026-01-02T00:00:00Z",
    )  # fmt: skip
    marks_add(sampled.pk, [Marked("scan", str(job.pk), "Scan")])
    assert [one.id for one in samples_remove(user_id=sampled.pk).removed].count(str(job.pk)) == 1
    assert not Job.objects.filter(owner=sampled).exists()


def test_their_list_takes_as_many_queries_however_many_there_are(
    sampled: User, alice_api: APIClient, django_assert_num_queries: Any
) -> None:
    # 1 for the session's person, 1 the set, 1 marks, 1 states of jobs, 2 lists with items, 1 each
    # of rules, pairs, jobs, optimisations and feature runs.
    with django_assert_num_queries(12):
        assert len(alice_api.get(API).json()["items"]) == MADE + 2
    marks_add(
        sampled.pk,
        [Marked("optimization", str(save_run(sampled)), str(UUID(int=n))) for n in range(9)],
    )
    with django_assert_num_queries(12):
        assert len(alice_api.get(API).json()["items"]) == MADE + 11


@pytest.mark.django_db(transaction=True)
def test_two_that_come_at_once_make_and_remove_once(listed: None, alice: User) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("an in-memory database has one connection; PostgreSQL runs this")

    def one(work: Any) -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, [lambda: samples_make(alice.pk)] * 2))
        assert Sample.objects.filter(owner=alice).count() == MADE
        gone = list(pool.map(one, [lambda: samples_remove(user_id=alice.pk)] * 2))
    assert sorted(len(one.removed) for one in gone) == [0, MADE]
    assert not AlertRule.objects.filter(owner=alice).exists()
