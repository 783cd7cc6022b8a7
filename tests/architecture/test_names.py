"""Modules, functions and classes have the field's words; the glossary lists those they have not."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("apps", "benchmarks", "celery_worker", "config", "launcher", "ml", "scripts")
LINE = re.compile(r"a test reads this line: ([a-z,\s]+)\.")
# What clients were generated from keeps its name until a version of the API changes.
IN_THE_DOCUMENT = {"TrialSerializer", "YearTrialSerializer", "MethodTrialSerializer"}
OF_THE_FIELD = {"ring_buffer", "RingBuffer"}


def _banned() -> set[str]:
    found = LINE.search((ROOT / "docs/GLOSSARY.md").read_text())
    assert found is not None, "the glossary no longer lists the words"
    return {word.strip() for word in found[1].split(",")}


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[a-z]+|[A-Z][a-z]*", name)}


def _names(file: Path) -> Iterator[str]:
    yield file.stem
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def test_the_words_are_read() -> None:
    assert {"told", "mend", "twin", "bury"} <= _banned()
    assert _words("_told_quote") & _banned()
    assert _words("YearTrial") & _banned()


def test_no_name_has_one_of_them() -> None:
    banned = _banned()
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    assert len(files) > 500
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in files
        if "migrations" not in file.parts
        for name in _names(file)
        if banned & _words(name) and name not in IN_THE_DOCUMENT | OF_THE_FIELD
    }
    assert found == set()
