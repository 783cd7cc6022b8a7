"""Live mode from the first visit: an owner, symbols by search, their history, keys, a failure."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE_MS
from tests.browser.helpers.person import Person
from tests.browser.helpers.witness import Witness
from tests.browser.two_modes.conftest import JOB_MS, sign_up
from tests.browser.two_modes.live_site import LiveSite
from tests.servers.providers.universe import KEY
from tests.servers.smtp import smtp_server


@pytest.fixture(scope="module")
def page(chromium: Browser, live: LiveSite) -> Iterator[Page]:
    """One window for the whole story, whose steps build on each other."""
    context = chromium.new_context(base_url=live.url, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_the_story_of_live_mode(page: Page, live: LiveSite) -> None:
    owner = Person(page)
    sign_up(page)
    expect(page.get_by_role("button", name="Add suggested symbols")).to_be_visible()
    witness = Witness(page)
    _follow_a_first_step(owner)
    page.get_by_role("button", name="Make a watchlist").click()
    _add(page, "apple", "AAPL from yahoo")
    _add(page, "of our own", "OWNFUND from csv")
    _see_it_everywhere(owner)
    _enter_a_key(owner)
    _set_the_mail_server(owner)
    _lose_the_providers(owner, live)
    assert [fault for fault in witness.faults if "503" not in fault] == []


def _follow_a_first_step(owner: Person) -> None:
    setup = owner.panel("Set up Sightline")
    expect(setup.get_by_text("1 of 7 done")).to_be_visible()
    setup.get_by_role("link", name="Set the mail server").click()
    expect(owner.panel("E-mail")).to_be_in_viewport()
    owner.page.go_back()
    expect(setup).to_be_visible()


def _add(page: Page, words: str, what: str) -> None:
    opens = page.get_by_role("button", name=re.compile("^(Add symbols|Edit Watchlist)$"))
    opens.first.click()
    sheet = page.get_by_role("dialog", name="Edit Watchlist")
    sheet.get_by_label("Add a symbol").fill(words)
    sheet.get_by_role("button", name=f"Add {what}").click(timeout=JOB_MS)
    expect(sheet.get_by_role("progressbar")).to_be_visible()
    expect(sheet.get_by_text("Finished")).to_be_visible(timeout=JOB_MS)
    page.keyboard.press("Escape")


def _see_it_everywhere(owner: Person) -> None:
    page = owner.page
    owner.visit("/symbols/AAPL?range=5Y", "AAPL")
    expect(page.get_by_role("application", name=re.compile("Price of AAPL"))).to_be_visible()
    # While New York trades, the provider's price is of this moment.
    fresh = page.get_by_role("main").get_by_text(re.compile("^(DELAYED|LIVE)"))
    expect(fresh.first).to_be_visible()
    expect(page.get_by_text("Volatility, annual").first).to_be_visible()
    page.get_by_role("radio", name="Raw").click()
    expect(page.get_by_text("Prices as they traded")).to_be_visible()
    page.get_by_role("button", name="Data: yahoo").click()
    page.get_by_role("button", name="Refresh now").click()
    expect(page.get_by_text("Finished").first).to_be_visible(timeout=JOB_MS)
    owner.visit("/risk?symbol=AAPL", "Risk")
    expect(page.get_by_text("AAPL").first).to_be_visible()


def _enter_a_key(owner: Person) -> None:
    page = owner.page
    owner.visit("/settings", "Settings")
    panel = owner.panel("Data providers")
    expect(panel.get_by_text("needs a key").first).to_be_visible()
    files = panel.get_by_role("listitem").filter(has_text="CSV files")
    expect(files.get_by_text("working")).to_be_visible()
    panel.get_by_label("Key of Polygon").last.fill(KEY)
    panel.get_by_role("form", name="Key of Polygon").get_by_role("button", name="Save key").click()
    expect(panel.get_by_text(f"stored, ends in {KEY[-4:]}")).to_be_visible()
    panel.get_by_role("button", name="Test Polygon").click()
    expect(panel.get_by_text("It answered.")).to_be_visible()
    assert KEY not in page.content()
    panel.get_by_role("button", name="Forget the key of Polygon").click()
    expect(panel.get_by_text(f"stored, ends in {KEY[-4:]}")).to_have_count(0)


def _set_the_mail_server(owner: Person) -> None:
    panel = owner.panel("E-mail")
    with smtp_server() as server:
        panel.get_by_label("Mail server", exact=True).fill("127.0.0.1")
        panel.get_by_role("combobox", name="Encryption").click()
        owner.page.get_by_role("option", name="None").click()
        panel.get_by_label("Port").fill(str(server.port))
        panel.get_by_role("button", name="Save mail server").click()
        panel.get_by_role("button", name="Send a test message").click()
        expect(panel.get_by_role("status")).to_contain_text("took the message")
        expect(panel.get_by_text("tested", exact=True)).to_be_visible()
        assert len(server.mails) == 1
    panel.get_by_role("button", name="Send a test message").click()
    expect(panel.get_by_role("status")).to_contain_text("nothing listens")
    panel.get_by_role("button", name="Forget mail server").click()
    expect(panel.get_by_text("not set", exact=True)).to_be_visible()


def _lose_the_providers(owner: Person, live: LiveSite) -> None:
    page = owner.page
    live.providers.faults["yahoo"] = "server_error"
    owner.visit("/symbols/AAPL", "AAPL")
    page.get_by_role("button", name="Data: yahoo").click()
    page.get_by_role("button", name="Refresh now").click()
    expect(page.get_by_text("did not finish")).to_be_visible(timeout=JOB_MS)
    owner.visit("/symbols/AAPL", "AAPL")
    expect(page.get_by_role("button", name="Data: late")).to_be_visible()
    badge = page.get_by_role("button", name="Connection: stale")
    badge.click()
    cause = page.get_by_role("dialog", name="Connection")
    expect(cause).to_contain_text(re.compile(r"symbols? (is|are) late"))
    expect(cause).to_contain_text("The last good data stay, with their age")
    expect(cause).to_contain_text(re.compile("Next try in|Trying now"))
    expect(page.get_by_role("application", name=re.compile("Price of AAPL"))).to_be_visible()
