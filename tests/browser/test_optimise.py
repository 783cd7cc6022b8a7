"""From a form to weights, or to the reason why there are none."""

import re

from playwright.sync_api import Page, expect

from tests.browser.helpers.person import Person, until
from tests.browser.helpers.pixels import pixels_of

RESULT_MS = 90_000
FRONTIER, ASSETS, CHOSEN = "--sl-mark", "--sl-up", "--sl-down"


def _shares(page: Page) -> list[float]:
    cells = page.get_by_role("table", name="Weights").locator("tbody tr td:nth-child(2)")
    return [float(text.strip().rstrip("%")) for text in cells.all_inner_texts()]


def _optimise(person: Person) -> None:
    person.page.get_by_role("button", name="Optimise", exact=True).click()
    expect(person.panel("Efficient frontier")).to_be_visible(timeout=RESULT_MS)


def test_weights_frontier_and_orders_come_out_and_survive_a_reload(person: Person) -> None:
    person.visit("/optimise?symbols=AAPL,KO,XOM,JPM&objective=min_volatility", "Optimise")
    _optimise(person)
    shares = _shares(person.page)
    assert len(shares) == 4
    assert abs(sum(shares) - 100.0) < 0.3
    assert max(shares) <= 40.05
    frontier = person.panel("Efficient frontier")
    until(lambda: pixels_of(frontier, FRONTIER) > 40)
    until(lambda: pixels_of(frontier, ASSETS) > 40)
    until(lambda: pixels_of(frontier, CHOSEN) > 40)
    expect(person.panel("Orders in whole shares")).to_contain_text("Left over")
    expect(person.page).to_have_url(re.compile("run="))
    person.page.reload()
    expect(person.table("Weights")).to_be_visible()
    assert _shares(person.page) == shares


def test_typing_a_symbol_and_enter_takes_it(person: Person) -> None:
    person.visit("/optimise?symbols=AAPL,XOM&objective=min_volatility", "Optimise")
    field = person.page.get_by_role("combobox", name="Assets")
    field.click()
    # By its symbol, where others' names hold the same letters, and by its name.
    for typed in ("ko", "jpmorgan"):
        field.press_sequentially(typed)
        field.press("Enter")
    # Nothing is typed any more: Enter now sends the form, with all four.
    field.press("Escape")
    field.press("Enter")
    expect(person.panel("Efficient frontier")).to_be_visible(timeout=RESULT_MS)
    named = person.page.get_by_role("table", name="Weights").locator("tbody tr")
    expect(named).to_have_count(4)
    for symbol in ("KO", "JPM"):
        expect(person.table("Weights")).to_contain_text(symbol)


def test_impossible_limits_are_explained_and_corrected(person: Person) -> None:
    person.visit("/optimise?symbols=AAPL,KO,XOM&max=20", "Optimise")
    person.page.get_by_role("button", name="Optimise", exact=True).click()
    conflict = person.page.get_by_role("alert")
    expect(conflict).to_contain_text("No portfolio satisfies", timeout=RESULT_MS)
    expect(conflict).to_contain_text("Maximum weight 20.00%")
    conflict.get_by_role("button", name="Apply and optimise").click()
    expect(person.panel("Efficient frontier")).to_be_visible(timeout=RESULT_MS)
    expect(person.page.get_by_label("Maximum weight")).to_have_value("33.34 %")


def test_a_missing_target_is_asked_for_at_its_field(person: Person) -> None:
    person.visit("/optimise?symbols=AAPL,KO,XOM&objective=efficient_risk", "Optimise")
    person.page.get_by_role("button", name="Optimise", exact=True).click()
    expect(person.page.get_by_text("This objective needs a target.")).to_be_visible()


def test_the_server_refuses_at_the_field(person: Person) -> None:
    person.visit("/optimise?symbols=AAPL,KO,NOSUCH", "Optimise")
    person.page.get_by_role("button", name="Optimise", exact=True).click()
    expect(person.page.get_by_role("alert")).to_contain_text("NOSUCH", timeout=RESULT_MS)


def test_an_earlier_run_is_opened_again(person: Person) -> None:
    person.visit("/optimise?symbols=KO,PEP,JNJ&objective=equal_weight", "Optimise")
    _optimise(person)
    person.visit("/optimise", "Optimise")
    runs = person.table("Earlier runs")
    runs.get_by_role("row", name=re.compile("Equal weights.*KO, PEP, JNJ")).first.click()
    expect(person.table("Weights").get_by_role("row", name="PEP")).to_contain_text("33.3%")
    # The form says what the result is of, and is kept in the address.
    settings = person.panel("Portfolio settings")
    expect(settings.get_by_role("combobox", name="Objective")).to_have_value("Equal weights (1/N)")
    expect(settings).to_contain_text("JNJ")
    expect(person.page).to_have_url(re.compile("symbols=KO%2CPEP%2CJNJ"))
