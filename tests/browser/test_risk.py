"""Risk of a symbol, of the watchlist and of a mix."""

import re

from playwright.sync_api import expect

from tests.browser.helpers.person import Person, until
from tests.browser.helpers.pixels import solid_colours

GARCH_MS = 90_000


def test_every_figure_says_where_it_comes_from(person: Person) -> None:
    person.visit("/risk?symbol=KO", "Risk")
    figures = person.panel("Risk of KO")
    expect(figures).to_contain_text("1,258 daily returns")
    figures.get_by_role("button", name="Why this number? Value at risk 95%").click()
    why = person.page.get_by_role("dialog", name="Value at risk")
    expect(why).to_contain_text("Formula")
    expect(why).to_contain_text("1,258")


def test_period_and_confidence_change_the_figures_and_the_address(person: Person) -> None:
    person.visit("/risk?symbol=KO", "Risk")
    person.choose("Confidence", "99%")
    expect(person.panel("Risk of KO")).to_contain_text("Value at risk 99%")
    person.choose("Period", "1Y")
    expect(person.panel("Risk of KO")).not_to_contain_text("1,258 daily returns")
    expect(person.page).to_have_url(re.compile(r"confidence=0\.99"))
    expect(person.page).to_have_url(re.compile("period=1y"))


def test_value_at_risk_is_backtested(person: Person) -> None:
    person.visit("/risk?symbol=KO", "Risk")
    backtests = person.table("Backtest of value at risk")
    expect(backtests.get_by_role("row")).to_have_count(6)
    expect(backtests.get_by_role("row", name="Filtered historical simulation")).to_be_visible()


def test_a_volatility_model_is_fitted_by_a_job(person: Person) -> None:
    person.visit("/risk?symbol=KO", "Risk")
    panel = person.panel("Volatility")
    expect(panel).to_contain_text("persistence", timeout=GARCH_MS)
    panel.get_by_text("Parameters, standard errors").click()
    expect(person.table("Parameters").get_by_role("row", name="β")).to_be_visible()


def test_the_watchlist_is_correlated_and_stressed(person: Person) -> None:
    person.visit("/risk?symbol=KO", "Risk")
    heatmap = person.panel("Correlation of the watchlist")
    expect(heatmap).to_contain_text("Closest:")
    # Seven assets have 21 different pairs: a map of one colour says nothing.
    until(lambda: solid_colours(heatmap) >= 10)
    expect(person.panel("Portfolio")).to_contain_text("The parts add up to")
    expect(person.panel("Stress of this portfolio")).to_contain_text("Pandemic crash, 2020")


def test_own_weights_survive_a_reload(person: Person) -> None:
    person.visit("/risk?symbol=KO&weights=KO:70,XOM:30", "Risk")
    expect(person.panel("Portfolio")).to_contain_text("Your weights")
    expect(person.page.get_by_label("KO", exact=True)).to_have_value("70 %")


def test_an_unknown_symbol_is_named_with_a_fix(person: Person) -> None:
    person.page.goto("/risk?symbol=NOSUCH")
    alerts = person.page.get_by_role("main").get_by_role("alert")
    alert = alerts.filter(has_text="No risk of NOSUCH")
    expect(alert).to_contain_text("There is no instrument 'NOSUCH'")
    # Panels that are answered sooner say the cause by themselves until it stands above them all.
    expect(alerts).to_have_count(1)
    expect(alert.get_by_role("button", name="Try again")).to_be_visible()
    expect(person.panel("Risk of NOSUCH")).to_contain_text("No numbers, for the reason above.")
