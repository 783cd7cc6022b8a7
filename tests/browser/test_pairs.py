"""Pairs: live, tested, tried on the past, and searched for."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.helpers.person import Person, until

LIVE = "/pairs?y=BTCUSDT&x=ETHUSDT&interval=1s&window=20&show=120"
DAILY = "/pairs?y=KO&x=JNJ&interval=1d"
MOVES_WITHIN_MS = 40_000
JOB_MS = 60_000


def test_the_z_score_moves_by_itself(person: Person) -> None:
    person.visit(LIVE, "Pairs")
    panel = person.panel("Signal and hedge")
    expect(panel).to_contain_text("z is")
    expect(person.page.get_by_text(re.compile("LIVE"))).not_to_have_count(0)
    before = panel.inner_text()
    expect(panel).not_to_have_text(before, use_inner_text=True, timeout=MOVES_WITHIN_MS)


def test_cointegration_is_answered_by_the_right_test_and_over_time(person: Person) -> None:
    person.visit(DAILY, "Pairs")
    panel = person.panel("Cointegrated?")
    panel.get_by_role("button", name="Test all bars").click()
    expect(panel).to_contain_text("This is the test to read.", timeout=JOB_MS)
    expect(panel).to_contain_text("Misleading here.")
    expect(panel).to_contain_text(re.compile(r"Cointegrated at 5% in \d+% of \d+ windows"))


def test_a_scan_leads_to_the_monitor(person: Person) -> None:
    person.visit("/pairs?universe=KO,JNJ,PG,XOM,CVX", "Pairs")
    person.panel("Scanner").get_by_role("button", name="Scan 10 pairs").click()
    table = person.table("Scanned pairs")
    expect(table.get_by_role("row")).to_have_count(11, timeout=JOB_MS)
    row = table.get_by_role("row").nth(1)
    pair = row.get_by_role("cell").first.inner_text()
    row.click()
    y, x = pair.split(" ~ ")
    expect(person.page).to_have_url(re.compile(f"y={y}&x={x}"))
    expect(person.panel(pair)).to_contain_text("Newest common bar")


def test_the_rule_is_tried_on_the_past(person: Person) -> None:
    person.visit(DAILY, "Pairs")
    panel = person.panel("Backtest of the rule")
    panel.get_by_role("button", name="Run backtest").click()
    for word in ("Total return", "Turnover", "Max drawdown", "ot trading"):
        expect(panel).to_contain_text(word)


def test_a_pair_is_watched_and_let_go(person: Person) -> None:
    person.visit("/pairs?y=PG&x=JNJ&interval=1d&window=77", "Pairs")
    person.page.get_by_role("button", name="Watch this pair").click()
    row = person.table("Watched pairs").get_by_role("row", name="PG ~ JNJ")
    expect(row).to_be_visible()
    row.get_by_role("button", name="Stop watching PG ~ JNJ").click()
    expect(row).to_have_count(0)


def test_too_young_a_pair_says_what_is_missing(person: Person) -> None:
    person.visit("/pairs?y=KO&x=JNJ&interval=1d&window=5000", "Pairs")
    expect(person.panel("Signal and hedge")).to_contain_text(
        re.compile(r"No signal yet: [\d,]+ of 9,999 common bars are still missing")
    )


def test_an_outsider_sees_no_pair(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    page.goto(DAILY)
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    until(lambda: page.request.get("/api/v1/pairs").status in {401, 403})
    context.close()
