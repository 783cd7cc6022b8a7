"""The past on the screens: gone to by one control, kept by links, marked, and left again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Device
from tests.browser.helpers.person import Person

DAY = "2020-03-16"
MARK = "The past is shown"
CLOSE = "40.94"
"""What Coca-Cola's close was that day, in the demo's data."""


def _go(page: Page, device: Device) -> None:
    if device.touch:
        page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="As of a past day").click()
    page.get_by_label("As of", exact=True).fill(DAY)
    page.get_by_role("button", name="Show that day").click()


def test_a_day_is_gone_to_and_left_again(page: Page, device: Device) -> None:
    person = Person(page)
    person.visit("/symbols/KO", "KO")
    _go(page, device)
    expect(page).to_have_url(re.compile(rf"/symbols/KO.*as_of={DAY}"))
    expect(page.get_by_text(MARK)).to_be_visible()
    person.settle()
    expect(page.locator("header").filter(has_text="Coca-Cola")).to_contain_text(CLOSE)
    page.get_by_role("link", name="Back to the present").click()
    expect(page).not_to_have_url(re.compile("as_of"))
    expect(page.get_by_text(MARK)).to_have_count(0)
    person.settle()
    expect(page.locator("header").filter(has_text="Coca-Cola")).not_to_contain_text(CLOSE)


def test_links_stay_in_the_past_and_nothing_is_pushed_into_it(person: Person) -> None:
    page = person.page
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    person.visit(f"/?as_of={DAY}", "Home")
    # The price that the watchlist has beside the symbol is of that day too.
    watched = page.get_by_role("complementary", name="Watchlist")
    expect(watched.get_by_role("option", name="KO")).to_contain_text(CLOSE)
    page.get_by_role("navigation").get_by_role("link", name="Risk", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/risk\?.*as_of={DAY}"))
    person.visit(f"/risk?symbol=KO&period=1y&as_of={DAY}", "Risk")
    expect(person.panel("Risk of KO")).to_contain_text("16 Mar 2020")
    assert sockets == []


def test_an_explanation_is_reopened_as_of_that_day(person: Person) -> None:
    person.visit(f"/risk?symbol=KO&as_of={DAY}", "Risk")
    person.panel("Risk of KO").locator('[data-why^="risk.sharpe"]').first.click()
    sheet = person.page.get_by_role("dialog", name="Sharpe ratio")
    sheet.get_by_role("link", name="Reopens this explanation").click()
    expect(person.page).to_have_url(re.compile(f"as_of={DAY}"))
    expect(sheet).to_contain_text("16 Mar 2020")


def test_files_are_of_that_day(person: Person) -> None:
    person.visit(f"/risk?symbol=KO&as_of={DAY}", "Risk")
    link = person.panel("Risk of KO").get_by_role("link", name="CSV").first
    assert f"as_of={DAY}" in (link.get_attribute("href") or "")


@pytest.mark.parametrize("moment", ["yesterday", "2020-13-40"])
def test_what_is_no_day_is_named(person: Person, moment: str) -> None:
    person.page.goto(f"/risk?symbol=KO&as_of={moment}")
    expect(person.page.get_by_text("which is no day such as 2020-03-16")).to_contain_text(moment)
    person.page.get_by_role("link", name="Back to the present").click()
    expect(person.page).not_to_have_url(re.compile("as_of"))
