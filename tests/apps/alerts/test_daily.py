"""Rules on daily bars: looked at in a job, once each, with nothing reported twice."""

from datetime import timedelta
from uuid import uuid4

import numpy as np
import pytest

from apps.accounts.models import User
from apps.alerts import histories
from apps.alerts.models import AlertEvent, AlertRule
from apps.alerts.monitoring import daily, watch
from apps.alerts.types import DAILY_JOB, Question, ValueSeries
from apps.core.clock import now
from apps.core.errors import UnprocessableError
from apps.instruments.models import InstrumentRow
from apps.instruments.signals import notify_bars_changed
from apps.instruments.store import bars_upsert
from apps.jobs.models import Job
from apps.jobs.types import JobContext
from tests.apps.alerts.conftest import make_rule
from tests.apps.alerts.test_previews import _bar
from tests.registries import having


def _look() -> dict[str, int]:
    return daily.observe_daily(JobContext(uuid4(), None, {}, ("Look",))).result


def test_a_new_close_beyond_its_level_is_reported_once(alice: User) -> None:
    bars_upsert([_bar(0, 99, "1d")])
    make_rule(alice)
    assert _look() == {"questions": 1, "events": 0}
    bars_upsert([_bar(1, 101, "1d")])
    assert _look()["events"] == 1
    assert _look()["events"] == 0
    assert AlertEvent.objects.get().message == "AAA is at or above 100.00: 101.00"


def test_days_that_came_together_are_all_looked_at(alice: User) -> None:
    bars_upsert([_bar(0, 99, "1d")])
    rule = make_rule(alice)
    before = now() - timedelta(days=900)
    AlertRule.objects.filter(pk=rule.pk).update(created_at=before, market_time=before)
    bars_upsert([_bar(day, close, "1d") for day, close in ((1, 101), (2, 98), (3, 97))])
    assert _look()["events"] == 1


def test_a_look_that_can_read_nothing_fails_and_one_that_reads_some_says_what_not(
    alice: User,
) -> None:
    bars_upsert([_bar(0, 99, "1d")])
    make_rule(alice)
    make_rule(alice, kind="volatility", threshold=0.1, measure="realised")
    found = daily.observe_daily(JobContext(uuid4(), None, {}, ("Look",)))
    assert found.message.startswith("1 of 2 daily values could not be read. volatility of AAA: ")
    AlertRule.objects.filter(kind="price").delete()
    with pytest.raises(UnprocessableError, match="1 of 1 daily values could not be read"):
        _look()


def test_a_close_below_zero_has_no_change(alice: User) -> None:
    bars_upsert([_bar(day, close, "1d") for day, close in enumerate((10.0, -37.0, 10.0, 11.0))])
    series = watch.change_history(Question("change", "AAA", alice.pk))
    assert np.isnan(series.values[:3]).all()
    assert series.values[3] == pytest.approx(0.1)


def test_a_new_rule_looks_at_the_newest_close_only(alice: User) -> None:
    bars_upsert([_bar(day, close, "1d") for day, close in enumerate((101, 98, 97))])
    make_rule(alice)
    assert _look()["events"] == 0


def test_nobody_is_notified_of_an_occurrence_from_before_the_rule(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = int(now().timestamp() * 1e6)
    rule = make_rule(alice, kind="var_breach", threshold=None)
    series = ValueSeries(
        "1d",
        np.array([moment - 86_400_000_000, moment + 60_000_000]),
        np.array([0.09, 0.04]),
        key="1d",
        happened=np.array([True, True]),
    )
    having(monkeypatch, histories.HISTORIES, {"var_breach": lambda _: series})
    assert _look()["events"] == 1
    assert AlertEvent.objects.get(rule=rule).value == 0.04


def test_a_day_without_the_occurrence_is_no_firing(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rule(alice, kind="forecast_flip", threshold=None)
    later = np.array([int(now().timestamp() * 1e6) + 1_000_000])
    series = ValueSeries("1d", later, np.array([0.5]), key="m", happened=np.array([False]))
    having(monkeypatch, histories.HISTORIES, {"forecast_flip": lambda _: series})
    assert _look()["events"] == 0


def test_a_question_that_cannot_be_answered_leaves_the_others_alone(alice: User) -> None:
    bars_upsert([_bar(0, 101, "1d")])
    make_rule(alice)
    make_rule(alice, kind="z_score", symbol_x="BBB", interval="1d", window=60, threshold=2.0)
    assert _look() == {"questions": 2, "events": 1}


def test_streaming_symbols_are_left_to_the_stream(alice: User) -> None:
    InstrumentRow.objects.filter(symbol="AAA").update(intraday_source="simulator")
    make_rule(alice)
    assert _look()["questions"] == 0


def test_a_private_symbols_close_is_its_owners_alone(alice: User, bob: User) -> None:
    bars_upsert([_bar(0, 99, "1d")])
    make_rule(bob)
    own = InstrumentRow.objects.get(symbol="AAA")
    own.pk, own.owner = None, alice
    own.save()
    bars_upsert([_bar(0, 101, "1d")], instrument_ids={"AAA": own.pk})
    make_rule(alice)
    _look()
    assert [event.owner for event in AlertEvent.objects.all()] == [alice]


def test_new_rules_and_new_days_ask_for_a_look(alice: User) -> None:
    make_rule(alice)
    notify_bars_changed(("AAA",))
    assert Job.objects.filter(kind=DAILY_JOB).count() == 1
