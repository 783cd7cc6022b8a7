"""Names, docstrings and comments have the field's words; the glossary lists those they have not."""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_words import _COMMENT

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("apps", "benchmarks", "celery_worker", "config", "launcher", "ml", "scripts", "tests")
LINE = re.compile(r"a test reads this line: ([a-z,\s]+)\.")
HERE = {"tests/architecture/test_names.py", "tests/architecture/test_words.py"}
# Names that outlive a change of words: of clients, stored rows and other people's interfaces.
KEPT = {
    "mend",  # a column of findings
    "ring",  # a count in the stored state of the stream
    "ring_buffer", "RingBuffer",
    "tell",  # of a file
    "vendor",  # of a connection of Django
    "BellIcon",  # what it draws
}  # fmt: skip
# The binomial distribution counts successes among trials.
BINOMIAL = ("ml/risk/normal.py", "ml/risk/backtests/", "tests/ml/risk/")
PHRASES = re.compile(
    r"ring buffers?|focus ring|`[^`]*`|risk\.trial[\w.]*|[\"'][\w./:-]+[\"']|[\w.]+\(\)|\{[^}]*\}",
    re.IGNORECASE,
)


def banned() -> set[str]:
    """Return the words that neither names nor sentences have."""
    found = LINE.search((ROOT / "docs/GLOSSARY.md").read_text())
    assert found is not None, "the glossary no longer lists the words"
    return {word.strip() for word in found[1].split(",")}


def words(name: str) -> set[str]:
    """Return the words that a name is made of."""
    return {word.lower() for word in re.findall(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*", name)}


def names(source: str) -> Iterator[str]:
    """Return every name that a Python module gives to something."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def prose(source: str) -> Iterator[str]:
    """Return the docstrings and comments of a Python module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
    for token in tokenize.generate_tokens(iter(source.splitlines(keepends=True)).__next__):
        if token.type == tokenize.COMMENT:
            yield token.string


def front_names(source: str) -> Iterator[str]:
    """Return the names that a module of the front end declares."""
    yield from re.findall(r"\b(?:const|let|function|class|type)\s+(\w+)", _COMMENT.sub("", source))


def front_comments(source: str) -> Iterator[str]:
    """Return the comments of a module of the front end."""
    yield from (found[0] for found in _COMMENT.finditer(source))


def wrong_names(found: Iterator[str]) -> set[str]:
    """Return the names that have a banned word."""
    refused = banned()
    return {name for name in found if refused & words(name) and name not in KEPT}


def wrong_prose(found: Iterator[str]) -> set[str]:
    """Return the sentences that have a banned word, short."""
    refused = re.compile(rf"\b({'|'.join(sorted(banned()))})\b", re.IGNORECASE)
    return {" ".join(text.split())[:90] for text in found if refused.search(PHRASES.sub("", text))}


def _python() -> list[Path]:
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    assert len(files) > 1000
    return [
        file
        for file in files
        if "migrations" not in file.parts
        and not str(file.relative_to(ROOT)).startswith((*BINOMIAL, *HERE))
    ]


def _front() -> list[Path]:
    files = [file for end in ("*.ts", "*.tsx") for file in (ROOT / "frontend/src").rglob(end)]
    assert len(files) > 300
    return [file for file in files if file.name != "generated.ts"]


def test_the_words_are_read() -> None:
    assert {"told", "mend", "twin", "bury", "vendor"} <= banned()


@pytest.mark.parametrize("name", ["_told_quote", "YearTrial", "MAX_TOLD", "tellLegend", "ring_at"])
def test_a_name_is_taken_apart(name: str) -> None:
    assert wrong_names(iter([name])) == {name}


@pytest.mark.parametrize(
    "source",
    [
        "def ask(told): ...",
        "heard = 1",
        "class A:\n    def f(self):\n        self.ring_at = 1",
        "for twin in (): ...",
        "def test_it_is_told(): ...",
        "with a as bell: ...",
    ],
)
def test_every_kind_of_name_is_found(source: str) -> None:
    assert len(wrong_names(names(source))) == 1


@pytest.mark.parametrize(
    "source", ['"""Tell who asks."""', "a = 1  # a lost ring", 'a = 1\n"""What a vendor has."""']
)
def test_every_kind_of_sentence_is_found(source: str) -> None:
    assert len(wrong_prose(prose(source))) == 1


def test_the_front_end_is_read() -> None:
    assert wrong_names(front_names("const told = useRef(0);\nfunction tellAll() {}")) == {
        "told", "tellAll",
    }  # fmt: skip
    assert len(wrong_prose(front_comments("/** Tells it. */\nconst a = 1; // a twin"))) == 2


def test_what_is_the_fields_is_left_alone() -> None:
    assert (
        wrong_prose(iter(["The ring buffer of `told`, file.tell() and risk.trial.rate"])) == set()
    )
    assert (
        wrong_names(iter(["RingBuffer", "ring_buffer", "retelling", "string", "spring"])) == set()
    )


def test_no_name_has_one_of_them() -> None:
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in _python()
        for name in wrong_names(iter([file.stem, *names(file.read_text())]))
    }
    found |= {
        f"{file.relative_to(ROOT)}: {name}"
        for file in _front()
        for name in wrong_names(iter([*file.stem.split("-"), *front_names(file.read_text())]))
    }
    assert found == set()


def test_no_docstring_or_comment_has_one_of_them() -> None:
    found = {
        f"{file.relative_to(ROOT)}: {text}"
        for file in _python()
        for text in wrong_prose(prose(file.read_text()))
    }
    found |= {
        f"{file.relative_to(ROOT)}: {text}"
        for file in _front()
        for text in wrong_prose(front_comments(file.read_text()))
    }
    assert found == set()
