"""Every number on every screen says where it comes from."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.helpers.numbers import rendered_numbers
from tests.browser.helpers.person import Person, until
from tests.browser.helpers.results import RESULTS, UNDONE
from tests.browser.helpers.shown import MINUS, says
from tests.browser.test_accessibility import SCREENS

PARTS = (
    "formula", "source", "provider", "as_of", "observations", "citation", "link",
)  # fmt: skip
MOVING = ("market", "stream", "jobs", "provider", "alerts")
"""What has gone on between the look at the screen and the question."""
LIVE = ("interval=1s", "interval=1m", "interval=5m")
"""So have figures of bars that grow meanwhile."""


def _screen(path: str) -> Callable[[Person], None]:
    def visit(person: Person) -> None:
        person.page.goto(path)
        expect(person.page.get_by_role("heading", level=1).first).to_be_visible()

    return visit


EMPTY_AT_FIRST = {"alerts", "alignment"}
"""Screens without a figure until somebody made one; with figures they are among the results."""
STATES = {name: _screen(path) for name, path in SCREENS.items()} | RESULTS


@pytest.mark.parametrize("state", STATES)
def test_every_number_has_an_explanation_that_is_complete_and_true(
    person: Person, state: str
) -> None:
    STATES[state](person)
    person.settle()
    if state not in EMPTY_AT_FIRST:
        until(lambda: bool(rendered_numbers(person.page)), "a figure")
    numbers = rendered_numbers(person.page)
    bare = sorted({f"{one['place']}: {one['text']}" for one in numbers if one["why"] is None})
    assert bare == [], f"{len(bare)} of {len(numbers)} numbers have no explanation"
    faults = []
    for why, shown in _one_of_each(numbers).items():
        answer = person.page.request.get(f"/api/v1/quality/measures/{why}")
        found: Any = answer.json() if answer.ok else answer.text()
        faults += [(why, *one) for one in (_faults(why, shown, found) if answer.ok else [(found,)])]
    UNDONE.get(state, Person.settle)(person)
    assert faults == []


def _one_of_each(numbers: list[dict[str, Any]]) -> dict[str, str]:
    """Return a question a measure and sign shown, with the text of the figure it is about."""
    first: dict[tuple[str, bool], dict[str, Any]] = {}
    for one in numbers:
        measure = one["why"].partition("?")[0], MINUS in one["shown"]
        if measure not in first or (one["own"] and not first[measure]["own"]):
            first[measure] = one
    return {one["why"]: one["shown"] if one["own"] else "" for one in first.values()}


def _faults(why: str, shown: str, found: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield what an explanation lacks or has wrong."""
    second = found["second"]
    if not (all(found[part] for part in PARTS) and found["code"]["digest"]):
        yield "incomplete", json.dumps(found)[:400]
    if not (second["engine"] or second["note"]):
        yield ("no reason why there is no second engine",)
    if second["agrees"] is False:
        yield "the engines differ", found["value"], second
    grows = why.startswith(MOVING) or any(part in why for part in LIVE)
    if shown and not grows and not says(shown, found["value"], found["unit"]):
        yield "the screen shows another figure", shown, found["value"], found["unit"]


def test_a_press_on_a_figure_opens_it_and_its_link_reopens_it(person: Person) -> None:
    person.visit("/risk?symbol=KO", "Risk")
    figures = person.panel("Risk of KO")
    figures.locator('[data-why^="risk.sharpe"]').first.click()
    dialog = person.page.get_by_role("dialog", name="Sharpe ratio")
    expect(dialog).to_contain_text("Second engine")
    expect(dialog).to_contain_text("agrees")
    link = dialog.get_by_role("link", name="Reopens this explanation").get_attribute("href")
    assert link
    person.page.goto(link)
    expect(person.page.get_by_role("dialog", name="Sharpe ratio")).to_contain_text("Formula")


def test_keys_alone_reach_a_figure(person: Person) -> None:
    person.visit("/risk?symbol=KO", "Risk")
    person.page.keyboard.press("w")
    expect(person.page.get_by_text("arrows choose")).to_be_visible()
    person.page.keyboard.press("ArrowRight")
    person.page.keyboard.press("Enter")
    until(lambda: person.page.get_by_role("dialog").count() == 1)
    expect(person.page.get_by_role("dialog")).to_contain_text("Formula")


def test_a_figure_that_is_not_there_says_so(person: Person) -> None:
    person.visit(f"/risk?symbol=KO&why={quote('risk.luck')}", "Risk")
    expect(person.page.get_by_role("dialog")).to_contain_text("There is no measure risk.luck")
