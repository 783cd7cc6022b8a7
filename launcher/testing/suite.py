"""The suite: everything in order, what failed does not stop the rest, one summary."""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from launcher.environment import ensure_environment
from launcher.errors import LauncherError
from launcher.install.frontend import ensure_frontend, ensure_packages
from launcher.install.node import ensure_node
from launcher.install.spark_install import spark_if_possible
from launcher.layout import Layout
from launcher.running.child_environment import tool_environment
from launcher.terminal import paint, say
from launcher.testing.chromium import ensure_chromium
from launcher.testing.forbidden import check_forbidden
from launcher.testing.lanes import run_lanes
from launcher.testing.outcome import Counts, Outcome, closing_line
from launcher.testing.plan import (
    BROWSER_ROOMS,
    DATABASE_ROOMS,
    ON_THE_SECOND_DATABASE,
    coverage_options,
    frontend_budget,
    frontend_checks,
    narrowed,
    pytest_step,
    python_checks,
    test_environment,
)
from launcher.testing.product import running_product
from launcher.testing.runner import run_step

_TWO_AT_A_TIME = ("-n", "2")
_BUILD = "front end build"


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the suite is wanted.

    Attributes
    ----------
    words : list of str
        Places and options of pytest; empty for everything.
    full : bool
        Every test on the second database too, not only what it can answer differently.
    coverage : bool
        Only the run on SQLite, measured and held to the floor.
    """

    words: list[str]
    full: bool = False
    coverage: bool = False


def run_suite(layout: Layout, asked: Asked) -> int:
    """Run everything, or with words only the tests that pytest selects by them."""
    ensure_environment(layout, development=True)
    spark_if_possible(layout, else_skipped="The Spark tests")
    env = test_environment(tool_environment(layout))
    outcomes: list[Outcome] = []
    for outcome in _steps(layout, env, asked):
        outcomes.append(outcome)
        if not outcome.ok:
            say(paint(f"-- {outcome.name} FAILED: {outcome.remark}", "red"))
    return _summary(outcomes, filtered=bool(asked.words))


def _steps(layout: Layout, env: Mapping[str, str], asked: Asked) -> Iterator[Outcome]:
    if asked.words or asked.coverage:
        # Some of the selected tests may start the product, which needs its build.
        yield _build(layout)
    else:
        yield from _checks(layout, env)
    yield from _python_tests(layout, env, asked)
    if asked.coverage:
        return
    words = narrowed(layout.root, BROWSER_ROOMS, asked.words)
    if words is not None:
        yield _browser_tests(layout, env, words, filtered=bool(asked.words))


def _checks(layout: Layout, env: Mapping[str, str]) -> Iterator[Outcome]:
    node = ensure_node(layout)
    ensure_packages(layout, node)
    yield from run_lanes([[*python_checks(layout, env)], [*frontend_checks(layout, node)]])
    yield check_forbidden(layout)
    yield _build(layout)
    yield run_step(frontend_budget(layout, node))


def _build(layout: Layout) -> Outcome:
    """The build as the product makes it, so that the product's start finds it done."""
    begin = time.monotonic()
    say(f"\n{paint(f'== {_BUILD}', 'bold')}")
    try:
        ensure_frontend(layout)
    except LauncherError as error:
        return _failure(_BUILD, error, begin)
    return Outcome(_BUILD, ok=True, counts=Counts(passed=1), seconds=time.monotonic() - begin)


def _failure(name: str, error: LauncherError, begin: float) -> Outcome:
    for line in error.detail:
        say(f"    {line}")
    seconds = time.monotonic() - begin
    return Outcome(name, ok=False, counts=Counts(failed=1), seconds=seconds, remark=error.sentence)


def _python_tests(layout: Layout, env: Mapping[str, str], asked: Asked) -> Iterator[Outcome]:
    options, filtered = asked.words, bool(asked.words)
    rooms = sorted(
        str(folder.relative_to(layout.root))
        for folder in (layout.root / "tests").iterdir()
        if (folder / "__init__.py").exists()
        and str(folder.relative_to(layout.root)) not in BROWSER_ROOMS
    )
    words = narrowed(layout.root, rooms, options)
    if words is not None:
        measured = coverage_options(layout, filtered=filtered) if asked.coverage else ()
        words = [*_TWO_AT_A_TIME, *measured, *words]
        yield run_step(pytest_step(layout, "pytest on SQLite", words, env, filtered=filtered))
    words = narrowed(layout.root, DATABASE_ROOMS, options)
    if words is not None and not asked.coverage:
        some = () if asked.full or filtered else ON_THE_SECOND_DATABASE
        yield _on_postgres(layout, env, [*_TWO_AT_A_TIME, *some, *words], filtered=filtered)


def _on_postgres(
    layout: Layout, env: Mapping[str, str], words: list[str], *, filtered: bool
) -> Outcome:
    # Needs what ensure_environment installed, so not at the top.
    from tests.servers.postgres import PostgresServer  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="sightline-pg-") as folder:
        Path(folder).chmod(0o711)
        server = PostgresServer(Path(folder)).start()
        try:
            where = {**env, "DATABASE_URL": server.url}
            name = "pytest on PostgreSQL"
            return run_step(pytest_step(layout, name, words, where, filtered=filtered))
        finally:
            server.stop()


def _browser_tests(
    layout: Layout, env: Mapping[str, str], words: list[str], *, filtered: bool
) -> Outcome:
    name, begin = "browser tests", time.monotonic()
    try:
        chromium = ensure_chromium(layout)
        with running_product(layout, env) as url:
            where = {**env, "SIGHTLINE_TEST_URL": url, "SIGHTLINE_TEST_CHROMIUM": chromium}
            return run_step(pytest_step(layout, name, words, where, filtered=filtered))
    except LauncherError as error:
        return _failure(name, error, begin)


def _summary(outcomes: Sequence[Outcome], *, filtered: bool) -> int:
    say(f"\n{paint('== summary', 'bold')}")
    for outcome in outcomes:
        mark = paint("ok", "green") if outcome.ok else paint("!!", "red")
        counts = closing_line(outcome.counts)
        say(f"  {mark} {outcome.name:<22} {outcome.seconds:7.1f} s  {counts}  {outcome.remark}")
    total = sum((outcome.counts for outcome in outcomes), Counts())
    well = all(outcome.ok for outcome in outcomes)
    tests = sum((one.counts for one in outcomes if one.name != _BUILD), Counts())
    if filtered and tests.passed + tests.failed == 0:
        say("No test matches these options.")
        well = False
    say(closing_line(total))
    return 0 if well else 1
