"""The steps of the suite."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from config.providers import SERVICES
from launcher.install.frontend import npm_environment
from launcher.install.node import Node
from launcher.layout import Layout
from launcher.testing.runner import Step

# Rooms whose tests meet the database; the others would only be run twice.
DATABASE_ROOMS = ("tests/apps", "tests/celery_worker", "tests/flows")
# They kill processes and wait for others to notice: half of their time they leave the cores idle.
FAULT_ROOMS = ("tests/faults",)
BROWSER_ROOMS = ("tests/browser",)
# Keeps, of the second run, what another database can answer differently; see that module.
ON_THE_SECOND_DATABASE = ("-p", "tests.selection")
# The second engine: its functions have the parameters of those that they are compared with.
_SECOND_ENGINE = "ml/reference"
# Plugins that come with packages and that no test asks for: 2 s of processor time in each process.
UNUSED = ("schemathesis", "faker", "anyio")
_KEYS = tuple(one.key_variable for one in SERVICES if one.key_variable)
_OURS = ("SIGHTLINE_", "DATABASE_URL", "REDIS_URL", "DJANGO_", *_KEYS)


def test_environment(env: Mapping[str, str]) -> dict[str, str]:
    """The environment less every choice and key of the user: tests bring their own.

    In containers Python is often set to keep no compiled modules. Each of some hundred
    processes would compile the product again, a fifth of its start, and each run of pytest the
    tests too.
    """
    left_out = (*_OURS, "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in env.items() if not name.startswith(left_out)}


def narrowed(root: Path, rooms: Sequence[str], options: Sequence[str]) -> list[str] | None:
    """Options for a run of some rooms: the places that the caller named inside them.

    None when the caller named places and none of them is in these rooms.
    """
    named = paths_named(root, options)
    here = [room for room in rooms if (root / room).is_dir()]
    if not named:
        return [*here, *options] if here else None
    places = [place for word in named for room in here if (place := _inside(word, room))]
    return [*places, *(word for word in options if word not in named)] if places else None


def _inside(word: str, room: str) -> str:
    """The narrower of a named place and a room when one contains the other; else empty."""
    place, wide = PurePosixPath(word.partition("::")[0]), PurePosixPath(room)
    if place.is_relative_to(wide):
        return word
    return room if wide.is_relative_to(place) else ""


def paths_named(root: Path, options: Sequence[str]) -> list[str]:
    """Return the options that are places of the checkout."""
    return [word for word in options if (root / word.partition("::")[0]).exists()]


def python_checks(layout: Layout, env: Mapping[str, str]) -> Iterator[Step]:
    """Style, import directions, types and docstrings.

    Types as a module of Python, so that the checkout comes first: a package that the demo's data
    are read from brings a `tests` of its own, which mypy would take for ours.
    """
    for name, words in (
        ("ruff check", ("ruff", "check", ".", "sightline")),
        ("ruff format", ("ruff", "format", "--check", ".", "sightline")),
        ("import rules", ("lint-imports",)),
        ("mypy", ("python", "-m", "mypy")),
        ("vulture", ("vulture",)),
        *_docstring_checks(layout.root),
    ):
        command = (str(layout.bin / words[0]), *words[1:])
        yield Step(name, command, layout.root, env)


def _docstring_checks(root: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Whether what the numeric functions say fits their signatures; rules in pyproject.toml."""
    files = sorted(str(file.relative_to(root)) for file in (root / "ml").rglob("*.py"))
    second = [file for file in files if file.startswith(f"{_SECOND_ENGINE}/")]
    first = [file for file in files if file not in second]
    yield "docstrings", ("numpydoc", "lint", *first)
    yield "docstrings, 2nd engine", ("numpydoc", "lint", "--ignore", "PR01,RT01", *second)


def frontend_checks(layout: Layout, node: Node) -> Iterator[Step]:
    """Style, types, the types of what the server answers, and unit tests."""
    env = npm_environment(layout, node)
    for name, *script in (
        ("biome", "check"),
        ("tsc", "typecheck"),
        ("API types", "types", "--", "--check"),
        ("vitest", "test"),
    ):
        yield Step(name, (*node.npm, "run", "--silent", *script), layout.frontend, env)


def frontend_budget(layout: Layout, node: Node) -> Step:
    """Whether each screen's code is as small as promised."""
    env = npm_environment(layout, node)
    command = (*node.npm, "run", "--silent", "budget")
    return Step("front end budget", command, layout.frontend, env)


def coverage_options(layout: Layout, *, filtered: bool) -> tuple[str, ...]:
    """Options that measure which lines the tests run; the floor is in pyproject.toml.

    A run of some places measures those, and has no floor.
    """
    report = layout.data / "tests" / "coverage.xml"
    floor = ("--cov-fail-under=0",) if filtered else ()
    return ("--cov", "--cov-report=term:skip-covered", f"--cov-report=xml:{report}", *floor)


def two_at_a_time(layout: Layout, name: str) -> tuple[str, ...]:
    """Options for two processes that take each other's tests when one has none left.

    What took longest in the last whole run comes first, so that no long test is left for the end.
    """
    kept = str(record_of(layout, name))
    return ("-n", "2", "--dist", "worksteal", "-p", "tests.longest_first", "--durations-of", kept)


def record_of(layout: Layout, name: str) -> Path:
    """Where the durations of a run are kept."""
    return layout.data / "tests" / f"{name.replace(' ', '-')}.xml"


def pytest_step(
    layout: Layout,
    name: str,
    words: Sequence[str],
    env: Mapping[str, str],
    *,
    filtered: bool,
) -> Step:
    """A run of pytest; its durations are kept in the data folder and the slowest listed."""
    kept = f"--junit-xml={record_of(layout, name)}"
    record = () if filtered else ("--durations=15", "--durations-min=5", kept)
    unused = (f"-pno:{name}" for name in UNUSED)
    command = (str(layout.python), "-m", "pytest", "--quiet", *unused, *record, *words)
    return Step(name, command, layout.root, env, may_find_none=filtered)
