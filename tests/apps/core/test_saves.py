"""A row that is saved says whether it is new: Django's `save` otherwise inserts what is gone.

A row that was deleted after it was read would come back, and all its columns with what they held
then. `force_insert`, `force_update` and `update_fields` each fail instead.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SAYS = {"force_insert", "force_update", "update_fields"}


def _unsaid(text: str) -> list[int]:
    """Return the lines of calls to `save` that may insert or update."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "save"
        and ast.unparse(node.func.value) != "np"  # an array's file
        and not SAYS & {one.arg for one in node.keywords}
    ]


def test_every_save_says_whether_the_row_is_new() -> None:
    files = [path for path in (ROOT / "apps").rglob("*.py") if "migrations" not in path.parts]
    found = {str(path.relative_to(ROOT)): _unsaid(path.read_text()) for path in files}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_bare_save_is_seen() -> None:
    assert _unsaid("row.save()\nrow.save(force_insert=True)\nself.row.save(using=one)") == [1, 3]
