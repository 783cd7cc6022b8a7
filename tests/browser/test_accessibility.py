"""No screen breaks a rule of axe, in either theme, on a desk or on a phone."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from tests.browser.conftest import PATIENCE_MS
from tests.browser.helpers.axe import violations
from tests.browser.helpers.person import Person

SCREENS = {
    "home": "/",
    "symbol": "/symbols/KO",
    "forecasts": "/forecasts?symbol=KO&model=random_walk",
    "risk": "/risk?symbol=KO",
    "optimise": "/optimise?symbols=AAPL,KO,XOM",
    "pairs": "/pairs",
    "alerts": "/alerts",
    "data-health": "/data-health",
    "alignment": "/alignment",
    "pipelines": "/pipelines?symbol=KO",
    "jobs": "/jobs",
    "your-data": "/your-data",
    "settings": "/settings",
    "about": "/about",
}

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


class Look(NamedTuple):
    """A theme on a size of screen."""

    theme: Literal["dark", "light"]
    width: int
    height: int


LOOKS = (
    Look("dark", 1440, 900),
    Look("light", 1440, 900),
    Look("dark", 390, 844),
    Look("light", 390, 844),
)


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look.theme}-{look.width}")
def window(
    request: pytest.FixtureRequest, chromium: Browser, site: str, session_state: StorageState
) -> Iterator[BrowserContext]:
    """A signed-in window in one look, kept for all its screens."""
    look: Look = request.param
    made = chromium.new_context(
        base_url=site,
        storage_state=session_state,
        color_scheme=look.theme,
        viewport={"width": look.width, "height": look.height},
        reduced_motion="reduce",
    )
    made.set_default_timeout(PATIENCE_MS)
    made.new_page()
    yield made
    made.close()


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_has_no_violations(window: BrowserContext, screen: str) -> None:
    page = window.pages[0]
    page.goto(SCREENS[screen])
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    Person(page).settle()
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) <= 0, "the page scrolls sideways"


def test_sign_in_has_no_violations(stranger: Page) -> None:
    stranger.goto("/sign-in")
    expect(stranger.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert violations(stranger) == []
