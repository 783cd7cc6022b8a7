"""What a screen costs to open in headless Chromium: bytes and requests over the wire, and time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from playwright.sync_api import Browser, BrowserContext, CDPSession, expect, sync_playwright

from launcher.layout import Layout
from launcher.testing.chromium import ensure_chromium
from tests.browser.helpers.person import Person

_ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_CODE: Final = ("Script", "Stylesheet")
_GZIP: Final = {"Accept-Encoding": "gzip"}  # the budgets are in gzip, browsers ask for Brotli
_PATIENCE_MS: Final = 60_000
# Runs before the page's own code: notes when its largest text or picture was painted, how far its
# parts jumped, and when a canvas first held the colours of a chart and not of a bare frame.
_WATCH: Final = """
window.seen = {largest: 0, jumped: 0, chart: 0};
const watch = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take))
  .observe({type, buffered: true});
watch('largest-contentful-paint', one => { window.seen.largest = one.startTime; });
watch('layout-shift', one => { if (!one.hadRecentInput) window.seen.jumped += one.value; });
const drawn = canvas => {
  if (canvas.width < 300 || canvas.height < 100) return false;
  const {width, height} = canvas, middle = Math.floor(height / 3);
  const pixels = canvas.getContext('2d').getImageData(0, middle, width, 8).data;
  const colours = new Map();
  for (let at = 0; at < pixels.length; at += 4)
    if (pixels[at + 3] === 255) {
      const name = pixels[at] + ',' + pixels[at + 1] + ',' + pixels[at + 2];
      colours.set(name, (colours.get(name) ?? 0) + 1);
    }
  return [...colours.values()].filter(count => count > 8).length > 3;
};
const look = () => {
  if ([...document.querySelectorAll('canvas')].some(drawn)) window.seen.chart = performance.now();
  else requestAnimationFrame(look);
};
if (location.pathname.startsWith('/symbols/')) requestAnimationFrame(look);
"""
# What a drawn screen fetches for later, as the command palette, is not what it costs to open. On a
# slow machine it would come while the screen still opens, so timers that long never end here.
_NOTHING_FOR_LATER: Final = """
const later = window.setTimeout.bind(window);
window.setTimeout = (work, wait, ...rest) => wait >= 1500 ? 0 : later(work, wait, ...rest);
"""


class Opened(NamedTuple):
    """A screen that was opened with nothing kept from before.

    Attributes
    ----------
    code_kb, all_kb : float
        Scripts and styles, and all answers' bodies, as they came over the wire (gzip), kB of
        1,000 bytes.
    requests : int
        How many answers there were.
    largest_ms, chart_ms : float
        From the start of the navigation until the largest text or picture was painted, and until
        the chart was drawn (0 on screens without a price chart).
    jumped : float
        Sum of the layout shifts.
    """

    code_kb: float
    all_kb: float
    requests: int
    largest_ms: float
    chart_ms: float
    jumped: float


class _Wire:
    """Counts what a page gets."""

    def __init__(self, tools: CDPSession) -> None:
        self.kinds: dict[str, str] = {}
        self.sizes: dict[str, float] = {}
        tools.on("Network.responseReceived", self._came)
        tools.on("Network.dataReceived", self._grew)
        tools.send("Network.enable")

    def _came(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _grew(self, event: dict[str, Any]) -> None:
        """Count bodies as they were sent; heads are the server's and are the same everywhere."""
        before = self.sizes.get(event["requestId"], 0.0)
        self.sizes[event["requestId"]] = before + event["encodedDataLength"] / 1_000

    def code_kb(self) -> float:
        """Return the kB of scripts and styles."""
        return sum(size for request, size in self.sizes.items() if self.kinds.get(request) in _CODE)


class Visitor:
    """Somebody signed in, who opens each screen in a window that keeps nothing."""

    def __init__(self, browser: Browser, site: str) -> None:
        self._browser, self._site = browser, site
        with self._window() as context:
            Person(context.new_page()).sign_in()
            self._state = context.storage_state()

    @contextmanager
    def _window(self, **options: Any) -> Iterator[BrowserContext]:
        context = self._browser.new_context(base_url=self._site, **options)
        context.set_default_timeout(_PATIENCE_MS)
        try:
            yield context
        finally:
            context.close()

    def open(self, path: str) -> Opened:
        """Open a screen and wait until it shows what it loads."""
        with self._window(storage_state=self._state, extra_http_headers=_GZIP) as context:
            page = context.new_page()
            wire = _Wire(context.new_cdp_session(page))
            page.add_init_script(_WATCH)
            page.add_init_script(_NOTHING_FOR_LATER)
            page.goto(path)
            expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=_PATIENCE_MS)
            Person(page).settle()
            if path.startswith("/symbols/"):
                page.wait_for_function("window.seen.chart > 0")
            seen = page.evaluate("window.seen")
            return Opened(
                wire.code_kb(),
                sum(wire.sizes.values()),
                len(wire.kinds),
                seen["largest"],
                seen["chart"],
                seen["jumped"],
            )


@contextmanager
def visitor(layout: Layout, site: str) -> Iterator[Visitor]:
    """Start the browser, sign in, and end it with the block."""
    path = ensure_chromium(layout)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or None, args=list(_ARGUMENTS))
        try:
            yield Visitor(browser, site)
        finally:
            browser.close()
