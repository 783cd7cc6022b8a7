"""What the product itself wrote down, as of a day: by the market's time, not by the wall's."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.alerts.models import AlertDelivery, AlertEvent, AlertRule
from apps.alerts.services import event_acknowledge
from apps.explain.models import AlignmentRun
from apps.instruments import market_clock
from apps.pipelines.models import FeatureRun
from apps.portfolio.models import OptimizationRun
from tests.flows.past.market import END, NOW
from tests.flows.world import make_instrument, save_feature_run, save_run, store_event

DAY = END.date() - timedelta(days=1)
MADE = datetime(2026, 3, 1, tzinfo=UTC)
"""On the wall all rows were written then, as in a replay."""
READS = {
    "events": "alerts/events",
    "open_events": "alerts/events?open=true",
    "home": "home?since=2020-01-01",
    "alignments": "quality/alignment",
    "alignment": "quality/alignment/{alignment}",
    "feature_runs": "pipelines/features",
    "feature_run": "pipelines/features/{feature_run}",
    "optimisations": "portfolio/optimizations",
    "optimisation": "portfolio/optimizations/{optimisation}",
}
WHYS = {
    "alerts.event": "alerts.value?id={event}",
    "quality.alignment": "quality.alignment",
    "pipelines.run": "pipelines.score?job={feature_run}",
    "portfolio.run": "portfolio.volatility?run={optimisation}",
}
READS.update({f"why_{name}": f"quality/measures/{why}" for name, why in WHYS.items()})
TABLES: tuple[Any, ...] = (AlertEvent, AlignmentRun, FeatureRun, OptimizationRun)


def _write(owner: User, moment: datetime) -> dict[str, Any]:
    """Write one row of each kind while the market is known until a moment."""
    rule = AlertRule.objects.create(
        owner=owner, kind="price", symbol="AAA", direction="above", threshold=100.0,
        repeat="every", cooldown_s=0, created_at=MADE, market_time=moment,
    )  # fmt: skip
    alignment = AlignmentRun.objects.create(
        owner=owner, started_at=MADE, finished_at=MADE, market_time=moment, measures=3, failing=1,
        symbols=2, compared=9, score=0.5, code="abc",
    )  # fmt: skip
    made = {
        "event": store_event(owner, rule_id=rule.pk, key=f"{moment}"),
        "alignment": alignment.pk,
        "feature_run": save_feature_run(owner),
        "optimisation": save_run(owner),
    }
    for table, name in zip(TABLES, made, strict=True):
        table.objects.filter(pk=made[name]).update(market_time=moment)
    return made


@pytest.fixture
def made(alice: User) -> Iterator[dict[str, Any]]:
    """The ids of what was written before the day, with as much after it."""
    make_instrument("AAA")
    with time_machine.travel(MADE, tick=False):
        before = _write(alice, END - timedelta(days=3))
        _write(alice, END + timedelta(days=3))
    with time_machine.travel(NOW, tick=False):
        yield before


def _later(alice: User) -> Iterator[str]:
    """Let one thing after the other become of what was written."""
    late = {"market_time__gt": END}
    AlertEvent.objects.filter(**late).update(value=7.0, message="no", symbol="ZZZ")
    AlignmentRun.objects.filter(**late).update(score=0.9, rows=[{"no": 1}])
    FeatureRun.objects.filter(**late).update(alignment_score=0.2, engine="no")
    OptimizationRun.objects.filter(**late).update(objective="no", result={"no": 1})
    yield "scrambled"
    AlertEvent.objects.update(acknowledged_at=NOW, acknowledged_market=END + timedelta(days=1))
    for event in AlertEvent.objects.all():
        AlertDelivery.objects.create(event=event, channel="email", state="failed", error="no")
    yield "acknowledged and delivered"
    AlertRule.objects.all().delete()
    yield "without their rules"
    _write(alice, END + timedelta(days=30))
    yield "added to"
    for table in TABLES:
        table.objects.filter(**late).delete()
    yield "deleted"


def _url(path: str, made: dict[str, Any], day: object) -> str:
    return f"/api/v1/{path.format(**made)}{'&' if '?' in path else '?'}as_of={day}"


@pytest.mark.parametrize("name", READS)
def test_what_comes_later_changes_no_byte(
    made: dict[str, Any], alice: User, alice_api: APIClient, name: str
) -> None:
    url = _url(READS[name], made, DAY)
    first = alice_api.get(url)
    assert first.status_code == 200, first.content
    if "results" in first.json():
        assert len(first.json()["results"]) == 1
    for what in _later(alice):
        assert alice_api.get(url).content == first.content, what


def test_what_was_made_later_is_not_there_yet(made: dict[str, Any], alice_api: APIClient) -> None:
    for name, path in READS.items():
        answer = alice_api.get(_url(path, made, DAY - timedelta(days=30)))
        if answer.status_code == 200:
            shown = answer.json()
            listed = shown["changes"]["alerts"] if name == "home" else shown["results"]
            assert listed == [], name
        else:
            assert answer.status_code == 404, name


def test_an_event_is_open_until_it_is_acknowledged(
    made: dict[str, Any], alice_api: APIClient
) -> None:
    acknowledged = AlertEvent.objects.filter(pk=made["event"])
    acknowledged.update(acknowledged_at=NOW, acknowledged_market=END + timedelta(days=1))
    days = [DAY, DAY + timedelta(days=1), DAY + timedelta(days=2), DAY + timedelta(days=5)]
    lists = [alice_api.get(_url("alerts/events?open=true", made, day)).json() for day in days]
    assert [len(one["results"]) for one in lists] == [1, 0, 0, 1]


def test_rows_carry_the_time_of_a_replayed_market(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where they answer a question about an earlier moment."""
    present, asked = END - timedelta(days=10), END - timedelta(days=50)
    monkeypatch.setattr(market_clock._Replay, "position", staticmethod(lambda: present))
    make_instrument("AAA")
    event = store_event(alice)
    AlertEvent.objects.filter(pk=event).update(market_time=asked)
    event_acknowledge(event_id=event, user_id=alice.pk)
    with market_clock.as_of(asked):
        run = OptimizationRun.objects.get(pk=save_run(alice))
        save_feature_run(alice)
    assert (run.market_time, run.asked_about) == (present, asked)
    assert FeatureRun.objects.get().market_time == present
    assert AlertEvent.objects.get().acknowledged_market == present
    with time_machine.travel(NOW, tick=False):
        assert market_clock.present_of(asked) == present
        assert market_clock.present_of(NOW - timedelta(hours=1)) == NOW  # of the feed
