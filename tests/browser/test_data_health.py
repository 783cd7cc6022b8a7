"""A faulty series is put in, found, looked at, repaired and put back."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser.person import Person

SYMBOL = "STORY.FAULT"
CHECK_MS = 120_000
FIRST, COUNT, ODD = date(2021, 2, 16), 32, 20


def _csv() -> str:
    """Return six weeks without a holiday, one day of which has high and low exchanged."""
    days = [day for step in range(60) if (day := FIRST + timedelta(step)).weekday() < 5][:COUNT]
    lines = ["date,open,high,low,close,volume"]
    for place, day in enumerate(days):
        close = 50.0 + 0.3 * (place % 7) + 0.1 * place
        high, low = close + 0.8, close - 0.9
        if place == ODD:
            high, low = low, high
        volume = 10_000 + 37 * place
        lines.append(f"{day},{close - 0.2:.2f},{high:.2f},{low:.2f},{close:.2f},{volume}")
    return "\n".join(lines) + "\n"


def _upload(page: Page) -> None:
    cookies = {str(one.get("name")): str(one.get("value")) for one in page.context.cookies()}
    file = {"name": "faulty.csv", "mimeType": "text/csv", "buffer": _csv().encode()}
    answer = page.request.post(
        "/api/v1/uploads/bars",
        headers={"X-CSRFToken": cookies["csrftoken"], "Referer": page.url},
        multipart={"file": file, "symbol": SYMBOL, "interval": "1d"},
    )
    assert answer.ok, answer.text()


def _highest(page: Page) -> float:
    """Return the odd day's high as the chart gets it."""
    query = {"symbol": SYMBOL, "period": "max", "interval": "1d"}
    bars = page.request.get("/api/v1/history", params=query).json()["bars"]
    return float(bars[ODD]["high"])


def test_a_fault_is_found_repaired_and_put_back(person: Person) -> None:
    person.visit("/data-health", "Data health")
    page = person.page
    _upload(page)
    before = _highest(page)
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_role("progressbar", name="Progress: Finished")).to_be_visible(
        timeout=CHECK_MS
    )
    row = person.table("Findings").get_by_role("row").filter(has_text=SYMBOL)
    row = row.filter(has_text="High and low do not enclose")
    expect(row).to_have_count(1)
    row.click()

    finding = person.panel(f"{SYMBOL}: Order of prices")
    expect(finding).to_contain_text("Raw prices as stored")
    changes = finding.get_by_role("table", name="What would change")
    expect(changes.get_by_role("row")).to_have_count(3)
    finding.get_by_role("button", name="Repair", exact=True).click()
    expect(finding).to_contain_text("Repaired by demo")
    assert _highest(page) > before

    finding.get_by_role("button", name="Undo").click()
    expect(finding.get_by_role("button", name="Repair", exact=True)).to_be_visible()
    assert _highest(page) == before

    finding.get_by_label("Why it is no fault").fill("It is a story.")
    finding.get_by_role("button", name="Dismiss").click()
    expect(finding).to_contain_text("Dismissed: It is a story.")


def test_every_series_is_listed_with_its_reach(person: Person) -> None:
    person.visit("/data-health", "Data health")
    page = person.page
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_role("progressbar", name="Progress: Finished")).to_be_visible(
        timeout=CHECK_MS
    )
    series = person.table("Series")
    expect(series.get_by_role("row").filter(has_text="KO").first).to_contain_text("28 Dec 2022")
