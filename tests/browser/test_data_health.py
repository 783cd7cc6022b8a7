"""A faulty series is put in, found, looked at, repaired and put back."""

from datetime import date, timedelta

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.helpers.person import Person

SYMBOL = "STORYFAULT"
CHECK_MS = 240_000
FIRST, COUNT, ODD = date(2021, 2, 16), 32, 20


def _csv() -> str:
    """Return six weeks without a holiday, one day of which is in pence."""
    days = [day for step in range(60) if (day := FIRST + timedelta(step)).weekday() < 5][:COUNT]
    lines = ["date,open,high,low,close,volume"]
    for place, day in enumerate(days):
        close = 50.0 + 0.3 * (place % 7) + 0.1 * place
        unit = 100.0 if place == ODD else 1.0
        prices = (unit * (close + away) for away in (-0.2, 0.8, -0.9, 0.0))
        shown = ",".join(f"{price:.2f}" for price in prices)
        lines.append(f"{day},{shown},{10_000 + 37 * place}")
    return "\n".join(lines) + "\n"


def _upload(page: Page) -> None:
    cookies = {str(one.get("name")): str(one.get("value")) for one in page.context.cookies()}
    file: FilePayload = {"name": "faulty.csv", "mimeType": "text/csv", "buffer": _csv().encode()}
    answer = page.request.post(
        "/api/v1/uploads/bars",
        headers={"X-CSRFToken": cookies["csrftoken"], "Referer": page.url},
        multipart={"file": file, "symbol": SYMBOL, "interval": "1d"},
    )
    assert answer.ok, answer.text()


def _highest(page: Page) -> float:
    """Return the odd day's high as the chart gets it."""
    query: dict[str, str | float | bool] = {"symbol": SYMBOL, "period": "max", "interval": "1d"}
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
    reach = person.table("Series").get_by_role("row").filter(has_text="Coca-Cola").first
    expect(reach).to_contain_text("28 Dec 2022")
    row = person.table("Findings").get_by_role("row").filter(has_text=SYMBOL)
    row = row.filter(has_text="100 times too large")
    expect(row).to_have_count(1)
    row.click()

    finding = person.panel(f"{SYMBOL}: Hundredfold jump")
    expect(finding).to_contain_text("Raw prices as stored")
    changes = finding.get_by_role("table", name="What would change")
    expect(changes.get_by_role("row")).to_have_count(5)
    finding.get_by_role("button", name="Repair", exact=True).click()
    expect(finding).to_contain_text("Repaired by demo")
    assert round(before / _highest(page)) == 100

    finding.get_by_role("button", name="Undo").click()
    expect(finding.get_by_role("button", name="Repair", exact=True)).to_be_visible()
    assert _highest(page) == before

    finding.get_by_label("Why it is no fault").fill("It is a story.")
    finding.get_by_role("button", name="Dismiss").click()
    expect(finding).to_contain_text("Dismissed: It is a story.")
    finding.get_by_role("button", name="Open again").click()
    expect(finding.get_by_role("button", name="Repair", exact=True)).to_be_visible()
