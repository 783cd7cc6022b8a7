"""POST /alerts/rules/preview: what it says is what the live path would have done."""

from datetime import timedelta

import numpy as np
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.alerts import histories
from apps.alerts.evaluation import observe
from apps.alerts.models import AlertEvent, AlertRule
from apps.alerts.rules.previews import rule_preview
from apps.alerts.types import Question, ValueSeries
from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import BarRow, StoredInterval
from tests.apps.alerts.conftest import START, make_rule, seen
from tests.registries import having

URL = "/api/v1/alerts/rules/preview"
START_US = int(START.timestamp()) * 1_000_000
RULE = {"kind": "price", "symbol": "AAA", "threshold": 100, "cooldown_s": 0}


def _bar(minute: int, close: float, interval: StoredInterval = "1m") -> BarRow:
    step = {"1s": 1_000_000, "1m": 60_000_000, "1d": 86_400_000_000}[interval]
    stamp = START_US + minute * step
    if interval == "1d":
        stamp = stamp // step * step
    return BarRow("AAA", interval, stamp, close, close, close, close, 1.0, close, 1, settled=True)


@pytest.fixture
def streaming(db: None) -> None:
    InstrumentRow.objects.filter(symbol="AAA").update(intraday_source="simulator", last_bar=None)


@pytest.mark.parametrize("repeat", ["every", "once"])
@pytest.mark.parametrize("cooldown_s", [0, 300])
@pytest.mark.parametrize("seed", range(5))
def test_it_equals_the_live_path(
    alice: User, monkeypatch: pytest.MonkeyPatch, repeat: str, cooldown_s: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    values = 100.0 + np.cumsum(rng.normal(size=200))
    values[rng.integers(0, 200, 5)] = np.nan
    moments = START_US + np.arange(200, dtype=np.int64) * 60_000_000
    series = ValueSeries("1m", moments, values, key="1m")
    having(monkeypatch, histories.HISTORIES, {"price": lambda _: series})
    rule = make_rule(alice, repeat=repeat, cooldown_s=cooldown_s)
    question = histories.question_of(rule)
    preview = rule_preview(rule)
    observe([seen(float(value), minute) for minute, value in enumerate(values)])
    events = AlertEvent.objects.order_by("occurred_at").values_list("occurred_at", "value")
    assert [(one.moment, one.value) for one in preview.firings] == list(events)
    assert preview.fired == len(events)
    assert question == Question("price", "AAA", alice.pk)


def test_a_streaming_price_is_looked_at_by_the_second(
    alice_api: APIClient, streaming: None
) -> None:
    bars_upsert([_bar(minute, close) for minute, close in enumerate([99, 101, 99])])
    seconds = [_bar(180 + second, close, "1s") for second, close in enumerate([98, 102, 98, 103])]
    bars_upsert(seconds)
    body = alice_api.post(URL, RULE, format="json").json()
    assert (body["interval"], body["observed"], body["fired"]) == ("1s", 7, 3)
    assert body["firings"][-1]["message"] == "AAA is at or above 100.00: 103.00"
    assert body["latest"] == 103
    assert AlertRule.objects.count() == 0


def test_a_change_is_against_the_close_of_its_own_moment(
    alice_api: APIClient, streaming: None
) -> None:
    bars_upsert([_bar(-2, 100, "1d"), _bar(-1, 200, "1d")])
    bars_upsert([_bar(0, 206)])
    rule = RULE | {"kind": "change", "threshold": 0.02}
    body = alice_api.post(URL, rule, format="json").json()
    assert body["latest"] == pytest.approx(0.03)
    assert body["fired"] == 1


def test_daily_values_are_looked_at_over_a_year(alice_api: APIClient) -> None:
    bars_upsert([_bar(day, 99 if day % 2 else 101, "1d") for day in range(300)])
    body = alice_api.post(URL, RULE, format="json").json()
    assert (body["interval"], body["observed"], body["fired"]) == ("1d", 252, 126)
    assert len(body["firings"]) == 50
    # A session around the clock is over at the next midnight.
    assert body["end"] == (START.replace(hour=0) + timedelta(days=300)).isoformat().replace(
        "+00:00", "Z"
    )


def test_without_bars_nothing_was_observed(alice_api: APIClient) -> None:
    body = alice_api.post(URL, RULE, format="json").json()
    assert (body["observed"], body["fired"], body["latest"]) == (0, 0, None)


def test_what_cannot_be_made_cannot_be_tried(alice_api: APIClient) -> None:
    answer = alice_api.post(URL, {"kind": "price", "symbol": "AAA"}, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "threshold")


def test_a_kind_without_a_past_says_so(
    alice_api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    having(monkeypatch, histories.HISTORIES, {}, without=["data_fault"])
    answer = alice_api.post(URL, {"kind": "data_fault", "symbol": "AAA"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "no_preview")


def test_strangers_get_nothing(anonymous_api: APIClient) -> None:
    assert anonymous_api.post(URL, RULE, format="json").status_code in {401, 403}
