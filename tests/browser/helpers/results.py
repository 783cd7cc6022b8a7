"""How each screen gets its results, so that what it then shows can be looked at."""

import re
from collections.abc import Callable
from typing import Final

from playwright.sync_api import FilePayload, expect

from tests.browser.helpers.person import Person

DONE_MS: Final = 120_000
WEEK: Final = ("2022-01-03", "2022-01-04", "2022-01-05", "2022-01-06", "2022-01-07")


def _csv() -> FilePayload:
    """Return a file of ten lines, one of which cannot be read."""
    lines = ["Date,Open,High,Low,Close,Volume"]
    lines += [f"{day},{10 + n}.5,{11 + n},{10 + n},{10 + n}.7,900" for n, day in enumerate(WEEK)]
    text = "\n".join([*lines, "yesterday,1,1,1,1,1"])
    return {"name": "crawl.csv", "mimeType": "text/csv", "buffer": text.encode()}


def optimised(person: Person) -> None:
    """Weights, frontier and orders."""
    person.visit("/optimise?symbols=AAPL,KO,XOM,JPM&objective=min_volatility", "Optimise")
    person.page.get_by_role("button", name="Optimise", exact=True).click()
    expect(person.panel("Efficient frontier")).to_be_visible(timeout=DONE_MS)


def infeasible(person: Person) -> None:
    """Limits that no portfolio keeps, and what would be enough."""
    person.visit("/optimise?symbols=AAPL,KO,XOM&max=20", "Optimise")
    person.page.get_by_role("button", name="Optimise", exact=True).click()
    expect(person.page.get_by_role("alert")).to_contain_text("No portfolio", timeout=DONE_MS)


def scanned(person: Person) -> None:
    """Every pair of a universe."""
    person.visit("/pairs?y=KO&x=PEP&universe=KO,PEP,JNJ,PG", "Pairs")
    person.page.get_by_role("button", name=re.compile("^Scan")).click()
    expect(person.table("Scanned pairs")).to_be_visible(timeout=DONE_MS)


def backtested(person: Person) -> None:
    """The rule of a pair on its past."""
    person.visit("/pairs?y=KO&x=PEP", "Pairs")
    person.page.get_by_role("button", name="Run backtest").click()
    expect(person.panel("Backtest of the rule")).to_contain_text("Turnover", timeout=DONE_MS)


def portfolio_risk(person: Person) -> None:
    """The risk of a portfolio with its parts."""
    person.visit("/risk?symbol=KO&weights=KO:0.5,PEP:0.3,XOM:0.2", "Risk")


def alert_previewed(person: Person) -> None:
    """A backtest of a rule."""
    person.visit("/alerts?edit=new&symbol=KO&level=1", "Alerts")
    preview = person.page.get_by_role("status", name="Preview")
    expect(preview).to_contain_text("Would have fired")


def file_previewed(person: Person) -> None:
    """The first lines of a file."""
    person.visit("/your-data", "Your data")
    person.page.locator("input[type=file]").set_input_files(_csv())
    expect(person.page.get_by_role("region", name="First lines of the file")).to_be_visible()


def file_tried(person: Person) -> None:
    """What would be taken of a file, and what not."""
    file_previewed(person)
    person.page.get_by_label("Symbol", exact=True).fill("CRAWL.X")
    person.page.get_by_role("button", name="Check without storing").click()
    expect(person.table("Rejected lines")).to_be_visible(timeout=DONE_MS)


def file_kept(person: Person) -> None:
    """An instrument of one's own."""
    file_previewed(person)
    person.page.get_by_label("Symbol", exact=True).fill("CRAWL.X")
    person.page.get_by_role("button", name="Upload", exact=True).click()
    table = person.table("Your instruments")
    expect(table.get_by_role("row", name=re.compile("CRAWL.X"))).to_be_visible(timeout=DONE_MS)


def file_deleted(person: Person) -> None:
    """The instrument of the crawl is gone again."""
    person.page.get_by_role("button", name="Delete CRAWL.X", exact=True).click()
    person.page.get_by_role("button", name="Really delete CRAWL.X").click()
    table = person.table("Your instruments")
    expect(table.get_by_role("row", name=re.compile("CRAWL.X"))).to_have_count(0)


def features_made(person: Person) -> None:
    """A run of the feature pipeline, compared with the reference."""
    person.visit("/pipelines?universe=KO,PEP&symbol=KO", "Pipelines")
    person.page.get_by_role("button", name="Run", exact=True).click()
    expect(person.table("Alignment by feature")).to_be_visible(timeout=DONE_MS)


def job_opened(person: Person) -> None:
    """One job with its timeline, its question and its answer."""
    features_made(person)
    person.visit("/jobs", "Jobs")
    person.table("Jobs").get_by_role(
        "row", name=re.compile("features", re.IGNORECASE)
    ).first.click()
    expect(person.page.get_by_role("list", name="Timeline")).to_be_visible()
    for part in person.page.locator("details > summary").all():
        part.click()


def finding_opened(person: Person) -> None:
    """One finding with its bars and what can be done."""
    person.visit("/data-health?show=all", "Data health")
    person.table("Findings").get_by_role("row").nth(1).click()
    expect(
        person.page.get_by_role("group", name="Bars").or_(person.page.locator("dl")).first
    ).to_be_visible()


def engines_compared(person: Person) -> None:
    """A comparison of both engines over every measure."""
    person.visit("/alignment", "Alignment")
    if not person.page.get_by_role("region", name="This run").count():
        person.page.get_by_role("button", name=re.compile("Compare|Run")).first.click()
    expect(person.panel("This run")).to_be_visible(timeout=4 * DONE_MS)


RESULTS: Final[dict[str, Callable[[Person], None]]] = {
    "optimise-weights": optimised,
    "optimise-infeasible": infeasible,
    "pairs-scan": scanned,
    "pairs-backtest": backtested,
    "risk-portfolio": portfolio_risk,
    "alerts-preview": alert_previewed,
    "upload-preview": file_previewed,
    "upload-trial": file_tried,
    "upload-kept": file_kept,
    "pipelines-run": features_made,
    "jobs-detail": job_opened,
    "health-finding": finding_opened,
    "alignment-run": engines_compared,
}
"""By name; each leaves the screen with its results in view."""

UNDONE: Final = {"upload-kept": file_deleted}
"""What a state leaves behind, taken away again."""
