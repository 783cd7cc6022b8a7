"""The same stories in demo and live mode, against local servers: only the badge differs."""

import csv
import io
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers.person import Person, until
from tests.browser.test_accessibility import SCREENS
from tests.browser.two_modes.product import SYMBOLS, Product
from tests.browser.two_modes.shapes import differences, shape

RESULT_MS = 90_000
BASKET = ",".join(SYMBOLS)
RULE = "IBM far above its price"
GO = "path => history.pushState({}, '', path)"
TITLES = {
    "home": "Home",
    "symbol": "IBM",
    "forecasts": "Forecasts",
    "risk": "Risk",
    "optimise": "Optimise",
    "pairs": "Pairs",
    "alerts": "Alerts",
    "data-health": "Data health",
    "alignment": "Alignment",
    "pipelines": "Pipelines",
    "jobs": "Jobs",
    "your-data": "Your data",
    "settings": "Settings",
    "about": "About Sightline",
}
ADDRESSES = {**SCREENS, "pairs": "/pairs?y=IBM&x=MSFT"}
"""An address without a pair shows one of the symbols that there are: not the same in both."""
OF_PAST_WORK = frozenset({"alignment", "jobs"})
"""Screens whose panels are named after what has run here."""
WEIGHTS = {"IBM": 0.5, "AAPL": 0.25, "MSFT": 0.25}


def test_the_badge_names_the_mode(product: Product, somebody: Person) -> None:
    somebody.visit("/", "Home")
    badge = somebody.page.get_by_role("button", name=f"Connection: {product.mode}")
    expect(badge).to_be_visible(timeout=RESULT_MS)
    badge.click()
    expect(somebody.page.get_by_role("dialog", name="Connection")).to_contain_text("Connected")


def test_a_watched_symbol_leads_to_its_chart(somebody: Person) -> None:
    somebody.visit("/", "Home")
    for symbol in SYMBOLS:
        row = somebody.table("Watchlist").get_by_role("row", name=re.compile(f"^{symbol} "))
        expect(row).to_contain_text(re.compile(r"\d+\.\d%"))
    watched = somebody.page.get_by_role("listbox", name="Watched symbols")
    watched.get_by_role("option", name=re.compile("^IBM ")).click()
    expect(somebody.page.get_by_role("heading", level=1, name="IBM")).to_be_visible()
    chart = somebody.page.get_by_role("application", name=re.compile("Price of IBM"))
    expect(chart).to_be_visible()
    somebody.choose("Range", "5Y")
    expect(somebody.page).to_have_url(re.compile("range=5Y"))
    somebody.page.get_by_role("radio", name="Raw").click()
    expect(somebody.page.get_by_text("Prices as they traded")).to_be_visible()
    expect(somebody.panel("Risk")).to_contain_text("Volatility, annual")


def test_risk_is_measured_and_explains_itself(somebody: Person) -> None:
    somebody.visit("/risk?symbol=IBM", "Risk")
    figures = somebody.panel("Risk of IBM")
    figures.locator('[data-why^="risk.sharpe"]').first.click()
    dialog = somebody.page.get_by_role("dialog", name="Sharpe ratio")
    for words in ("Formula", "Second engine", "agrees"):
        expect(dialog).to_contain_text(words)
    backtests = somebody.table("Backtest of value at risk")
    expect(backtests.get_by_role("row")).to_have_count(6)


def test_an_alert_rule_is_made_and_deleted(product: Product, somebody: Person) -> None:
    page = somebody.page
    somebody.visit("/alerts?edit=new&symbol=IBM&level=99999", "Alerts")
    preview = page.get_by_role("status", name="Preview")
    expect(preview).to_contain_text(re.compile("Would .*have fired"))
    page.get_by_label("Name (optional)").fill(RULE)
    page.get_by_role("button", name="Make rule").click()
    row = somebody.table("Alert rules").get_by_role("row", name=re.compile(RULE))
    expect(row).to_be_visible()
    for rule in product.call("GET", "/api/v1/alerts/rules?limit=200")["results"]:
        if rule["name"] == RULE:
            assert product.ask("DELETE", f"/api/v1/alerts/rules/{rule['id']}").status == 204
    page.reload()
    expect(row).to_have_count(0)


def test_the_optimise_form_gives_weights(somebody: Person) -> None:
    somebody.visit(f"/optimise?symbols={BASKET}&objective=min_volatility", "Optimise")
    somebody.page.get_by_role("button", name="Optimise", exact=True).click()
    expect(somebody.panel("Efficient frontier")).to_be_visible(timeout=RESULT_MS)
    cells = somebody.table("Weights").locator("tbody tr td:nth-child(2)")
    shares = [float(text.strip().rstrip("%")) for text in cells.all_inner_texts()]
    assert abs(sum(shares) - 100.0) < 0.3
    expect(somebody.panel("Orders in whole shares")).to_contain_text("Left over")


def test_exports_hold_the_same_columns(
    demo_product: Product, live_product: Product, subtests: pytest.Subtests
) -> None:
    for path in ("bars?symbol=IBM&period=1y", "risk?symbol=IBM&period=1y"):
        with subtests.test(path):
            demo, live = (
                _columns(product.ask("GET", f"/api/v1/exports/{path}&format=csv").text())
                for product in (demo_product, live_product)
            )
            assert demo == live
            assert len(demo) > 3


