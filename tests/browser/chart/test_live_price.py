"""Prices move by themselves and say what they are."""

from playwright.sync_api import Locator, expect

from tests.browser.helpers.person import Person

MOVES_WITHIN_MS = 25_000


def _row(person: Person, symbol: str) -> Locator:
    return person.page.get_by_role("option").filter(has_text=symbol)


def test_the_watchlist_moves_without_a_reload(person: Person) -> None:
    person.visit("/about", "About Sightline")
    row = _row(person, "BTCUSDT")
    expect(row).to_contain_text("%")
    before = row.inner_text()
    expect(row).not_to_have_text(before, use_inner_text=True, timeout=MOVES_WITHIN_MS)


def test_a_symbol_is_opened_from_the_watchlist_and_its_price_is_labelled(person: Person) -> None:
    person.visit("/about", "About Sightline")
    _row(person, "BTCUSDT").click()
    expect(person.page.get_by_role("heading", level=1, name="BTCUSDT")).to_be_visible()
    expect(person.page.get_by_text("SIMULATED").first).to_be_visible()


def test_daily_history_says_where_the_real_prices_end(person: Person) -> None:
    person.visit("/symbols/KO", "KO")
    expect(person.page.get_by_text("28 Dec 2022").first).to_be_visible()
