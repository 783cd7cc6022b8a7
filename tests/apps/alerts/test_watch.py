"""Prices by the second: what a process did not live to look at is looked at by the next, once."""

from datetime import timedelta

import pytest

from apps.accounts.models import User
from apps.alerts.models import AlertEvent, AlertRule
from apps.alerts.monitoring import watch
from apps.instruments import market_clock
from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from tests.apps.alerts.conftest import START, make_rule
from tests.apps.alerts.test_previews import _bar


@pytest.fixture
def rule(alice: User, monkeypatch: pytest.MonkeyPatch) -> AlertRule:
    InstrumentRow.objects.filter(symbol="AAA").update(intraday_source="simulator", last_bar=None)
    monkeypatch.setattr(watch, "_watched", set())
    found = make_rule(alice)
    AlertRule.objects.filter(pk=found.pk).update(created_at=START, market_time=START)
    return found


def _settle(second: int, close: float, *, look: bool = True) -> None:
    bar = _bar(second, close, "1s")
    bars_upsert([bar])
    if look:
        watch.watch_prices(bar)


def _values() -> list[float]:
    return list(AlertEvent.objects.order_by("pk").values_list("value", flat=True))


def test_every_second_is_looked_at(rule: AlertRule) -> None:
    for second, close in enumerate((99, 101, 99, 102)):
        _settle(second, close)
    assert _values() == [101, 102]


def test_a_restart_reports_what_was_missed_and_nothing_twice(
    rule: AlertRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    for second, close in enumerate((99, 101, 98)):
        _settle(second, close)
    _settle(3, 103, look=False)  # killed between the store and the evaluation
    _settle(4, 97, look=False)
    monkeypatch.setattr(watch, "_watched", set())
    _settle(5, 96)
    assert _values() == [101, 103]
    monkeypatch.setattr(watch, "_watched", set())
    _settle(6, 95)
    assert _values() == [101, 103]


def test_a_restart_notifies_no_rule_of_what_was_before_it(
    rule: AlertRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    _settle(0, 105, look=False)
    made = START.replace(minute=1)
    AlertRule.objects.update(created_at=made, market_time=made)
    monkeypatch.setattr(watch, "_watched", set())
    _settle(61, 99)
    assert _values() == []


def test_a_change_is_since_the_previous_close(alice: User, rule: AlertRule) -> None:
    bars_upsert([_bar(-1, 200, "1d")])
    make_rule(alice, kind="change", direction="below", threshold=-0.02)
    _settle(0, 195)
    assert [event.message for event in AlertEvent.objects.order_by("pk")] == [
        "AAA is at or above 100.00: 195.00",
        "AAA moved \N{MINUS SIGN}2.50% since the previous close",
    ]


def test_symbols_without_a_rule_cost_one_query(rule: AlertRule, django_assert_num_queries) -> None:
    AlertRule.objects.all().delete()
    with django_assert_num_queries(1):
        watch.watch_prices(_bar(0, 99, "1s"))


def test_nobody_looks_while_the_feed_follows_a_jump_of_the_market(
    rule: AlertRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(market_clock._Replay, "settles", lambda: START + timedelta(seconds=2))
    for second, close in enumerate((101, 102, 103)):
        _settle(second, close)
    assert _values() == [103]
