"""Row 14: what each screen costs to open, against its budget; there is no peer.

A started demo, headless Chromium, nothing kept from before: all scripts and styles come over the
wire. The time of the first chart is the person's: from the navigation until candles are drawn.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from benchmarks.harness import Budget
from benchmarks.screen_load import Opened, Visitor, visitor
from launcher.layout import ROOT, Layout
from launcher.running.child_environment import tool_environment
from launcher.testing.product import running_product

CHART: Final = "/symbols/AAPL"
SCREENS: Final = {
    "home": "/",
    "symbol": CHART,
    "forecasts": "/forecasts",
    "risk": "/risk",
    "optimise": "/optimise",
    "pairs": "/pairs",
    "alerts": "/alerts",
    "pipelines": "/pipelines",
    "data-health": "/data-health",
    "alignment": "/alignment",
    "jobs": "/jobs",
    "your-data": "/your-data",
    "settings": "/settings",
    "about": "/about",
}
CHART_KB, ANY_KB = 250.0, 420.0
FIRST_CHART_MS = 1_000.0
_OURS = ("REDIS_URL", "SIGHTLINE_DATA_DIR", "DATABASE_URL")
_CORES = "cores, which browser, servers and workers share"
_BUILD = f"the build; the times below on {_CORES}"


@dataclass
class _Screen:
    """The openings of one screen."""

    visitor: Visitor
    path: str
    opened: list[Opened] = field(default_factory=list)

    def take(self, part: Callable[[Opened], float]) -> float:
        """Open it once more and return one part."""
        self.opened.append(self.visitor.open(self.path))
        return part(self.opened[-1])

    def note(self) -> str:
        """Say what else each opening took."""
        largest = median(one.largest_ms for one in self.opened)
        jumped = median(one.jumped for one in self.opened)
        last = self.opened[-1]
        return (
            f"{last.requests} requests, {last.all_kb:.0f} kB with all answers; largest paint "
            f"{largest:.0f} ms; layout shift {jumped:.3f}"
        )


def _code(name: str, screen: _Screen) -> Budget:
    return Budget(
        "14",
        f"page-{name}",
        f"scripts and styles of {screen.path}, gzip, over the wire",
        measured=lambda: screen.take(lambda opened: opened.code_kb),
        most=CHART_KB if screen.path == CHART else ANY_KB,
        unit="kB",
        depends=_BUILD,
        rounds=1,  # the bytes are those of the build
        note=screen.note,
    )


def _chart(screen: _Screen) -> Budget:
    return Budget(
        "14",
        "page-first-chart",
        f"{screen.path} until candles are drawn, nothing kept from before",
        measured=lambda: screen.take(lambda opened: opened.chart_ms),
        most=FIRST_CHART_MS,
        unit="ms",
        depends=_CORES,
        rounds=5,
        note=screen.note,
    )


def rows() -> Iterator[Budget]:
    """Open every screen of a demo of its own."""
    layout = Layout(ROOT)
    env = {name: value for name, value in tool_environment(layout).items() if name not in _OURS}
    with running_product(layout, env) as site, visitor(layout, site) as somebody:
        for name, path in SCREENS.items():
            yield _code(name, _Screen(somebody, path))
        yield _chart(_Screen(somebody, CHART))
