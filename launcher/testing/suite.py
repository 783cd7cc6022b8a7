"""The suite: checks, build and tests; what failed does not stop the rest, one summary."""

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from launcher.environment import ensure_environment
from launcher.errors import LauncherError
from launcher.install.frontend import ensure_frontend, ensure_packages
from launcher.install.node import ensure_node
from launcher.install.spark_install import spark_if_possible
from launcher.layout import Layout
from launcher.running.child_environment import tool_environment
from launcher.terminal import paint, say
from launcher.testing.forbidden import check_forbidden
from launcher.testing.lanes import run_lanes
from launcher.testing.outcome import Counts, Outcome, closing_line, failure
from launcher.testing.plan import (
    frontend_budget,
    frontend_checks,
    python_checks,
    test_environment,
)
from launcher.testing.python_tests import Asked, Runs
from launcher.testing.runner import Prepared, Work, Write

__all__ = ["Asked", "run_suite"]
_BUILD = "front end build"


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
    runs = Runs(layout, env, asked)
    if asked.words or asked.coverage:
        # Some of the selected tests may start the product, which needs its build.
        yield _build(layout, say)
        yield from (work.run(say) for work in runs.named())
    else:
        yield from _checks(layout, env)
        yield from run_lanes(runs.lanes(), logs=layout.data / "tests")


def _checks(layout: Layout, env: Mapping[str, str]) -> Iterator[Outcome]:
    node = ensure_node(layout)
    ensure_packages(layout, node)
    built: list[Work] = [*frontend_checks(layout, node)]
    built += [Prepared(_BUILD, partial(_build, layout)), frontend_budget(layout, node)]
    yield from run_lanes([[*python_checks(layout, env)], built])
    yield check_forbidden(layout)


def _build(layout: Layout, write: Write) -> Outcome:
    """The build as the product makes it, so that the product's start finds it done."""
    begin = time.monotonic()
    write(f"\n{paint(f'== {_BUILD}', 'bold')}")
    try:
        ensure_frontend(layout)
    except LauncherError as error:
        return failure(_BUILD, error, begin, write)
    return Outcome(_BUILD, ok=True, counts=Counts(passed=1), seconds=time.monotonic() - begin)


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
