"""No screen breaks a rule of axe, in either theme, on a desk or on a phone; what opens closes."""

from typing import Final, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers.axe import violations
from tests.browser.helpers.overlays import (
    PALETTE,
    closes_by_escape_and_outside,
    find_openers,
    worth_pressing,
)
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


THEMES: Final[tuple[Literal["dark", "light"], ...]] = ("dark", "light")


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_has_no_violations_and_closes_what_it_opens(
    page: Page, screen: str, subtests: pytest.Subtests
) -> None:
    """Loaded once on each device; the system's theme changes while it is looked at."""
    page.emulate_media(color_scheme=THEMES[0])
    page.goto(SCREENS[screen])
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    Person(page).settle()
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", theme)
        with subtests.test(theme):
            assert violations(page) == []
            assert page.evaluate(OVERFLOW) <= 0, "the page scrolls sideways"
    found = find_openers(page)
    assert any(PALETTE in one.label for one in found), "nothing was found to open"
    everything = screen == "home"  # the frame is the same one around all screens
    turn = [*SCREENS].index(screen)
    for opener in found if everything else worth_pressing(found, turn):
        closes_by_escape_and_outside(page, opener)


def test_sign_in_has_no_violations(stranger: Page) -> None:
    stranger.goto("/sign-in")
    expect(stranger.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert violations(stranger) == []
