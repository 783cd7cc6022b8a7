"""`PUT /home/visit` and from when on changes count."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from apps.home.models import HomeVisit
from apps.instruments.models import InstrumentRow
from tests.apps.home.conftest import LAST, NOW

pytestmark = pytest.mark.usefixtures("watched")


def _visit(api: APIClient, moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        assert api.put("/api/v1/home/visit").status_code == 204


def _window(api: APIClient) -> tuple[str, str]:
    found: Any = api.get("/api/v1/home").json()
    return found["since_reason"], found["since"]


def test_at_the_first_visit_the_day_of_the_newest_close_is_news(alice_api: APIClient) -> None:
    assert _window(alice_api) == ("close", f"{LAST}T00:00:00Z")
    _visit(alice_api, NOW)
    assert _window(alice_api) == ("close", f"{LAST}T00:00:00Z")


def test_changes_count_from_the_end_of_the_visit_before(alice_api: APIClient) -> None:
    before = NOW - timedelta(days=3)
    _visit(alice_api, before - timedelta(minutes=20))
    _visit(alice_api, before)  # still the same visit: its end is here
    _visit(alice_api, NOW)
    assert _window(alice_api) == ("visit", f"{before:%Y-%m-%dT%H:%M:%SZ}")


def test_a_reload_forgets_no_news(alice_api: APIClient) -> None:
    before = NOW - timedelta(days=3)
    for moment in (before, NOW - timedelta(minutes=29), NOW):
        _visit(alice_api, moment)
    assert _window(alice_api) == ("visit", f"{before:%Y-%m-%dT%H:%M:%SZ}")


def test_a_visit_after_the_newest_close_has_no_news_of_its_own(alice_api: APIClient) -> None:
    """Nothing has closed since, so the last close is reported again."""
    _visit(alice_api, NOW - timedelta(hours=2))
    _visit(alice_api, NOW)
    assert _window(alice_api) == ("close", f"{LAST}T00:00:00Z")


def test_a_visit_before_the_market_was_set_back_is_left_out(
    alice_api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for moment in (NOW - timedelta(days=3), NOW):
        _visit(alice_api, moment)
    earlier = NOW - timedelta(days=10)
    monkeypatch.setattr("apps.home.selectors.window.market_now", lambda: earlier)
    assert _window(alice_api)[0] == "close"


def test_people_have_their_own(alice_api: APIClient, bob_api: APIClient) -> None:
    for moment in (NOW - timedelta(days=3), NOW):
        _visit(alice_api, moment)
    assert _window(bob_api)[0] == "close"
    assert HomeVisit.objects.count() == 1


def test_a_past_answer_knows_no_visit(
    alice_api: APIClient, watched: dict[str, InstrumentRow]
) -> None:
    for moment in (NOW - timedelta(days=30), NOW):
        _visit(alice_api, moment)
    past = LAST - timedelta(days=10)
    found = alice_api.get(f"/api/v1/home?as_of={past}").json()
    assert (found["since_reason"], found["since"]) == ("close", f"{past}T00:00:00Z")
    assert found["market_time"] == f"{past + timedelta(days=1)}T00:00:00Z"
