"""`GET /home`: what changed, computed from stored closes, alerts, findings and outcomes."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.alerts.models import AlertEvent
from apps.core.json import plain
from apps.data_quality.models import Finding, FindingRecord
from apps.data_quality.types import FindingState, FindingThen
from apps.instruments.models import InstrumentRow
from apps.instruments.services import watchlist_create
from tests.apps.home.conftest import LAST, NOW, closes, scored_forecast
from tests.flows.world import make_instrument, store_closes

Watched = dict[str, InstrumentRow]


def _home(api: APIClient, query: str = "") -> Any:
    answer = api.get(f"/api/v1/home{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_prices_of_the_watchlists_and_what_has_none(watched: Watched, alice_api: APIClient) -> None:
    found = _home(alice_api)
    assert [one["symbol"] for one in found["watchlist"]] == ["UP", "DOWN", "QUIET"]
    assert [one["price"] for one in found["watchlist"]] == [102.5, 90.0, 100.0]
    assert found["without_price"] == ["EMPTY"]
    assert found["last_close"] == f"{LAST}"
    assert all(one["currency"] == "USD" for one in found["watchlist"])


def test_a_high_of_a_year_counts_from_the_moment_asked(
    watched: Watched, alice_api: APIClient
) -> None:
    """Two closes in a row were higher than the 252 before them."""
    both = _home(alice_api, f"?since={LAST - timedelta(days=5)}")["changes"]["extremes"]
    up = next(one for one in both if one["symbol"] == "UP")
    assert (up["side"], up["price"], up["count"]) == ("high", 102.5, 2)
    assert (up["day"], up["sessions"]) == (f"{LAST}", 252)
    # The day before closes at this midnight: only the last close is new after it.
    one = _home(alice_api, f"?since={LAST}T00:00:00Z")["changes"]["extremes"]
    assert {(found["symbol"], found["count"]) for found in one} == {("UP", 1), ("DOWN", 1)}
    none = _home(alice_api, f"?since={NOW:%Y-%m-%dT%H:%M:%SZ}")["changes"]["extremes"]
    assert none == []


def test_a_loss_beyond_value_at_risk(watched: Watched, alice_api: APIClient) -> None:
    found = _home(alice_api, f"?since={LAST}T00:00:00Z")["changes"]["violations"]
    (down,) = [one for one in found if one["symbol"] == "DOWN"]
    assert down["loss"] == pytest.approx(0.1)
    assert 0.0 < down["value_at_risk"] < down["loss"]
    assert (down["confidence"], down["day"], down["count"]) == (0.95, f"{LAST}", 1)


def test_only_the_watched_count(watched: Watched, bob_api: APIClient) -> None:
    found = _home(bob_api, "?since=2020-01-01")
    assert found["watchlist"] == []
    assert not any(found["changes"].values())


def test_outcomes_of_the_best_model_with_counts(watched: Watched, alice_api: APIClient) -> None:
    """The ensemble goes before ridge; its newest outcome is shown, all since are counted."""
    midnight = datetime.combine(LAST, datetime.min.time(), NOW.tzinfo)
    for day, price in enumerate((106.0, 101.5, 99.0)):
        made = midnight - timedelta(days=day)
        scored_forecast(watched["UP"], made, model="ensemble", price=price)
        scored_forecast(watched["UP"], made, model="ridge", price=price)
    since = midnight - timedelta(days=1, hours=12)
    found = _home(alice_api, f"?since={since:%Y-%m-%dT%H:%M:%SZ}")["changes"]["outcomes"]
    (up,) = found
    assert (up["symbol"], up["model"], up["price"], up["currency"]) == (
        "UP", "ensemble", 106.0, "USD",
    )  # fmt: skip
    # 106 is above the range, and closer to 101 than to 100; 99 is in it, and closer to 100.
    assert (up["inside_90"], up["closer_than_random_walk"]) == (False, True)
    assert (up["scored"], up["inside_90_count"], up["closer_count"]) == (3, 2, 2)


def test_a_rule_that_fired_is_the_persons_own(
    watched: Watched, alice: User, alice_api: APIClient, bob_api: APIClient
) -> None:
    AlertEvent.objects.create(
        owner=alice, key="1", kind="price", symbol="UP", value=102.5, threshold=102.0,
        message="UP is above 102", occurred_at=NOW, created_at=NOW, market_time=NOW,
    )  # fmt: skip
    found = _home(alice_api, f"?since={LAST}")
    (fired,) = found["changes"]["alerts"]
    assert (fired["message"], fired["acknowledged"]) == ("UP is above 102", False)
    assert found["open_alerts"] == 1
    assert _home(bob_api, f"?since={LAST}")["changes"]["alerts"] == []


def test_findings_of_watched_symbols(watched: Watched, alice_api: APIClient) -> None:
    for place in range(25):
        _found(watched["UP"], place, NOW)
    _found(watched["QUIET"], 0, NOW - timedelta(days=90))
    _found(make_instrument("OTHER"), 0, NOW)
    changes = _home(alice_api, f"?since={LAST}")["changes"]
    assert {one["symbol"] for one in changes["findings"]} == {"UP"}
    assert (len(changes["findings"]), changes["more_findings"]) == (20, 5)


def test_a_finding_is_news_once_and_shown_as_it_stands(
    watched: Watched, alice_api: APIClient
) -> None:
    """It was found a month ago, and repaired since: that makes it no new one."""
    finding = _found(watched["UP"], 0, NOW - timedelta(days=30))
    _record(finding, NOW - timedelta(days=1), "repaired")
    assert _home(alice_api, f"?since={LAST - timedelta(days=9)}")["changes"]["findings"] == []
    (one,) = _home(alice_api, f"?since={LAST - timedelta(days=40)}")["changes"]["findings"]
    assert one["state"] == "repaired"
    assert one["at"] == f"{NOW - timedelta(days=30):%Y-%m-%dT%H:%M:%SZ}"


def _found(row: InstrumentRow, place: int, moment: datetime) -> Finding:
    finding = Finding.objects.create(
        instrument=row, interval="1d", kind="spike", severity="warning", rank=1,
        start_us=place, end_us=place + 1, sentence=f"{row.symbol} {place}",
        first_seen=moment, opened_at=moment, last_seen=moment,
    )  # fmt: skip
    _record(finding, moment, "open")
    return finding


def _record(finding: Finding, moment: datetime, state: FindingState) -> None:
    then = FindingThen(
        severity="warning", end_us=finding.end_us, sentence=finding.sentence, evidence={},
        mend=None, state=state, reason="", last_seen=moment, repair=None,
    )  # fmt: skip
    FindingRecord.objects.create(
        finding=finding, market_time=moment, state=state, severity="warning", document=plain(then)
    )


def test_a_moment_that_has_not_come_is_refused(watched: Watched, alice_api: APIClient) -> None:
    refused = alice_api.get("/api/v1/home?since=2099-01-01")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "since"
    assert "future" in refused.json()["detail"]


def test_an_early_moment_is_no_fault(watched: Watched, alice_api: APIClient) -> None:
    assert _home(alice_api, "?since=0001-01-01")["since"] == "1800-01-01T00:00:00Z"


def test_what_grows_with_the_watchlists(
    watched: Watched, alice: User, alice_api: APIClient
) -> None:
    """Prices and histories are read by symbol; the rest is read at once for all symbols."""
    few = _queries(alice_api)
    rows = [make_instrument(f"MORE{place}") for place in range(4)]
    for place, row in enumerate(rows):
        store_closes(row, closes(seed=10 + place))
    watchlist_create(owner_id=alice.pk, name="More", symbols=[row.symbol for row in rows])
    assert (_queries(alice_api) - few) / len(rows) <= 10


def _queries(api: APIClient) -> int:
    with CaptureQueriesContext(connection) as captured:
        _home(api, "?since=2020-01-01")
    return len(captured)
