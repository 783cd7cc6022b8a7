"""What a person does and sees, in their own words: roles and names, never selectors of ours."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

USER, PASSWORD = "demo", "demo"
_DRAWN_WITHIN_S = 20.0
# The headings of the panels that hold some elements.
_PLACES = """all => all.map(one => one.closest('section')?.querySelector('h2, h3')?.textContent)"""


def until(
    holds: Callable[[], bool], what: str = "it", *, within_s: float = _DRAWN_WITHIN_S
) -> None:
    """Wait for something that no locator can express."""
    end = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < end, f"{what} did not come about in time"
        time.sleep(0.2)


class Person:
    """Somebody at a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, password: str = PASSWORD) -> None:
        """Fill in the form and be let in."""
        self.page.goto("/sign-in")
        self.try_password(password)
        expect(self.page.get_by_role("navigation").first).to_be_visible(timeout=20_000)

    def try_password(self, password: str) -> None:
        """Fill in the form as it stands."""
        self.page.get_by_label("User name or e-mail").fill(USER)
        self.page.get_by_role("textbox", name="Password").fill(password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def visit(self, path: str, heading: str | re.Pattern[str]) -> None:
        """Open a screen and wait until it has loaded what it shows."""
        self.page.goto(path)
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing on the screen is a skeleton any more."""
        skeletons = self.page.get_by_role("status", name="Loading")
        try:
            expect(skeletons).to_have_count(0, timeout=60_000)
        except AssertionError as error:
            error.add_note(f"Still loading: {skeletons.evaluate_all(_PLACES)}")
            raise

    def panel(self, title: str) -> Locator:
        """A titled region of the screen."""
        return self.page.get_by_role("region", name=title, exact=True)

    def table(self, name: str) -> Locator:
        """A table by its name."""
        return self.page.get_by_role("table", name=name)

    def choose(self, group: str, option: str) -> None:
        """Press a chip."""
        chips = self.page.get_by_role("radiogroup", name=group)
        chips.get_by_role("radio", name=option, exact=True).click()
