"""The same thing asked for by several requests at the same moment: it happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, IntegrityError, connection
from rest_framework.test import APIClient

from apps.accounts.models import DisplaySettings, User
from apps.accounts.services import display_settings_update
from apps.alerts.models import AlertEvent, AlertRule
from apps.alerts.services import event_acknowledge, rule_update
from apps.core.clock import now
from apps.core.models import IdempotencyRecord
from apps.instruments.services import watchlist_create, watchlist_update
from apps.pairs.models import PairMonitor
from apps.pairs.monitors import monitor_update

if TYPE_CHECKING:
    from apps.accounts.answers import DisplayChanges
    from apps.alerts.types import RuleFields

MANY = 8
THEMES = ("dark", "light")


@pytest.fixture
def threads(transactional_db: None) -> Callable[[Callable[[int], Any]], list[Any]]:
    """Run something in eight threads that start together, each with its own connection."""
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("an in-memory database has one connection; PostgreSQL runs this")
    together = Barrier(MANY)

    def run(work: Callable[[int], Any]) -> list[Any]:
        def one(number: int) -> Any:
            together.wait()
            try:
                return work(number)
            finally:
                connection.close()

        with ThreadPoolExecutor(MANY) as pool:
            return list(pool.map(one, range(MANY)))

    return run


def _event(user: User) -> AlertEvent:
    moment = now()
    return AlertEvent.objects.create(
        owner=user, key="k", kind="price", symbol="AAPL", value=1.0, message="m", details={},
        occurred_at=moment, created_at=moment, market_time=moment,
    )  # fmt: skip


def test_an_event_is_acknowledged_once(threads: Any, alice: User) -> None:
    event = _event(alice)
    with patch("apps.alerts.services.publish") as published:
        stamps = threads(
            lambda _: event_acknowledge(event_id=event.pk, user_id=alice.pk).acknowledged_at
        )
    assert len(set(stamps)) == 1
    assert published.call_count == 1


def test_a_second_hand_that_saw_it_open_changes_nothing(alice: User) -> None:
    """The same race one after the other: both have read the event before either writes."""
    event = _event(alice)
    stale = AlertEvent.objects.get(pk=event.pk)
    first = event_acknowledge(event_id=event.pk, user_id=alice.pk)
    with (
        patch("apps.alerts.services.event_row", return_value=stale),
        patch("apps.alerts.services.publish") as published,
    ):
        second = event_acknowledge(event_id=event.pk, user_id=alice.pk)
    assert second.acknowledged_at == first.acknowledged_at
    assert not published.called


def test_first_settings_from_two_screens_keep_both(threads: Any, alice: User) -> None:
    both: list[DisplayChanges] = [{"theme": "dark"}, {"palette": "red_green"}]
    changes = both * (MANY // 2)
    threads(lambda number: display_settings_update(user=alice, changes=changes[number]))
    stored = DisplaySettings.objects.get(user=alice)
    assert (stored.theme, stored.palette) == ("dark", "red_green")


def test_a_watchlist_gets_one_of_the_new_orders(threads: Any, alice: User) -> None:
    made = watchlist_create(owner_id=alice.pk, name="mine")
    names = threads(
        lambda number: (
            watchlist_update(
                watchlist_id=made.id, owner_id=alice.pk, name=f"list {number}", symbols=[]
            ).name
        )
    )
    assert len(names) == MANY


def test_changes_of_a_rule_do_not_undo_each_other(threads: Any, alice: User) -> None:
    rule = AlertRule.objects.create(
        owner=alice, kind="price", symbol="AAPL", direction="above", threshold=1.0, cooldown_s=0,
        created_at=now(), market_time=now(), channels=[{"type": "in_app", "target": ""}],
    )  # fmt: skip
    changes: list[RuleFields] = [{"name": "renamed"}, {"active": False}] * (MANY // 2)
    threads(lambda number: rule_update(rule_id=rule.pk, user_id=alice.pk, fields=changes[number]))
    rule.refresh_from_db()
    assert (rule.name, rule.active) == ("renamed", False)


def _watched(user: User) -> PairMonitor:
    return PairMonitor.objects.create(
        owner=user, y="AAPL", x="MSFT", interval="1d", window=60, method="ols", log=True,
        intercept=True, entry_threshold=2.0, exit_threshold=0.5, created_at=now(),
    )  # fmt: skip


def test_changes_of_a_watched_pair_do_not_undo_each_other(threads: Any, alice: User) -> None:
    pair = _watched(alice)
    changes: list[dict[str, Any]] = [{"window": 120}, {"entry_threshold": 3.0}] * (MANY // 2)
    with patch("apps.pairs.monitors.pair_check"):
        threads(
            lambda number: monitor_update(
                monitor_id=pair.pk, user_id=alice.pk, fields=changes[number]
            )
        )
    pair.refresh_from_db()
    assert (pair.window, pair.entry_threshold) == (120, 3.0)


@pytest.mark.parametrize("change", [{"window": 120}, {"y": "GOOG"}])
def test_a_pair_deleted_while_it_is_changed_stays_deleted(
    alice: User, change: dict[str, Any]
) -> None:
    """A lock keeps this out on PostgreSQL; whatever gets past it is refused, not inserted."""
    pair = _watched(alice)

    def delete(**_: object) -> None:
        PairMonitor.objects.filter(pk=pair.pk).delete()

    with (
        patch("apps.pairs.monitors.pair_check", side_effect=delete),
        pytest.raises(DatabaseError, match="did not affect any rows"),
    ):
        monitor_update(monitor_id=pair.pk, user_id=alice.pk, fields=change)


def test_a_key_whose_first_request_has_just_failed_is_asked_to_wait(alice_api: APIClient) -> None:
    """Its record was there when this one wanted to be made, and is gone when it is looked for."""
    columns = ("user_id", "key", "route")
    listed = ", ".join(f"core_idempotencyrecord.{column}" for column in columns)
    known = IntegrityError(f"UNIQUE constraint failed: {listed}")
    with patch.object(IdempotencyRecord.objects, "create", side_effect=known):
        answer = alice_api.post(
            "/api/v1/watchlists",
            {"name": "x"},
            format="json",
            headers={"Idempotency-Key": "a-key"},
        )
    assert answer.status_code == 409
    assert answer.json()["code"] == "request_in_progress"
    assert answer["Retry-After"] == "1"
