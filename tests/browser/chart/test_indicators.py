"""Indicators of the chart: added, edited, explained, kept in the address and removed."""

import re

from playwright.sync_api import Page, expect

from tests.browser.helpers.overlays import layers, press
from tests.browser.helpers.person import Person

MENU = re.compile("Indicators")


def _open(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1, name="KO")).to_be_visible()
    Person(page).settle()


def test_an_indicator_with_parameters_of_ones_own_stays_in_the_address(page: Page) -> None:
    _open(page, "/symbols/KO?studies=sma:50")
    press(page, page.get_by_role("button", name=MENU))
    page.get_by_label("Add an indicator").select_option("macd")
    expect(page.get_by_text("MACD histogram")).to_be_visible()
    average = page.get_by_role("group", name="SMA 50").get_by_label("Bars")
    average.fill("37")
    expect(page.get_by_text("SMA 37", exact=True)).to_be_visible()
    page.get_by_role("group", name="MACD 12, 26, 9").get_by_label("Fast").fill("1")
    expect(page).to_have_url(re.compile(r"sma%3A37%2Cmacd%3A12%3A26%3A9"))  # 1 bar is no average
    page.keyboard.press("Escape")
    expect(layers(page)).to_have_count(0)
    page.reload()
    expect(page.get_by_text("SMA 37", exact=True)).to_be_visible()
    expect(page.get_by_text("MACD histogram")).to_be_visible()
    press(page, page.get_by_role("button", name=MENU))
    press(page, page.get_by_role("button", name="Remove MACD 12, 26, 9"))
    expect(page.get_by_text("MACD histogram")).to_have_count(0)


def test_the_server_computes_what_the_chart_shows(page: Page) -> None:
    lines = "adx:14,stochastic:14:3:3,ichimoku:9:26:52,keltner:20:10:2"
    _open(page, f"/symbols/KO?range=1Y&studies={lines}")
    expect(page.get_by_text("+DI", exact=True)).to_be_visible()
    figures = page.locator('[data-why^="market.study"]')
    shown = figures.evaluate_all(
        "all => all.map(one => [one.dataset.why, one.lastChild.textContent])"
    )
    assert len(shown) == 12
    for why, text in shown:
        measure, _, query = why.partition("?")
        found = page.request.get(f"/api/v1/quality/measures/{measure}?{query}").json()
        decimals = len(text.partition(".")[2])
        away = abs(found["value"] - float(text.replace(",", "").replace("−", "-")))
        assert away <= 0.5000001 * 10**-decimals, (why, text, found["value"])


def test_a_link_from_before_indicators_had_parameters(page: Page) -> None:
    _open(page, "/symbols/KO?studies=ema20,rsi,luck")
    expect(page.get_by_text("EMA 20", exact=True)).to_be_visible()
    expect(page.get_by_text("RSI 14", exact=True)).to_be_visible()
