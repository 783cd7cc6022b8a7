"""Every call into a numeric library that may refuse its numbers stands behind `ml.libraries`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = (
    "arch",
    "cvxcla",
    "cvxpy",
    "numpy.linalg",
    "pypfopt",
    "scipy.linalg",
    "scipy.optimize",
    "sklearn",
    "skfolio",
    "statsmodels",
    "xgboost",
)
"""Libraries that fit, solve and factorise: what they are given may have no answer."""
_NEVER = ("norm", "eps")
_ARCH = "from arch import arch_model\ndef _a(x):\n    return arch_model(x)\n"


def _is_library(name: str) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in LIBRARIES)


def _is_parent(name: str) -> bool:
    return any(one.startswith(f"{name}.") for one in LIBRARIES)


class _Module:
    """One module: what its names mean, and which of its functions only guarded code calls."""

    def __init__(self, source: str) -> None:
        self.tree = ast.parse(source)
        self.parents = {
            child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)
        }
        self.names = dict(self._imported())
        self.names |= dict(self._renamed())
        self.inside = self._guarded_definitions()

    def _imported(self) -> Iterator[tuple[str, str]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for one in node.names:
                    yield one.asname or one.name.partition(".")[0], one.name
            elif isinstance(node, ast.ImportFrom) and node.module:
                for one in node.names:
                    yield one.asname or one.name, f"{node.module}.{one.name}"

    def _renamed(self) -> Iterator[tuple[str, str]]:
        """Give the modules that go by a second name: `cp: Any = cvxpy`."""
        for node in self.tree.body:
            if isinstance(node, ast.AnnAssign | ast.Assign) and isinstance(node.value, ast.Name):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                if node.value.id in self.names and isinstance(target, ast.Name):
                    yield target.id, self.names[node.value.id]

    def calls(self) -> Iterator[ast.Call]:
        """Give the calls into libraries; classes of errors are raised and caught, not asked."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                name = self._meaning(node.func)
                last = name.rpartition(".")[2]
                if _is_library(name) and last not in _NEVER and not last.endswith("Error"):
                    yield node

    def _meaning(self, node: ast.expr) -> str:
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self.names:
            return ""
        known = self.names[node.id]
        # `cp` comes from another module of ours; what it is there, it is here.
        known = "cvxpy" if known == "ml.optimize.programs.cp" else known
        return ".".join([known, *reversed(parts)]).replace("np.", "numpy.")

    def _guarded_definitions(self) -> set[str]:
        """Return the private definitions that are named in guarded places only."""
        places: dict[str, list[ast.AST]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                places.setdefault(node.id, []).append(node)
        inside: set[str] = set()
        while True:
            found = {
                name
                for name in self._definitions()
                if name.startswith("_")
                and places.get(name)
                and all(self.is_guarded(node, inside) for node in places[name])
            }
            if found == inside:
                return found
            inside = found

    def _definitions(self) -> Iterator[str]:
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef):
                yield node.name
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                yield node.target.id

    def is_guarded(self, node: ast.AST, inside: set[str] | None = None) -> bool:
        """Whether a place is inside the door, itself or by all who come there."""
        known = self.inside if inside is None else inside
        at: ast.AST | None = node
        while at is not None:
            if isinstance(at, ast.With) and any(_is_door(item.context_expr) for item in at.items):
                return True
            if isinstance(at, ast.FunctionDef) and (
                at.name in known or any(map(_is_door, at.decorator_list))
            ):
                return True
            if isinstance(at, ast.AnnAssign) and getattr(at.target, "id", "") in known:
                return True
            at = self.parents.get(at)
        return False


def _is_door(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "library"
    )


def _unguarded(source: str) -> list[int]:
    module = _Module(source)
    return [node.lineno for node in module.calls() if not module.is_guarded(node)]


def test_no_call_into_a_numeric_library_stands_outside_the_door() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for room in ("ml", "apps", "celery_worker")
        for file in sorted((ROOT / room).rglob("*.py"))
        for line in _unguarded(file.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("from sklearn.covariance import LedoitWolf\ndef a(x):\n    return LedoitWolf()", [3]),
        ("import numpy as np\ndef a(x):\n    return np.linalg.solve(x, x)", [3]),
        ("import cvxpy\ncp: Any = cvxpy\ndef a(x):\n    return cp.sum(x)", [4]),
        (
            _ARCH + "def b(x):\n    with library('b'):\n        return _a(x)",
            [],
        ),
        (
            _ARCH + "with library('b'):\n    _a(1)\n\ndef c(x):\n    return _a(x)",
            [3],
        ),
        ("from arch import arch_model\n@library('b')\ndef b(x):\n    return arch_model(x)", []),
    ],
)
def test_the_test_sees_what_it_looks_for(source: str, lines: list[int]) -> None:
    assert _unguarded(source) == lines
