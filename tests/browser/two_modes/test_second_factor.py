"""The owner protects the account, comes in by phone and by paper, and lets it be again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PATIENCE_MS
from tests.browser.helpers.axe import violations
from tests.browser.helpers.person import Person
from tests.browser.helpers.witness import Witness
from tests.browser.two_modes.conftest import PASSWORD, come_in, type_password
from tests.browser.two_modes.live_site import LiveSite
from tests.one_time_codes import code_to_type


@pytest.fixture
def page(chromium: Browser, live: LiveSite) -> Iterator[Page]:
    """The owner's window."""
    context = chromium.new_context(base_url=live.url, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_the_story_of_a_second_factor(page: Page) -> None:
    come_in(page)
    owner = Person(page)
    witness = Witness(page)
    secret, codes = _set_up(owner)
    _leave_and_type_the_password(page)
    _refuse(page, "no code")
    _enter(page, code_to_type(secret))
    _leave_and_type_the_password(page)
    _enter(page, codes[0])
    _leave_and_type_the_password(page)
    _refuse(page, codes[0])
    page.get_by_role("button", name="Sign in as somebody else").click()
    type_password(page)
    _enter(page, codes[1])
    _turn_off(owner)
    _leave_and_type_the_password(page)
    expect(page.get_by_role("navigation").first).to_be_visible()
    assert witness.faults == []


def _panel(owner: Person) -> Locator:
    owner.visit("/settings", "Settings")
    return owner.panel("Second factor")


def _confirm(panel: Locator) -> None:
    panel.get_by_role("textbox", name="Your password").fill(PASSWORD)
    panel.get_by_role("button", name="Go on").click()


def _set_up(owner: Person) -> tuple[str, list[str]]:
    panel = _panel(owner)
    panel.get_by_role("button", name="Set up").click()
    _confirm(panel)
    expect(panel.get_by_role("img", name="QR code of the secret")).to_be_visible()
    assert violations(owner.page) == []
    secret = panel.get_by_test_id("totp-secret").inner_text().replace(" ", "")
    panel.get_by_label("Code", exact=True).fill(code_to_type(secret))
    panel.get_by_role("button", name="Turn on").click()
    codes = panel.get_by_test_id("recovery-codes").inner_text().split()
    assert violations(owner.page) == []
    panel.get_by_role("button", name="I have them").click()
    expect(panel.get_by_text(codes[0])).to_have_count(0)
    expect(panel.get_by_text("ON", exact=True)).to_be_visible()
    return secret, codes


def _leave_and_type_the_password(page: Page) -> None:
    page.get_by_role("button", name="Account").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page).to_have_url(re.compile("/sign-in"))
    type_password(page)


def _type(page: Page, code: str) -> None:
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _enter(page: Page, code: str) -> None:
    _type(page, code)
    expect(page.get_by_role("navigation").first).to_be_visible()


def _refuse(page: Page, code: str) -> None:
    _type(page, code)
    expect(page.get_by_role("alert")).to_contain_text("Incorrect code")
    assert violations(page) == []


def _turn_off(owner: Person) -> None:
    panel = _panel(owner)
    panel.get_by_role("button", name="Turn off").click()
    panel.get_by_role("button", name="Confirm turning off").click()
    _confirm(panel)
    expect(panel.get_by_role("button", name="Set up")).to_be_visible()
