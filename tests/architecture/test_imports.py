"""The house's rules, proved on every run."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "xgboost", "shap", "arch", "pypfopt", "sklearn", "pyspark", "statsmodels")


def test_every_import_contract_holds() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def _imported(file: Path) -> set[tuple[str, str]]:
    """Return the names that a file takes from modules, each with its module."""
    return {
        (node.module, alias.name)
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _listed(package: Path) -> set[tuple[str, str]]:
    """Return what a package says it hands out, each with the package's name."""
    name = ".".join(package.parent.relative_to(ROOT).parts)
    return {
        (name, str(ast.literal_eval(one)))
        for node in ast.parse(package.read_text()).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for one in getattr(node.value, "elts", [])
    }


def test_a_package_hands_out_what_somebody_outside_of_it_takes() -> None:
    rooms = ("apps", "benchmarks", "celery_worker", "config", "launcher", "ml", "scripts")
    files = [file for room in rooms for file in (ROOT / room).rglob("*.py")]
    taken = {file: _imported(file) for file in files}
    unread = {
        ".".join(one)
        for package in files
        if package.name == "__init__.py"
        for one in _listed(package)
        if not any(
            one in names for file, names in taken.items() if package.parent not in file.parents
        )
    }
    assert unread == set()


def test_the_web_process_loads_no_training_library() -> None:
    script = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'\n"
        "import config.asgi, config.urls\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_a_worker_at_rest_carries_no_library_of_numerics_and_no_route() -> None:
    """What every process loads is held eight times: 95 MB each instead of 167."""
    numerics = ("scipy", "pandas", "polars", "numba")
    own = ("config.urls", "apps.risk.explanations")
    libraries = (*HEAVY, *numerics, "drf_spectacular.plumbing", *own)
    script = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'\n"
        "import celery_worker.app\n"
        "celery_worker.app.app.finalize()\n"
        "from celery.fixups.django import DjangoWorkerFixup\n"
        "DjangoWorkerFixup(celery_worker.app.app).validate_models()\n"
        f"print(*[name for name in {libraries!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
