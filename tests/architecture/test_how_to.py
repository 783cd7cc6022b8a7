"""The how-to pages can be followed: their places exist, and most are followed to the letter."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from launcher.install.frontend import npm_environment
from launcher.install.node import find_node
from launcher.layout import ROOT, Layout
from launcher.testing.plan import UNUSED
from tests.architecture.followed_page import Edit, PageError, commands_of, copied, edits_of

PAGES = sorted((ROOT / "docs/how-to").glob("*.md"))
MEASURE = (ROOT / "docs/how-to/add-a-measure.md").read_text()
ADDED, SECOND = "ml/risk/measures/ulcer.py", "ml/reference/returns.py"
FOLLOWED = (
    "add-a-measure", "add-a-model", "add-a-provider", "add-an-objective", "add-a-screen",
)  # fmt: skip
TYPES = ["npm", "run", "types"]
AGREE = "tests/apps/explain/test_cross_check.py"
# As `--fast` runs pytest: see launcher/testing/fast.py.
PYTEST = ("-m", "pytest", "-p", "no:cacheprovider", *(f"-pno:{name}" for name in UNUSED))
PLACE = re.compile(r"`((?:apps|ml|config|fixtures|frontend|src|providers|tests)/[\w/.-]+)`")
# Where pages begin to name a place: what they are about is said at their top.
BEGINNINGS = ("", "frontend", "apps")


def _exists(place: str, page: str) -> bool:
    made = re.findall(r"Create `([^`]+)`", page)
    return place in made or any((ROOT / start / place).exists() for start in BEGINNINGS)


@pytest.mark.parametrize("page", PAGES, ids=lambda file: file.stem)
def test_places_that_are_named_exist(page: Path) -> None:
    text = page.read_text()
    places = PLACE.findall(text)
    assert places
    assert [place for place in places if not _exists(place, text)] == []


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Follow the pages to the letter in one copy of the project; its types are written once."""
    copy = copied(ROOT, tmp_path_factory.mktemp("followed"))
    for name in FOLLOWED:
        for edit in edits_of(_page(name)):
            edit.apply(copy)
    _run(copy, TYPES)
    return copy


def _page(name: str) -> str:
    return (ROOT / f"docs/how-to/{name}.md").read_text()


def test_a_measure_is_two_files_and_a_test() -> None:
    places = [re.findall(r"`([^`]+\.py)`", edit.lead)[0] for edit in edits_of(MEASURE)]
    assert places == [ADDED, SECOND, "tests/ml/risk/measures/test_ulcer.py"]


@pytest.mark.slow
@pytest.mark.parametrize("name", FOLLOWED)
def test_a_page_works_as_it_stands(followed: Path, name: str) -> None:
    commands = commands_of(_page(name))
    assert any(words[:2] == ["./sightline", "test"] for words in commands)
    said = [_run(followed, command) for command in commands if command != TYPES]
    for what in SEEN.get(name, ()):
        assert any(f"{what} PASSED" in one for one in said), what


# What is derived from a measure's declaration, tested by what the page lets one run.
SEEN = {
    "add-a-measure": (
        "test_the_schema_describes_its_field[risk.ulcer-Risk]",
        "test_the_answer_sends_it[risk.ulcer]",
        "test_the_answer_says_how_it_is_shown[risk.ulcer]",
        "test_an_export_has_it[risk.ulcer]",
        "test_the_catalogue_has_it[risk.ulcer]",
        "test_it_is_explained_by_both_engines[risk.ulcer]",
        "test_both_engines_are_compared_each_night[risk.ulcer]",
        "test_both_engines_agree[risk.ulcer-Plain reference]",
    )
}


