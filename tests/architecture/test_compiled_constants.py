"""What a compiled function holds comes from its own file: its cache on disk knows no other one.

Numba recognises a stale cache by the file of the function alone. A constant that is imported from
another file would stay what it was when that file changes.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ml.pairs import hedge, kernels
from ml.series import noise

ROOT = Path(__file__).resolve().parents[2]


def _imported(tree: ast.Module) -> set[str]:
    """Return the names of other files of the project."""
    return {
        one.asname or one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"ml", "apps"}
        for one in node.names
    }


def _behind(tree: ast.Module) -> dict[str, set[str]]:
    """Return the names that each constant of a file is made from."""
    found: dict[str, set[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {one.id for target in targets for one in ast.walk(target)
                     if isinstance(one, ast.Name)}  # fmt: skip
            used = {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)}
            found |= dict.fromkeys(names, used)
    return found


def _compiled(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any(
            "njit" in ast.unparse(one) and "cache=True" in ast.unparse(one)
            for one in node.decorator_list
        ):
            yield node


def foreign(source: str) -> set[str]:
    """Return the names of other files that compiled functions of this one depend on."""
    tree = ast.parse(source)
    imported, behind = _imported(tree), _behind(tree)
    waiting = [
        name.id
        for function in _compiled(tree)
        for part in function.body
        for name in ast.walk(part)
        if isinstance(name, ast.Name)
    ]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += behind.get(name, set())
    return seen & imported


def test_no_compiled_function_holds_a_constant_of_another_file() -> None:
    sources = {file: file.read_text() for file in (ROOT / "ml").rglob("*.py")}
    compiled = {file: text for file, text in sources.items() if "njit" in text}
    assert compiled
    found = {str(file.relative_to(ROOT)): foreign(text) for file, text in compiled.items()}
    assert {file: names for file, names in found.items() if names} == {}


@pytest.mark.parametrize("use", ["FLOOR", "HERE"])
def test_an_imported_constant_is_seen(use: str) -> None:
    source = (
        "from ml.series.noise import FLOOR\nHERE = FLOOR * 2\n"
        f"@njit(cache=True)\ndef f(x):\n    return x > {use}\n"
    )
    assert foreign(source) == {"FLOOR"}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("ROUNDING", noise),
        ("CANCELLED", noise),
        ("KALMAN_DRIFT", hedge),
        ("KALMAN_PRIOR", hedge),
    ],
)
def test_constants_written_out_equal_their_sources(name: str, source: object) -> None:
    assert getattr(kernels, name) == getattr(source, name)
