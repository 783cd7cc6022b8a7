"""Every number on every screen says where it comes from."""

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.numbers import rendered_numbers
from tests.browser.person import Person, until
from tests.browser.test_accessibility import SCREENS

SAMPLE = 3
EXPLAINED = (
    "home", "symbol", "forecasts", "risk", "optimise", "pairs", "alerts", "alignment", "jobs",
)  # fmt: skip
PARTS = (
    "formula", "source", "provider", "as_of", "observations", "citation", "link",
)  # fmt: skip


@pytest.mark.parametrize("screen", EXPLAINED)
def test_every_number_of_a_screen_has_its_explanation(person: Person, screen: str) -> None:
    person.page.goto(SCREENS[screen])
    expect(person.page.get_by_role("heading", level=1).first).to_be_visible()
    person.settle()
    numbers = rendered_numbers(person.page)
    bare = sorted({f"{one['place']}: {one['text']}" for one in numbers if one["why"] is None})
    assert bare == [], f"{len(bare)} of {len(numbers)} numbers have no explanation"


@pytest.mark.parametrize("screen", EXPLAINED)
def test_explanations_of_a_screen_are_complete(person: Person, screen: str) -> None:
    person.page.goto(SCREENS[screen])
    expect(person.page.get_by_role("heading", level=1).first).to_be_visible()
    person.settle()
    asked = dict.fromkeys(one["why"] for one in rendered_numbers(person.page) if one["own"])
    for text in list(asked)[:SAMPLE]:
        answer = person.page.request.get(f"/api/v1/quality/measures/{text}")
        assert answer.ok, (text, answer.text())
        found = answer.json()
        assert all(found[part] for part in PARTS), (text, json.dumps(found)[:400])
        assert found["code"]["digest"]
        assert found["second"]["engine"] or found["second"]["note"]


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
