"""Data health as of a day: as checks and people had left it by then."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.data_quality.mappers import finding_seen
from apps.data_quality.models import Finding, FindingRecord, Repair, SeriesHealth
from apps.data_quality.reading import series_read
from apps.data_quality.services import (
    finding_dismiss,
    finding_reopen,
    findings_record,
    health_record,
    health_take_back,
    history,
)
from apps.data_quality.services.history import MOST_RECORDS, findings_note
from apps.instruments import market_clock
from apps.instruments.selectors import instrument_get
from apps.instruments.services import watchlist_create
from apps.instruments.types import DAY_US
from ml.anomalies.finding import SeriesFinding
from tests.flows.past.market import END, NOW
from tests.flows.world import FIRST, make_instrument, store_closes, walk

DAY = END.date() - timedelta(days=1)
START_US = int((END - timedelta(days=200)).timestamp()) * 1_000_000
READS = {
    "findings": "quality/findings",
    "open_findings": "quality/findings?state=open&severity=warning&symbol=aaa&interval=1d",
    "finding": "quality/findings/{finding}",
    "health": "quality/health",
    "home": "home?since=2020-01-01",
}
WHYS = {
    "quality.health": "health.checked",
    "quality.series": "health.bars?row=AAA:1d:shared",
    "quality.finding": "health.finding?id={finding}",
}
READS.update({f"why_{name}": f"quality/measures/{why}" for name, why in WHYS.items()})


class Clock:
    """Where the replayed market stands."""

    moment: datetime = END


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """On the wall it is always now; the market goes from day to day, as in a replay."""
    found = Clock()
    monkeypatch.setattr(market_clock._Replay, "position", staticmethod(lambda: found.moment))
    with time_machine.travel(NOW, tick=False):
        yield found


def _found(number: int, sentence: str = "A jump of 40 %.") -> SeriesFinding:
    at = START_US + number * DAY_US
    return SeriesFinding("jump", "warning", at, at, sentence, {"size": 0.4})


def _check(*found: SeriesFinding, bars: int = 600) -> None:
    instrument = instrument_get(symbol="AAA")
    findings_record(instrument=instrument, interval="1d", findings=found, looked={"jump": 0})
    SeriesHealth.objects.create(
        instrument_id=instrument.id, interval="1d", source="test", bars=bars, first_us=START_US,
        last_us=START_US + bars * DAY_US, missing=3, checked_at=NOW,
        market_time=market_clock.market_present(),
    )  # fmt: skip


@pytest.fixture
def found(alice: User, clock: Clock) -> dict[str, int]:
    """Two findings of three days before the day that is asked about."""
    store_closes(make_instrument("AAA"), walk(3, 620))
    watchlist_create(owner_id=alice.pk, name="Watched", symbols=["AAA"])
    clock.moment = END - timedelta(days=3)
    _check(_found(0), _found(9))
    clock.moment = END + timedelta(days=1)
    return {"finding": int(Finding.objects.order_by("pk").values_list("pk", flat=True)[0])}


def _later(alice: User, clock: Clock) -> Iterator[str]:
    first, second = Finding.objects.order_by("pk")[:2]
    _check(_found(0, "Something else."), _found(20), bars=7)
    yield "another sentence, one that is gone, one that is new"
    finding_dismiss(finding_id=first.pk, user_id=alice.pk, reason="It is right.")
    yield "dismissed"
    clock.moment += timedelta(days=1)
    finding_reopen(finding_id=first.pk, user_id=alice.pk)
    Repair.objects.create(
        finding=first, made_by=alice, action="remove", start_us=0, end_us=0, bars=1,
        before="", after="", made_at=NOW,
    )  # fmt: skip
    Finding.objects.filter(pk=first.pk).update(state="repaired", severity="error", rank=0)
    findings_note([first.pk, second.pk])
    yield "repaired"
    FindingRecord.objects.filter(market_time__gt=END).update(document={"no": 1}, state="open")
    SeriesHealth.objects.filter(market_time__gt=END).update(bars=1, source="no")
    yield "scrambled"
    health_take_back(END, NOW)
    yield "taken back"


@pytest.mark.parametrize("name", READS)
def test_what_comes_later_changes_no_byte(
    found: dict[str, int], alice: User, alice_api: APIClient, clock: Clock, name: str
) -> None:
    path = READS[name].format(**found)
    url = f"/api/v1/{path}{'&' if '?' in path else '?'}as_of={DAY}"
    first = alice_api.get(url)
    assert first.status_code == 200, first.content
    if "results" in first.json():
        assert [row["state"] for row in first.json()["results"]] == ["open", "open"]
    for what in _later(alice, clock):
        assert alice_api.get(url).content == first.content, what


def test_each_day_shows_what_was_known_by_then(
    found: dict[str, int], alice: User, alice_api: APIClient, clock: Clock
) -> None:
    for _ in _later(alice, clock):
        if Repair.objects.exists():
            break
    first = found["finding"]
    seen = {}
    for days in (-5, 0, 1, 2):
        asked = {"as_of": f"{DAY + timedelta(days=days)}"}
        rows = alice_api.get("/api/v1/quality/findings", asked).json()["results"]
        seen[days] = {row["id"] - first: row["state"] for row in rows}
    assert seen == {
        -5: {},
        0: {0: "open", 1: "open"},
        1: {0: "dismissed", 1: "closed", 2: "open"},
        2: {0: "repaired", 1: "closed", 2: "open"},
    }
    now = alice_api.get("/api/v1/quality/findings").json()["results"]
    assert {row["id"] - first: row["state"] for row in now} == seen[2]
    summary = alice_api.get("/api/v1/quality/health", {"as_of": f"{DAY}"}).json()["summary"]
    assert (summary["checked"], summary["open"]["warning"], summary["repaired"]) == (1, 2, 0)
    early = alice_api.get(f"/api/v1/quality/findings/{first}", {"as_of": f"{FIRST}"})
    assert (early.status_code, early.json()["code"]) == (404, "unknown_finding")


def test_a_finding_is_observed_when_the_market_came_to_it(
    found: dict[str, int], clock: Clock
) -> None:
    """An alert of it is then of that day, and goes when the replay goes back before it."""
    row = Finding.objects.get(pk=found["finding"])
    instrument = instrument_get(symbol="AAA")
    assert finding_seen(row, instrument).moment == clock.moment
    streaming = replace(instrument, intraday_source="simulator")
    assert finding_seen(row, streaming).moment == row.opened_at == NOW


def test_a_check_that_finds_the_same_writes_no_record(found: dict[str, int], clock: Clock) -> None:
    before = FindingRecord.objects.count()
    for _ in range(3):
        clock.moment += timedelta(days=1)
        _check(_found(0), _found(9))
    assert FindingRecord.objects.count() == before


def test_records_of_a_finding_are_bounded(found: dict[str, int], clock: Clock) -> None:
    first = Finding.objects.get(pk=found["finding"])
    FindingRecord.objects.bulk_create(
        FindingRecord(
            finding=first, market_time=END - timedelta(days=days), state="open",
            severity="info", document={},
        )
        for days in range(10, MOST_RECORDS + 10)
    )  # fmt: skip
    _check(_found(0, "Something else."), _found(9))
    kept = FindingRecord.objects.filter(finding=first)
    assert kept.count() == MOST_RECORDS
    assert kept.order_by("-market_time")[0].market_time == clock.moment


def test_checks_of_a_series_are_bounded(
    found: dict[str, int], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_CHECKS", 3)
    instrument = instrument_get(symbol="AAA")
    for _ in range(5):
        clock.moment += timedelta(days=1)
        health_record(
            instrument=instrument, interval="1d", series=series_read(instrument, "1d")
        )  # fmt: skip
    kept = SeriesHealth.objects.order_by("-market_time").values_list("market_time", flat=True)
    assert list(kept) == [clock.moment - timedelta(days=days) for days in range(3)]
