"""The launcher runs before anything is installed, so it imports the standard library only."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import get_args

from apps.jobs.types import Queue
from celery_worker.queues import QUEUES

ROOT = Path(__file__).resolve().parent.parent.parent
# The worker plan and the forms of addresses are for the launcher and the product; checked here too.
OWN = {"launcher", "celery_worker", "config", "tests"}
EXTRA = (
    ROOT / "celery_worker" / "__init__.py",
    ROOT / "celery_worker" / "queues.py",
    ROOT / "config" / "__init__.py",
    ROOT / "config" / "addresses.py",
    ROOT / "config" / "providers.py",
    ROOT / "tests" / "servers" / "process.py",
    ROOT / "tests" / "servers" / "postgres.py",
)


def imported(file: Path) -> set[str]:
    """Top names of all imports of a file, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_the_launcher_imports_the_standard_library_only() -> None:
    files = [*(ROOT / "launcher").rglob("*.py"), *EXTRA]
    assert len(files) > 30
    foreign = {
        str(file.relative_to(ROOT)): names
        for file in files
        if (names := imported(file) - sys.stdlib_module_names - OWN)
    }
    assert foreign == {}


def test_every_module_of_the_launcher_loads_where_nothing_is_installed() -> None:
    files = sorted((ROOT / "launcher").rglob("*.py"))
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {', '.join(names)}"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_workers_serve_the_queues_that_jobs_name() -> None:
    assert get_args(Queue) == QUEUES
