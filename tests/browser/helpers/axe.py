"""What axe finds wrong with a page as it stands."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import ROOT

_RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations.map((one) => ({
    id: one.id,
    help: one.help,
    nodes: one.nodes.slice(0, 5).map((node) => node.html.slice(0, 300)),
  }));
}"""


@cache
def _axe() -> str:
    return (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text()


def violations(page: Page) -> list[dict[str, Any]]:
    """Return the broken rules, each with the elements that break it."""
    # Evaluated by the debugger, so that the page's own content rules stay in force.
    page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return found
