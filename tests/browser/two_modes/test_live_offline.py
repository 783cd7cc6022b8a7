"""Live mode without network, keys or data: every sentence holds, before and after one upload."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pytest
from playwright.sync_api import Browser, FilePayload, Page, Response, expect

from launcher.layout import Layout
from launcher.running.child_environment import tool_environment
from launcher.testing import plan
from launcher.testing.ports import reserved_port
from launcher.testing.product import running_product
from tests.browser.conftest import PATIENCE_MS, ROOT
from tests.browser.helpers.person import Person, until
from tests.browser.helpers.witness import Witness
from tests.browser.two_modes.conftest import sign_up

JOB_MS = 60_000
SCREENS = {
    "/": "Home",
    "/symbols/BTCUSDT": "BTCUSDT",
    "/forecasts": "Forecasts",
    "/forecasts?symbol=BTCUSDT": "Forecasts",
    "/risk": "Risk",
    "/risk?symbol=BTCUSDT": "Risk",
    "/optimise": "Optimise",
    "/pairs": "Pairs",
    "/pairs?y=ETHUSDT&x=BTCUSDT&interval=5m": "Pairs",
    "/alerts": "Alerts",
    "/alerts?edit=new": "Alerts",
    "/data-health": "Data health",
    "/alignment": "Alignment",
    "/pipelines": "Pipelines",
    "/jobs": "Jobs",
    "/your-data": "Your data",
    "/settings": "Settings",
    "/about": "About Sightline",
}
UNTRUE = (
    r"simulated(?! only)",  # the count of simulated symbols is named so
    r"demo",
    r"every check passes",
    r"as the stream writes",
    r"move live",
    r"Figures (are|may be) wrong",
    r"(Train forecast models|Check the data for faults)\s+Finished",
    r"(Compare live bars with their trades|Look at daily values for alerts)\s+Finished",
)
"""What is said of data, and is true of none."""


@pytest.fixture(scope="module")
def offline() -> Iterator[str]:
    """The URL of a product in live mode whose providers and venue cannot be reached."""
    closed = reserved_port()
    env = plan.test_environment(tool_environment(Layout(ROOT))) | {
        "SIGHTLINE_MODE": "live",
        "SIGHTLINE_BINANCE_WS_URL": f"ws://127.0.0.1:{closed}",
        **{
            f"SIGHTLINE_{name}_URL": f"http://127.0.0.1:{closed}"
            for name in ("BINANCE_REST", "YAHOO", "POLYGON_REST", "ALPHAVANTAGE")
        },
    }
    with running_product(Layout(ROOT), env) as url:
        yield url


@pytest.fixture(scope="module")
def page(chromium: Browser, offline: str) -> Iterator[Page]:
    """One window for the whole story."""
    context = chromium.new_context(base_url=offline, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_every_screen_speaks_of_what_is_there(page: Page) -> None:
    owner = Person(page)
    sign_up(page)
    witness = Witness(page)
    _wait_for_first_jobs(page)
    refused: list[str] = []
    page.on("response", lambda answer: refused.extend(_refusals(answer)))
    for path, heading in SCREENS.items():
        owner.visit(path, heading)
        shown = page.get_by_role("main").inner_text()
        assert [one for one in UNTRUE if re.search(one, shown, re.IGNORECASE)] == [], path
        assert refused == [], path
    _upload(page)
    _see_the_upload(owner)
    assert witness.faults == []


def _refusals(answer: Response) -> list[str]:
    """What is known to be refused is not asked: an empty installation refuses nothing."""
    return [f"{answer.status} {answer.request.method} {answer.url}"] if answer.status >= 400 else []


def _wait_for_first_jobs(page: Page) -> None:
    """The jobs that follow a start are over: what they found is what the screens speak of."""

    def over() -> bool:
        jobs = page.request.get("/api/v1/jobs?limit=50").json()["results"]
        return len(jobs) > 4 and all(job["state"] in {"done", "failed"} for job in jobs)

    until(over, "the end of the first jobs", within_s=JOB_MS / 1_000)


def _csv() -> bytes:
    """Return 500 days of a coin whose price begins with seven zeros."""
    moves = np.random.default_rng(3).normal(0.0, 0.03, 500)
    closes = 1.49e-8 * np.exp(np.cumsum(moves) - moves.sum())
    days = (date(2024, 1, 1) + timedelta(days=step) for step in range(len(closes)))
    rows = [f"{day},{close:.4e}" for day, close in zip(days, closes, strict=True)]
    return "\n".join(["Date,Close", *rows]).encode()


def _upload(page: Page) -> None:
    chosen = FilePayload(name="tinycoin.csv", mimeType="text/csv", buffer=_csv())
    page.goto("/your-data")
    page.locator("input[type=file]").set_input_files(chosen)
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_text("TINYCOIN is yours now")).to_be_visible(timeout=JOB_MS)


def _see_the_upload(owner: Person) -> None:
    """Another symbol's lack stays said, and the new one's figures are shown in full."""
    page = owner.page
    # Opened before any training: the screen waits for it and then shows the forecast.
    owner.visit("/symbols/TINYCOIN", "TINYCOIN")
    expect(page.get_by_text("0.00000001490").first).to_be_visible()
    expect(owner.panel("Prediction")).to_contain_text("Median in 5 steps", timeout=JOB_MS)
    owner.visit("/data-health", "Data health")
    expect(page.get_by_text("every check passes on every series that has bars")).to_be_visible()
    owner.visit("/alerts?edit=new&symbol=TINYCOIN&level=1.49e-8", "Alerts")
    expect(page.get_by_role("textbox", name="Level")).to_have_value("0.0000000149")
    expect(page.get_by_role("status", name="Preview")).to_contain_text("0.00000001490")
    owner.visit("/risk?symbol=BTCUSDT", "Risk")
    expect(page.get_by_text("BTCUSDT has no daily bars here")).to_have_count(1)
    expect(page.get_by_text("No numbers, for the reason above.").first).to_be_visible()