def test_the_same_screens_and_ways(demo_product: Product, live_product: Product) -> None:
    for product in (demo_product, live_product):
        product.trained()
    demo, live = (product.context.new_page() for product in (demo_product, live_product))
    for page in (demo, live):
        Person(page).visit("/", "Home")
    assert _ways(demo) == _ways(live)
    for name, path in ADDRESSES.items():
        for page in (demo, live):
            # As a link inside the page does it: the frame of the screens is loaded once.
            page.evaluate(GO, path.replace("KO", "IBM").replace("XOM", "MSFT"))
        for page in (demo, live):
            expect(page.get_by_role("heading", level=1, name=TITLES[name])).to_be_visible()
            Person(page).settle()
        if name not in OF_PAST_WORK:
            _same_panels(demo, live, name)
    for page in (demo, live):
        page.close()


ROUTES: tuple[tuple[str, str, Any], ...] = (
    ("GET", "meta", None),
    ("GET", "me", None),
    ("GET", "me/settings", None),
    ("GET", "instruments?limit=200", None),
    ("GET", "instruments/IBM", None),
    ("GET", "instruments/IBM/actions", None),
    ("GET", "watchlists", None),
    ("GET", "price?symbol=IBM", None),
    ("GET", "history?symbol=IBM&period=1y&interval=1d", None),
    ("GET", "history?symbol=IBM&period=1y&interval=1wk&adjusted=false", None),
    ("GET", "risk?symbol=IBM&period=1y", None),
    ("GET", "risk?symbol=IBM&period=5y&benchmark=MSFT&confidence=0.99", None),
    ("GET", f"risk/correlation?symbols={BASKET}&period=1y", None),
    ("GET", "risk/backtest?symbol=IBM&confidence=0.95", None),
    ("GET", "risk/garch?symbol=IBM&model=garch&distribution=normal", None),
    ("POST", "risk/portfolio", {"weights": WEIGHTS, "period": "1y"}),
    ("GET", "prediction?symbol=IBM&model=random_walk&horizon=5", None),
    ("GET", "forecasts/leaderboard?symbol=IBM&horizon=5", None),
    ("GET", "forecasts/ledger?symbol=IBM&model=random_walk", None),
    ("POST", "portfolio/optimize", {"symbols": SYMBOLS, "objective": "equal_weight"}),
    ("GET", "portfolio/optimizations", None),
    ("GET", "alerts/rules", None),
    ("GET", "alerts/events", None),
    ("GET", "jobs", None),
    ("GET", "feeds/health", None),
    ("GET", "settings/providers", None),
    ("GET", "settings/mail", None),
    ("GET", "stream/state", None),
    ("GET", "quality/health", None),
    ("GET", "quality/measures/risk.sharpe?symbol=IBM&period=1y", None),
    ("GET", "price?symbol=NOSUCH", None),
    ("GET", "risk?symbol=IBM&period=never", None),
)


def test_every_route_answers_in_the_same_shape(
    demo_product: Product, live_product: Product, subtests: pytest.Subtests
) -> None:
    for method, path, body in ROUTES:
        with subtests.test(f"{method} {path}"):
            demo, live = (
                product.ask(method, f"/api/v1/{path}", body)
                for product in (demo_product, live_product)
            )
            assert (demo.status, live.status) in {(200, 200), (404, 404), (400, 400)}, live.text()
            assert differences(shape(demo.json()), shape(live.json())) == []


def _columns(text: str) -> list[str]:
    rows = csv.reader(line for line in io.StringIO(text) if not line.startswith("#"))
    return next(rows)


def _ways(page: Page) -> list[tuple[str, str]]:
    ways: list[tuple[str, str]] = []
    for menu in ("Data and jobs", "Account"):
        page.get_by_role("button", name=menu).click()
        expect(page.get_by_role("dialog", name=menu)).to_be_visible()
        if menu == "Data and jobs":
            ways = _links(page)
            page.keyboard.press("Escape")
    acts = page.get_by_role("dialog", name="Account").get_by_role("button").all_inner_texts()
    page.keyboard.press("Escape")
    return [*ways, *((text, "Account") for text in acts)]


def _links(page: Page) -> list[tuple[str, str]]:
    links = page.get_by_role("banner").get_by_role("link").all()
    return [
        (link.inner_text(), re.sub("/symbols/.*", "/symbols", link.get_attribute("href") or ""))
        for link in links
    ]


OF_LIVE_ALONE = {"Set up Sightline"}
"""A demo comes with all that a live installation has to be given."""
OF_DEMO_ALONE = {"Demo"}
"""In Settings: the tour past the demo's figures, and its samples."""


def _same_panels(demo: Page, live: Page, screen: str) -> None:
    def differing() -> set[str]:
        there, here = set(_panels(demo)) - OF_DEMO_ALONE, set(_panels(live)) - OF_LIVE_ALONE
        return there ^ here if there and here else {"no panel yet"}

    try:
        until(lambda: not differing(), f"the same {screen}")
    except AssertionError as late:
        raise AssertionError(f"{screen}: {sorted(differing())}") from late


def _panels(page: Page) -> list[str]:
    return [
        panel.get_attribute("aria-label") or panel.inner_text().split("\n")[0]
        for panel in page.get_by_role("main").get_by_role("region").all()
    ]
