"""A failing server is reported on every screen: no skeleton without end, no storm of requests."""

import json
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.browser.helpers.person import Person
from tests.browser.helpers.witness import PLANTED
from tests.browser.test_accessibility import SCREENS

DETAIL = "The disk of the server is full."
_PROBLEM = json.dumps(
    {
        "type": "about:blank",
        "title": "It broke",
        "status": 500,
        "code": "internal_error",
        "detail": DETAIL,
        "retryable": False,
    }
)
# What the frame around the screens stands on: without these nobody is signed in.
_SPARED = ("/api/v1/meta", "/api/v1/realtime/ticket")
_WATCHED_MS = 1_000
_POLLS = 2  # some lists look for news every few seconds


def _fail(route: Route) -> None:
    headers = {"content-type": "application/problem+json", **PLANTED}
    route.fulfill(status=500, headers=headers, body=_PROBLEM)


class Fault:
    """Answers of 500 to what the screens ask for, until it is restored."""

    def __init__(self, person: Person) -> None:
        self.answered: list[str] = []
        self._page = person.page
        self._page.route("**/api/v1/**", self._answer)

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path in _SPARED:
            route.continue_()
            return
        self.answered.append(path)
        _fail(route)

    def restore(self) -> None:
        """Let everything through again."""
        self._page.unroute("**/api/v1/**")


@pytest.fixture
def fault(person: Person) -> Iterator[Fault]:
    """A server that fails from the first request of a screen on."""
    planted = Fault(person)
    yield planted
    planted.restore()


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_says_why_it_is_empty_and_keeps_calm(
    person: Person, fault: Fault, screen: str
) -> None:
    page = person.page
    page.goto(SCREENS[screen])
    expect(page.get_by_text(DETAIL).first).to_be_visible()
    person.settle()
    asked = len(fault.answered)
    page.wait_for_timeout(_WATCHED_MS)
    again = Counter(fault.answered[asked:])
    assert all(count <= _POLLS for count in again.values()), again


def test_trying_again_brings_the_home_screen_back(person: Person, fault: Fault) -> None:
    page = person.page
    page.goto("/")
    watchlist = person.panel("Watchlist")
    expect(watchlist.get_by_text(DETAIL)).to_be_visible()
    fault.restore()
    watchlist.get_by_role("button", name="Try again").click()
    expect(person.table("Watchlist").get_by_role("row", name="AAPL")).to_be_visible()
    person.panel("Forecasts").get_by_role("button", name="Try again").click()
    expect(person.table("Forecasts").get_by_role("row", name="AAPL")).to_be_visible()


def test_a_part_that_fails_leaves_the_others(person: Person) -> None:
    page = person.page
    page.route("**/api/v1/risk?**", _fail)
    person.visit("/risk?symbol=KO", "Risk")
    volatility = person.panel("Volatility")
    expect(page.get_by_role("main").get_by_role("alert").get_by_text(DETAIL)).to_be_visible()
    expect(volatility.get_by_text("No numbers, for the reason above.")).to_be_visible()
    expect(volatility.get_by_text("Parameters, standard errors")).to_be_visible()
    expect(page.get_by_label("Correlation heatmap", exact=True)).to_be_visible()
