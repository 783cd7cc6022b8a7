"""One product, one browser, one window and one sign-in for all stories; a clean page for each."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    StorageState,
    ViewportSize,
    expect,
    sync_playwright,
)

from launcher.layout import Layout
from launcher.running.child_environment import tool_environment
from launcher.testing.chromium import find_chromium
from launcher.testing.product import running_product
from tests.browser.helpers.person import Person
from tests.browser.helpers.window import Window
from tests.browser.helpers.witness import Witness

ROOT = Path(__file__).parents[2]
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every story, so that `-m "not browser"` leaves them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The URL of a running product: the suite's, else one of our own."""
    given = os.environ.get("SIGHTLINE_TEST_URL")
    if given:
        yield given
        return
    layout = Layout(ROOT)
    # The settings of the tests put these into the process; the product makes its own.
    own = ("REDIS_URL", "SIGHTLINE_DATA_DIR", "SIGHTLINE_SECRET_KEY", "SIGHTLINE_FIELD_KEYS")
    env = {name: value for name, value in tool_environment(layout).items() if name not in own}
    with running_product(layout, env) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all pages."""
    path = os.environ.get("SIGHTLINE_TEST_CHROMIUM") or find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or None, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def session_state(chromium: Browser, site: str) -> StorageState:
    """Cookies of the demo user after one sign-in through the form."""
    context = chromium.new_context(base_url=site)
    person = Person(context.new_page())
    person.sign_in()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="session")
def window(chromium: Browser, site: str) -> Iterator[Window]:
    """The window on a desk that all stories use, one after the other."""
    made = Window(chromium, site)
    yield made
    made.close()


@pytest.fixture(scope="session")
def phone(chromium: Browser, site: str) -> Iterator[Window]:
    """The window on a phone."""
    viewport: ViewportSize = {"width": 390, "height": 844}
    made = Window(chromium, site, viewport=viewport, has_touch=True, is_mobile=True)
    yield made
    made.close()


class Device(NamedTuple):
    """A size of screen, and how it is pressed."""

    name: str
    width: int
    height: int
    touch: bool


DEVICES = (Device("desktop", 1440, 900, touch=False), Device("phone", 390, 844, touch=True))


@pytest.fixture(params=DEVICES, ids=lambda device: device.name)
def device(request: pytest.FixtureRequest) -> Device:
    """The device in the person's hands."""
    made: Device = request.param
    return made


@pytest.fixture
def page(
    device: Device, window: Window, phone: Window, session_state: StorageState
) -> Iterator[Page]:
    """A signed-in page on the device."""
    with (phone if device.touch else window).lent(session_state) as context:
        made = context.new_page()
        made.set_viewport_size({"width": device.width, "height": device.height})
        yield made


@pytest.fixture
def stranger(window: Window) -> Iterator[Page]:
    """A page of somebody who has not signed in."""
    with window.lent() as context:
        yield context.new_page()


@pytest.fixture
def context(window: Window, session_state: StorageState) -> Iterator[BrowserContext]:
    """A signed-in browser window."""
    with window.lent(session_state) as lent:
        yield lent


@pytest.fixture
def person(context: BrowserContext) -> Iterator[Person]:
    """The demo user at a page; the story fails when the page broke a rule or threw."""
    page = context.new_page()
    witness = Witness(page)
    yield Person(page)
    assert witness.faults == []
