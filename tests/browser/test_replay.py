"""A market that plays: sessions come in, and the badge holds, moves and shows it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from launcher.layout import Layout
from launcher.running.child_environment import tool_environment
from launcher.testing.product import running_product
from tests.browser.conftest import PATIENCE_MS
from tests.browser.helpers.person import Person
from tests.browser.helpers.witness import Witness

ROOT = Path(__file__).parents[2]
SESSION_MS = 90_000
_OWN = ("REDIS_URL", "SIGHTLINE_DATA_DIR", "SIGHTLINE_SECRET_KEY", "SIGHTLINE_FIELD_KEYS")


@pytest.fixture(scope="module")
def playing(chromium: Browser) -> Iterator[Page]:
    """The demo as everybody starts it, whose market plays; a page of its owner."""
    env = {
        name: value for name, value in tool_environment(Layout(ROOT)).items() if name not in _OWN
    }
    with running_product(
        Layout(ROOT), {**env, "SIGHTLINE_REPLAY": "on", "SIGHTLINE_SAMPLES": "on"}
    ) as url:
        context = chromium.new_context(base_url=url, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        Person(page).sign_in()
        yield page
        context.close()


def _badge(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^Replay:"))


def _close_of_index(page: Page) -> Locator:
    return page.get_by_role("option").filter(has_text=re.compile(r"^SPX(?!\.)"))


def test_the_market_is_held_moved_on_and_sent_to_a_date(playing: Page) -> None:
    witness = Witness(playing)
    person = Person(playing)
    person.visit("/about", "About Sightline")
    badge, index = _badge(playing), _close_of_index(playing)
    expect(badge).to_have_accessible_name("Replay: 28 Dec 2021, playing")
    expect(index).to_contain_text("4,786.35")
    badge.click()
    panel = playing.get_by_role("dialog", name="Replay of the market")
    panel.get_by_role("button", name="Pause").click()
    expect(badge).to_have_accessible_name("Replay: 28 Dec 2021, paused")
    panel.get_by_role("button", name="Next session").click()
    expect(badge).to_have_accessible_name("Replay: 29 Dec 2021, paused", timeout=SESSION_MS)
    # Without a reload: the screens follow the market.
    expect(index).to_contain_text("4,793.06", timeout=SESSION_MS)
    panel.get_by_label("Go to date").fill("2022-01-30")
    panel.get_by_role("button", name="Go", exact=True).click()
    # A Sunday: the Friday before it.
    expect(badge).to_have_accessible_name("Replay: 28 Jan 2022, paused", timeout=SESSION_MS)
    expect(index).to_contain_text("4,431.85", timeout=SESSION_MS)
    playing.reload()
    badge.click()
    panel.get_by_label("Speed").select_option("A session every 5 minutes")
    panel.get_by_role("button", name="Play").click()
    expect(badge).to_have_accessible_name("Replay: 28 Jan 2022, playing")
    playing.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert witness.faults == []


def test_what_is_known_ends_with_the_session(playing: Page) -> None:
    person = Person(playing)
    person.visit("/symbols/KO", "KO")
    expect(playing.get_by_text("28 Jan 2022").first).to_be_visible()
    answer = playing.request.get("/api/v1/history?symbol=KO&period=1y").json()
    assert answer["bars"][-1]["timestamp"].startswith("2022-01-28")


def test_home_opens_with_what_changed(playing: Page) -> None:
    person = Person(playing)
    person.visit("/", "Home")
    news = playing.get_by_role("region", name=re.compile("Since|What changed"))
    expect(news).to_contain_text("28 Jan 2022")
    news.get_by_text("Month", exact=True).click()
    expect(news.get_by_role("heading", name="What changed")).to_be_visible()
    more, lines = news.get_by_role("button", name="Show all"), news.get_by_role("listitem")
    expect(more).to_be_visible()
    few = lines.count()
    more.click()
    assert lines.count() > few
    _explains_itself_and_leads_on(playing, lines.filter(has_text="more than its value at risk"))


def _explains_itself_and_leads_on(page: Page, losses: Locator) -> None:
    loss = losses.first
    symbol = loss.get_by_role("link").inner_text()
    loss.get_by_text("more than its value at risk").click()
    why = page.get_by_role("dialog", name="Loss beyond value at risk")
    expect(why).to_contain_text("Violations since then")
    page.keyboard.press("Escape")
    expect(why).to_be_hidden()
    loss.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/risk\?symbol={symbol}"))


def test_what_came_as_a_sample_goes_with_one_press(playing: Page) -> None:
    person = Person(playing)
    sample = playing.get_by_text("Sample", exact=True)
    person.visit("/alerts", "Alerts")
    expect(person.table("Alert rules").get_by_text("Sample", exact=True).first).to_be_visible()
    person.visit("/settings", "Settings")
    demo, remove = person.panel("Demo"), playing.get_by_role("button", name="Remove the samples")
    expect(demo).to_contain_text(re.compile(r"Samples came with the demo.* \d+ alert rules"))
    remove.click()
    expect(demo).to_contain_text(re.compile(r"These go for good: .* \d+ alert rules"))
    demo.get_by_role("button", name="Keep them").click()
    remove.click()
    demo.get_by_role("button", name="Really remove them").click()
    expect(remove).to_be_hidden(timeout=SESSION_MS)
    for path, heading in (("/settings", "Settings"), ("/alerts", "Alerts"), ("/pairs", "Pairs")):
        person.visit(path, heading)
        expect(remove).to_have_count(0)
        expect(sample).to_have_count(0)
