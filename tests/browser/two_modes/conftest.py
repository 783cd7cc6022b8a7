"""Both products at once: the suite's demo, and a live one that asks local providers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from launcher.layout import Layout
from tests.browser.conftest import PATIENCE_MS, ROOT
from tests.browser.helpers.person import Person
from tests.browser.helpers.witness import Witness
from tests.browser.two_modes.live_site import LiveSite, live_site
from tests.browser.two_modes.product import SYMBOLS, Product

OWNER, PASSWORD = "olga", "a-long-password-7"
JOB_MS = 60_000


@pytest.fixture(scope="package")
def live() -> Iterator[LiveSite]:
    """A product in live mode; nobody has signed up yet."""
    with live_site(Layout(ROOT)) as made:
        yield made


@pytest.fixture(scope="package")
def demo_product(chromium: Browser, site: str, session_state: StorageState) -> Iterator[Product]:
    """The demo's user at the suite's product."""
    context = chromium.new_context(
        base_url=site, storage_state=session_state, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    product = Product("demo", context)
    product.trained()
    yield product
    context.close()


@pytest.fixture(scope="package")
def live_product(chromium: Browser, live: LiveSite) -> Iterator[Product]:
    """The owner of the live product, watching symbols that the providers know."""
    live.providers.faults["yahoo"] = "none"
    context = chromium.new_context(base_url=live.url, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    product = Product("live", context)
    come_in(page)
    page.close()
    _watch(product)
    product.trained()
    yield product
    context.close()


@pytest.fixture(params=["demo", "live"])
def product(request: pytest.FixtureRequest) -> Product:
    """Each product in turn."""
    found: Product = request.getfixturevalue(f"{request.param}_product")
    return found


@pytest.fixture
def somebody(product: Product) -> Iterator[Person]:
    """A person at a clean page of the product in turn."""
    page = product.context.new_page()
    witness = Witness(page)
    yield Person(page)
    page.close()
    assert witness.faults == []


def come_in(page: Page) -> None:
    """Be the owner: sign up at a fresh product, else sign in."""
    if page.request.get("/api/v1/meta").json()["signup_open"]:
        sign_up(page)
    else:
        type_password(page)
        expect(page.get_by_role("navigation").first).to_be_visible(timeout=JOB_MS)


def sign_up(page: Page) -> None:
    """Become the owner of a fresh product."""
    page.goto("/")
    for name, text in (
        ("User name", OWNER),
        ("E-mail", f"{OWNER}@example.org"),
        ("Password", PASSWORD),
        ("Password again", PASSWORD),
    ):
        page.get_by_role("textbox", name=name, exact=True).fill(text)
    page.get_by_role("button", name="Make the account").click()
    # The first visit of a fresh product also loads every part of the front end's frame.
    home = page.get_by_role("heading", level=1, name="Home")
    expect(home).to_be_visible(timeout=JOB_MS)


def type_password(page: Page) -> None:
    """Fill in the owner's name and password."""
    page.goto("/sign-in")
    page.get_by_label("User name or e-mail").fill(OWNER)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _watch(product: Product) -> None:
    for symbol in SYMBOLS:
        added = product.call("POST", "/api/v1/instruments", {"symbol": symbol})
        job = added["job"]
        if job is None:
            # Here before, perhaps with a failure of its provider that a story caused.
            path = f"/api/v1/instruments/{symbol}/refresh"
            assert product.ask("POST", path).ok, path
        else:
            product.finish(job["id"])
    lists = product.call("GET", "/api/v1/watchlists")["results"]
    if lists:
        product.call("PATCH", f"/api/v1/watchlists/{lists[0]['id']}", {"symbols": SYMBOLS})
    else:
        product.call("POST", "/api/v1/watchlists", {"name": "Watchlist", "symbols": SYMBOLS})
