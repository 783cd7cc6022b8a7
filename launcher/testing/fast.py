"""``./sightline test --fast``: one place's tests in seconds, before the whole suite."""

from collections.abc import Sequence
from pathlib import Path

from launcher.environment import ensure_environment
from launcher.errors import LauncherError
from launcher.install.frontend import ensure_packages, npm_environment
from launcher.install.node import ensure_node
from launcher.layout import Layout
from launcher.running.child_environment import tool_environment
from launcher.terminal import say
from launcher.testing.outcome import closing_line
from launcher.testing.plan import BROWSER_ROOMS, paths_named, pytest_step, test_environment
from launcher.testing.runner import Step, run_step

_FRONTEND = "frontend"


def run_fast(layout: Layout, options: Sequence[str]) -> int:
    """Run tests on SQLite, in one process and without a build; of the front end by vitest."""
    named = paths_named(layout.root, options)
    if not options:
        raise LauncherError(
            "--fast needs a place or a word",
            "name one, as in './sightline test --fast tests/ml/risk' or '--fast -k sharpe'",
        )
    ensure_environment(layout, development=True)
    step = _vitest(layout, options) if _is_frontend(named) else _pytest(layout, options, named)
    outcome = run_step(step)
    say(closing_line(outcome.counts))
    return 0 if outcome.ok and outcome.counts.passed + outcome.counts.failed > 0 else 1


def _is_frontend(named: Sequence[str]) -> bool:
    return bool(named) and all(Path(place).parts[0] == _FRONTEND for place in named)


def _vitest(layout: Layout, options: Sequence[str]) -> Step:
    node = ensure_node(layout)
    ensure_packages(layout, node)
    places = [word.removeprefix(f"{_FRONTEND}/").strip("/") for word in options]
    command = (*node.npm, "run", "--silent", "test", "--", *(one for one in places if one))
    return Step("vitest", command, layout.frontend, npm_environment(layout, node))


def _pytest(layout: Layout, options: Sequence[str], named: Sequence[str]) -> Step:
    if any(place.startswith(BROWSER_ROOMS) for place in named):
        raise LauncherError(
            "The browser stories need the built product",
            "run them without --fast",
        )
    ignored = [f"--ignore={room}" for room in BROWSER_ROOMS]
    env = test_environment(tool_environment(layout))
    return pytest_step(layout, "pytest", [*ignored, *options], env, filtered=True)
