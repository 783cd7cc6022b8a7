"""No screen breaks a rule of axe, in either theme, on a desk or on a phone."""

from typing import Final, Literal, NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Page, expect

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


THEMES: Final[tuple[Literal["dark", "light"], ...]] = ("dark", "light")


class Size(NamedTuple):
    """A size of screen."""

    width: int
    height: int


@pytest.mark.parametrize("size", [Size(1440, 900), Size(390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_has_no_violations(
    context: BrowserContext, screen: str, size: Size, subtests: pytest.Subtests
) -> None:
    """Loaded once on each size of screen; the system's theme changes while it is looked at."""
    page = context.new_page()
    page.set_viewport_size({"width": size.width, "height": size.height})
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


def test_sign_in_has_no_violations(stranger: Page) -> None:
    stranger.goto("/sign-in")
    expect(stranger.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert violations(stranger) == []
