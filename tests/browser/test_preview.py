"""A preview from a plain file server: every screen works, and what needs a server says so.

Recording waits until the product's models are trained, as they are when half of the stories are
done: hence the place of this file among them.
"""

import json
import re
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect
from typing_extensions import override

from launcher.layout import Layout
from launcher.previews.preview import build_page, record
from launcher.previews.target import MOST_BYTES, files_of, replacing
from tests.browser.conftest import ROOT
from tests.browser.helpers.person import Person, until
from tests.browser.helpers.window import Window
from tests.browser.helpers.witness import Witness
from tests.browser.test_accessibility import SCREENS

# Long enough to see prices move, and to see the stretch begin again.
SECONDS = 20
ABORTED = "net::ERR_ABORTED"
NEEDED = "This needs a running Sightline"
MISSING = """() => performance.getEntriesByType('mark').map(mark => mark.name)
    .filter(name => name.startsWith('not recorded'))"""


@pytest.fixture(scope="module")
def folder(site: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A preview of the stories' product, in a folder of a host."""
    target = tmp_path_factory.mktemp("host") / "some" / "folder"
    layout = Layout(ROOT / "var", ROOT)
    with replacing(target) as made:
        build_page(layout, made)
        record(layout, site, made, "--seconds", str(SECONDS), "--sessions", "0")
    return target


class _Files(SimpleHTTPRequestHandler):
    @override
    def log_message(self, format: str, *arguments: object) -> None:
        """Write nothing: the stories' output is of the stories."""


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where a server of files has the preview, below the root of its host."""
    handler = partial(_Files, directory=str(folder.parents[1]))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/some/folder/"
        server.shutdown()
        thread.join()


@pytest.fixture
def visitor(window: Window) -> Iterator[tuple[Page, list[str]]]:
    """A page of somebody who has no account, and what its browser could not get."""
    with window.lent() as context:
        page = context.new_page()
        failed: list[str] = []
        # What is on its way when the page is left is no failure.
        page.on(
            "requestfailed",
            lambda request: None if request.failure == ABORTED else failed.append(request.url),
        )
        page.on("response", lambda got: failed.append(got.url) if got.status >= 400 else None)
        witness = Witness(page)
        yield page, failed
        assert witness.faults == []
        assert failed == []


def test_every_screen_is_there(
    address: str, visitor: tuple[Page, list[str]], subtests: pytest.Subtests
) -> None:
    page, _failed = visitor
    for name, path in SCREENS.items():
        with subtests.test(name):
            page.goto("about:blank")
            page.goto(f"{address}#{path}")
            expect(page.get_by_role("heading", level=1).first).to_be_visible()
            Person(page).settle()
            expect(page.get_by_role("button", name="Connection: preview")).to_be_visible()
            assert page.evaluate(MISSING) == []
            expect(page.get_by_text(NEEDED)).to_have_count(0)


def test_prices_move_and_the_stretch_begins_again(
    address: str, visitor: tuple[Page, list[str]]
) -> None:
    page, _failed = visitor
    page.goto(address)
    prices = page.get_by_role("complementary", name="Watchlist")
    expect(prices).to_contain_text(re.compile(r"\d"))
    moves(prices)
    page.wait_for_timeout(SECONDS * 1000)
    moves(prices)


def moves(prices: Locator) -> None:
    """Wait until another price is shown."""
    before = prices.inner_text()
    until(lambda: prices.inner_text() != before, "a new price")


def test_what_needs_a_server_says_so(address: str, visitor: tuple[Page, list[str]]) -> None:
    page, _failed = visitor
    page.goto(f"{address}#/symbols/KO")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("KO")
    page.get_by_role("button", name="As of a past day").click()
    page.get_by_role("button", name="Show that day").click()
    expect(page.get_by_text(NEEDED)).to_be_visible()
    page.get_by_role("button", name=f"Dismiss: {NEEDED}").first.click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("nothing can be changed or started").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("KO")


def test_the_products_own_page_has_nothing_of_it() -> None:
    for file in (ROOT / "frontend" / "dist" / "assets").glob("*.js"):
        assert "not recorded" not in file.read_text(), file


def test_it_is_small_and_names_nobody(folder: Path, session_state: StorageState) -> None:
    assert sum((folder / name).stat().st_size for name in files_of(folder)) <= MOST_BYTES
    index = json.loads((folder / "recorded" / "index.json").read_text())
    me = (folder / "recorded" / index["answers"]["GET /api/v1/me"]).read_text()
    assert json.loads(me)["username"] == "Preview"
    secrets = [cookie["value"] for cookie in session_state["cookies"]]
    private = re.compile("|".join(map(re.escape, [*secrets, str(ROOT), tempfile.gettempdir()])))
    for name in files_of(folder):
        found = private.search((folder / name).read_text(errors="replace"))
        assert found is None, f"{name} holds {found}"
