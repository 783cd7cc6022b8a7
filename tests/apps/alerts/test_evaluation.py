"""When rules fire, and that each firing makes one event."""

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from typing import Any

import pytest
from django.db import connection

from apps.accounts.models import User
from apps.accounts.services import display_settings_update
from apps.alerts.evaluation import observe
from apps.alerts.models import AlertDelivery, AlertEvent, AlertRule
from apps.jobs.models import Job
from tests.apps.alerts.conftest import make_rule, seen


def _messages() -> list[str]:
    return list(AlertEvent.objects.order_by("pk").values_list("message", flat=True))


@pytest.mark.parametrize(
    ("direction", "threshold", "value", "fires"),
    [
        ("above", 100.0, 100.0, True),
        ("above", 100.0, 99.99, False),
        ("below", 100.0, 100.0, True),
        ("below", 100.0, 100.01, False),
        ("above", 100.0, math.nan, False),
    ],
)
def test_it_fires_at_its_level(alice: User, direction, threshold, value, fires) -> None:
    make_rule(alice, direction=direction, threshold=threshold)
    assert observe([seen(value)]) == int(fires)


@pytest.mark.parametrize(("value", "fires"), [(-0.02, True), (0.02, True), (0.0199, False)])
def test_a_change_either_way_is_a_distance_from_zero(alice: User, value, fires) -> None:
    make_rule(alice, kind="change", direction="either", threshold=0.02)
    assert observe([seen(value, kind="change")]) == int(fires)


def test_a_value_that_stays_beyond_fires_once(alice: User) -> None:
    make_rule(alice)
    values = [101, 102, 103, 99, 104, 105]
    assert observe([seen(v, minute) for minute, v in enumerate(values)]) == 2
    assert _messages() == ["AAA is at or above 100.00: 101.00", "AAA is at or above 100.00: 104.00"]


def test_the_same_observation_twice_makes_one_event(alice: User) -> None:
    make_rule(alice)
    observe([seen(101)])
    AlertRule.objects.update(armed=True, last_fired_at=None)
    assert observe([seen(101)]) == 0
    assert AlertEvent.objects.count() == 1


def test_once_means_once(alice: User) -> None:
    rule = make_rule(alice, repeat="once")
    assert observe([seen(101), seen(99, 1), seen(101, 2)]) == 1
    rule.refresh_from_db()
    assert rule.active is False


def test_a_cooldown_skips_firings(alice: User) -> None:
    make_rule(alice, cooldown_s=600)
    crossings = [seen(101 if minute % 2 == 0 else 99, minute) for minute in range(12)]
    assert observe(crossings) == 2


def test_a_z_score_needs_its_correlation(alice: User) -> None:
    make_rule(
        alice,
        kind="z_score",
        symbol_x="BBB",
        interval="1m",
        window=60,
        threshold=2.0,
        min_correlation=0.8,
    )
    pair: dict[str, Any] = {
        "kind": "z_score", "symbol_x": "BBB", "interval": "1m", "window": 60,
    }  # fmt: skip
    assert observe([seen(2.5, 0, correlation=0.79, **pair)]) == 0
    assert observe([seen(2.5, 1, correlation=None, **pair)]) == 0
    assert observe([seen(2.5, 3, correlation=0.8, **pair)]) == 1
    assert _messages() == ["AAA ~ BBB: z +2.50, short the spread"]


def test_the_signal_follows_the_rules_own_level(alice: User) -> None:
    pair: dict[str, Any] = {
        "kind": "z_score", "symbol_x": "BBB", "interval": "1m", "window": 60,
    }  # fmt: skip
    make_rule(alice, direction="either", threshold=0.5, **pair)
    assert observe([seen(-0.6, **pair)]) == 1
    assert AlertEvent.objects.get().details["signal"] == "LONG_SPREAD"
    assert _messages() == ["AAA ~ BBB: z \N{MINUS SIGN}0.60, long the spread"]


def test_another_window_of_the_pair_is_another_question(alice: User) -> None:
    make_rule(alice, kind="z_score", symbol_x="BBB", interval="1m", window=60, threshold=2.0)
    other: dict[str, Any] = {"kind": "z_score", "symbol_x": "BBB", "interval": "1m", "window": 30}
    assert observe([seen(9.0, **other)]) == 0


def test_quiet_hours_keep_the_event_and_send_nothing(alice: User) -> None:
    display_settings_update(user=alice, changes={"timezone": "Europe/Zurich"})
    quiet = {"quiet_start": time(12, 30), "quiet_end": time(14, 0)}
    make_rule(alice, channels=[{"type": "email", "target": "a@example.org"}], **quiet)
    observe([seen(101)])  # 12:00 UTC is 13:00 in Zurich in winter
    assert AlertEvent.objects.get().details["quiet"] is True
    assert AlertDelivery.objects.count() == 0


def test_each_channel_gets_a_delivery_and_a_job(alice: User) -> None:
    channels = [{"type": "in_app", "target": ""}, {"type": "email", "target": "a@example.org"}]
    make_rule(alice, channels=channels)
    observe([seen(101)])
    assert [row.channel for row in AlertDelivery.objects.all()] == ["email"]
    assert Job.objects.filter(kind="alerts.deliver", owner=alice).count() == 1


def test_occurrences_need_no_level(alice: User) -> None:
    make_rule(alice, kind="var_breach", threshold=None)
    breach = {"kind": "var_breach", "symbol": "AAA"}
    assert observe([seen(0.031, 0, **breach), seen(0.042, 1, **breach)]) == 2
    assert _messages()[0] == "AAA lost 3.10%, more than its value at risk"


@pytest.mark.django_db(transaction=True)
def test_processes_that_see_the_same_make_one_event(alice: User) -> None:
    make_rule(alice)

    def one_process(_: int) -> int:
        try:
            return observe([seen(101)])
        finally:
            connection.close()

    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("an in-memory database has one connection; PostgreSQL runs this")
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one_process, range(4))) == 1
    assert AlertEvent.objects.count() == 1
