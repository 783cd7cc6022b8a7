"""Which engines can run here; Spark needs a package of its own and Java."""

import os
import re
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from django.conf import settings

from apps.core.errors import UnprocessableError
from apps.pipelines.answers import EngineInfo
from apps.pipelines.types import Engine

OLDEST_JAVA: Final = 17
_VERSION = re.compile(r'version "(\d+)')
_WAIT_S: Final = 20


def engine_list() -> tuple[EngineInfo, ...]:
    """Return every engine with whether it can run here."""
    obstacle = spark_obstacle()
    return (
        EngineInfo("polars", "polars", available=True, where="this machine"),
        EngineInfo(
            "spark",
            "Apache Spark",
            available=not obstacle,
            reason=obstacle,
            where=settings.SPARK_MASTER,
        ),
    )


def engine_check(engine: Engine) -> None:
    """Refuse an engine that cannot run here, saying what is missing."""
    obstacle = spark_obstacle() if engine == "spark" else ""
    if obstacle:
        raise UnprocessableError(obstacle, code="engine_unavailable")


def spark_obstacle() -> str:
    """Return what keeps Spark from running here and what to do about it; empty for nothing."""
    if find_spec("pyspark") is None:
        return (
            "PySpark is not installed. Stop Sightline and start it with './sightline up "
            "--with-spark', or choose the polars engine."
        )
    java = java_path()
    if java is None:
        return (
            f"Spark needs Java {OLDEST_JAVA} or newer, and there is none. Install a JRE or set "
            "JAVA_HOME, or choose the polars engine."
        )
    version = _java_version(java)
    if version < OLDEST_JAVA:
        return (
            f"Spark needs Java {OLDEST_JAVA} or newer; {java} is version {version or 'unknown'}. "
            "Set JAVA_HOME to a newer one, or choose the polars engine."
        )
    return ""


def java_path() -> str | None:
    """Return the Java that Spark would start."""
    home = os.environ.get("JAVA_HOME")
    if home:
        java = Path(home) / "bin" / "java"
        return str(java) if java.exists() else None
    return shutil.which("java")


@cache
def _java_version(java: str) -> int:
    """Return Java's major version, 0 when it does not say."""
    try:
        said = subprocess.run(  # noqa: S603  the Java of this machine
            [java, "-version"], capture_output=True, text=True, timeout=_WAIT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = _VERSION.search(said.stderr + said.stdout)
    return int(found[1]) if found else 0
