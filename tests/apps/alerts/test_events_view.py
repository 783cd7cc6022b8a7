"""/alerts/events and their acknowledgement."""

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.alerts.evaluation import observe
from apps.alerts.topics import authorize, snapshot
from tests.apps.alerts.conftest import make_rule, seen

URL = "/api/v1/alerts/events"


@pytest.fixture
def fired(alice: User) -> None:
    make_rule(alice, channels=[{"type": "email", "target": "a@example.org"}])
    observe([seen(101), seen(99, 1), seen(102, 2)])


def test_they_come_newest_first_with_deliveries(alice_api: APIClient, fired: None) -> None:
    rows = alice_api.get(URL).json()["results"]
    assert [row["value"] for row in rows] == [102, 101]
    assert rows[0]["deliveries"][0]["state"] == "pending"


def test_an_acknowledged_one_leaves_the_open_list(alice_api: APIClient, fired: None) -> None:
    first = alice_api.get(URL).json()["results"][0]
    url = f"{URL}/{first['id']}/acknowledge"
    stamp = alice_api.post(url).json()["acknowledged_at"]
    assert alice_api.post(url).json()["acknowledged_at"] == stamp
    assert [row["value"] for row in alice_api.get(URL, {"open": "true"}).json()["results"]] == [101]


def test_charlie_sees_none_and_acknowledges_none(
    alice_api: APIClient, charlie_api: APIClient, fired: None
) -> None:
    first = alice_api.get(URL).json()["results"][0]
    assert charlie_api.get(URL).json()["results"] == []
    assert charlie_api.post(f"{URL}/{first['id']}/acknowledge").status_code == 404


def test_a_deleted_rule_leaves_its_events(alice_api: APIClient, fired: None) -> None:
    rule = alice_api.get("/api/v1/alerts/rules").json()["results"][0]
    alice_api.delete(f"/api/v1/alerts/rules/{rule['id']}")
    assert [row["rule_id"] for row in alice_api.get(URL).json()["results"]] == [None, None]


def test_the_sockets_snapshot_is_the_persons_own(alice: User, charlie: User, fired: None) -> None:
    assert [one.value for one in snapshot(alice.pk, ()).events] == [102, 101]
    assert snapshot(charlie.pk, ()).events == ()
    assert authorize(alice.pk, ())
    assert not authorize(alice.pk, ("1",))


def test_listing_takes_two_queries_beside_the_session(
    alice_api: APIClient, fired: None, django_assert_num_queries
) -> None:
    # session, user, events, deliveries
    with django_assert_num_queries(4):
        alice_api.get(URL)
