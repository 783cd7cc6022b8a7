"""The house's rules, proved on every run."""

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
