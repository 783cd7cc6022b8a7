"""Answers and questions are frozen types: what a file hands to others has fields, not keys."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args

from apps.core.typed.hints import fields_of, is_record
from apps.instruments.intervals import PERIODS
from apps.instruments.types import Period

ROOT = Path(__file__).resolve().parents[2]
HANDED_OUT = ("services", "selectors", "responses", "mappers", "serializers", "topics", "work")
LOOSE = ("dict[str, Any]", "Mapping[str, Any]", "list[dict[str, Any]]", "Sequence[dict[str, Any]]")
# Rows of the demo's files as they stand there, for its loading and its replay; no route sends them.
DICTIONARIES = frozenset({"apps/instruments/services/demo_files.py"})


def _functions(file: Path) -> Iterator[ast.FunctionDef]:
    """Yield the public functions that stand in a module itself."""
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def _is_loose(function: ast.FunctionDef) -> bool:
    returned = "" if function.returns is None else ast.unparse(function.returns)
    return any(part.strip() in LOOSE for part in returned.split("|"))


def _files() -> Iterator[Path]:
    for file in (ROOT / "apps").rglob("*.py"):
        if set(file.relative_to(ROOT).with_suffix("").parts) & set(HANDED_OUT):
            yield file


def test_what_is_handed_out_is_a_frozen_type() -> None:
    loose = {
        str(file.relative_to(ROOT))
        for file in _files()
        if any(_is_loose(function) for function in _functions(file))
    }
    assert loose - DICTIONARIES == set()


def test_the_rule_sees_a_dictionary() -> None:
    source = "def one() -> dict[str, Any] | None: ...\ndef two() -> Answer: ..."
    found = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    assert [_is_loose(one) for one in found] == [True, False]


def _responses(tree: ast.AST) -> Iterator[str]:
    """Yield the names in what `extend_schema` says that a route answers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "responses":
            yield from (one.id for one in ast.walk(node.value) if isinstance(one, ast.Name))


def test_no_route_answers_with_a_serializer() -> None:
    """One that only describes what is sent elsewhere is a second place for its fields."""
    named = {
        (str(file.relative_to(ROOT)), name)
        for file in (ROOT / "apps").rglob("*.py")
        for name in _responses(ast.parse(file.read_text()))
    }
    assert len(named) > 50
    assert {one for one in named if one[1].endswith("Serializer")} == set()


def test_the_rule_sees_a_serializer() -> None:
    source = "@extend_schema(request=Ask, responses={200: page_of(RowSerializer)})\ndef get(): ..."
    assert set(_responses(ast.parse(source))) == {"page_of", "RowSerializer"}


def _within(hint: object) -> Iterator[type]:
    """Yield the dataclasses of a hint, and those of their fields."""
    if is_record(hint):
        yield hint
    parts = fields_of(hint).values() if is_record(hint) else get_args(hint)
    for part in parts:
        yield from _within(part)


def test_what_goes_out_has_no_slots() -> None:
    """The encoder asks an object with slots for each field, and takes three times as long."""
    modules = [
        import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        for file in (ROOT / "apps").rglob("*.py")
        if "answers" in file.relative_to(ROOT).with_suffix("").parts
    ]
    own = ((module, one) for module in modules for one in vars(module).values())
    answers = [one for module, one in own if is_record(one) and one.__module__ == module.__name__]
    parts = {part for answer in answers for part in _within(answer)}
    assert len(parts) > 20
    assert {part.__qualname__ for part in parts if "__slots__" in vars(part)} == set()


def test_lists_of_methods_stand_once_in_the_server() -> None:
    """A literal list of two or more of them anywhere else is a second one."""
    names = ["max_quadratic_utility", "cornish_fisher", "ledoit_wolf", "rolling_ols"]
    doubles = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "apps").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)) and _texts(node) & set(names)
        if len(_texts(node)) > 1
    }
    doubles.discard("apps/risk/selectors/portfolio.py")  # two methods that share a formula
    assert doubles == set()


def _texts(node: ast.List | ast.Tuple | ast.Set) -> set[str]:
    return {
        one.value
        for one in node.elts
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def test_periods_are_those_of_the_type() -> None:
    assert tuple(PERIODS) == get_args(Period)