@pytest.mark.slow
def test_the_screens_types_have_the_new_measure(followed: Path) -> None:
    types = (followed / "frontend/src/types/generated.ts").read_text()
    # Of an instrument, and of a mix of them.
    assert types.count("ulcer: number | null") == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "right", "wrong", "cause"),
    [
        pytest.param(ADDED, "\nMEASURES: Final", "\n_MEASURES: Final",
                     "ml.risk.measures.ulcer declares no MEASURES", id="no declaration"),
        pytest.param(ADDED, "returns:ulcer", "returns:ulcers",
                     "there is no second engine", id="a second engine that is not there"),
        pytest.param(SECOND, "def ulcer(returns: Series)",
                     "def ulcer(returns: Series, periods: float = 1.0)",
                     "both engines need the same parameters", id="another parameter"),
    ],
)  # fmt: skip
def test_a_measure_that_is_added_wrongly_stops_the_start(
    followed: Path, file: str, right: str, wrong: str, cause: str
) -> None:
    with _changed(followed / file, right, wrong):
        done = _python(followed, "manage.py", "check")
    assert done.returncode != 0
    assert cause in done.stderr


@pytest.mark.slow
def test_a_sign_in_one_engine_is_noticed(followed: Path) -> None:
    right = "return math.sqrt(math.fsum(fall"
    with _changed(followed / SECOND, right, right.replace("math.sqrt", "-math.sqrt")):
        done = _python(followed, *PYTEST, "--quiet", AGREE, "-k", "risk.ulcer")
    assert done.returncode != 0
    assert "test_cross_check.py::test_both_engines_agree" in done.stdout


@contextmanager
def _changed(place: Path, right: str, wrong: str) -> Iterator[None]:
    text = place.read_text()
    assert text.count(right) == 1
    place.write_text(text.replace(right, wrong))
    try:
        yield
    finally:
        place.write_text(text)


def _python(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=copy, capture_output=True, text=True, check=False
    )


def _run(copy: Path, words: list[str]) -> str:
    """Do a command of a page; return what it says."""
    layout = Layout(root=copy, data=copy / "var")
    node = find_node(layout)
    assert node is not None, "./sightline test installs Node"
    env = {**os.environ, **npm_environment(layout, node)}
    program, folder = _program(words, [*node.npm])
    done = subprocess.run(
        program, cwd=copy / folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{words}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def _program(words: list[str], npm: list[str]) -> tuple[list[str], str]:
    """Return what a command runs, and where.

    `./sightline` itself would first install into the copy's environment, which is the shared one.
    """
    if words[0] == "npm":
        return [*npm, *words[1:]], "frontend"
    if words[:3] != ["./sightline", "test", "--fast"]:
        return words, "."
    if words[3].startswith("frontend/"):
        places = [word.removeprefix("frontend/") for word in words[3:]]
        return [*npm, "run", "--silent", "test", "--", *places], "frontend"
    return [sys.executable, *PYTEST, "--verbose", *words[3:]], "."


@pytest.mark.parametrize(
    ("lead", "cause"),
    [
        ("In `x.py`, after `gone`:", "no line of its own"),
        ("In `x.py`, before `twice`:", "no line of its own"),
        ("Create `x.py`:", "there already"),
        ("Somewhere:", "nothing says where"),
        ("Write `two` for `twice` in `x.py`.", "does not say 'twice' once"),
    ],
)
def test_what_a_page_has_wrong_is_named(tmp_path: Path, lead: str, cause: str) -> None:
    (tmp_path / "x.py").write_text("twice\ntwice\nonce\n")
    with pytest.raises(PageError, match=cause):
        Edit(lead, "new\n").apply(tmp_path)


@pytest.mark.parametrize(
    ("lead", "text"),
    [
        ("In `x.py`, after `a`:", "a\nnew\nb\n"),
        ("In `x.py`, before `b`:", "a\nnew\nb\n"),
        ("At the end of `x.py`:", "a\nb\nnew\n"),
        ("Write `both` for `b` in `x.py`.", "a\nboth\n"),
        ("Write `` a `c` `` for `a` in `x.py`.", "a `c`\nb\n"),
    ],
)
def test_a_block_goes_where_the_page_says(tmp_path: Path, lead: str, text: str) -> None:
    (tmp_path / "x.py").write_text("a\nb\n")
    assert Edit(lead, "new\n").apply(tmp_path).read_text() == text
