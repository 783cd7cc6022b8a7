"""The outside tools that read the API document, and the document as it is served."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from rest_framework.test import APIClient

from launcher.install.node import find_node
from launcher.layout import Layout

ROOT = Path(__file__).resolve().parents[2]
METHODS = frozenset({"get", "post", "put", "patch", "delete"})


@cache
def served_document() -> dict[str, Any]:
    """Return the document as a client gets it; it needs no database."""
    answer = APIClient().get("/api/schema/?format=json", headers={"host": "localhost"})
    assert answer.status_code == 200
    document: dict[str, Any] = json.loads(answer.content)
    return document


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the operations by `METHOD path`."""
    return {
        f"{method.upper()} {path}": operation
        for path, found in document["paths"].items()
        for method, operation in found.items()
        if method in METHODS
    }


def run_node(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script of the front end's packages, or one's own."""
    layout = Layout(data=ROOT / "var")
    node = find_node(layout)
    assert node is not None, "./sightline test installs Node"
    environment = {
        **os.environ,
        "PATH": f"{node.folder}{os.pathsep}{os.environ['PATH']}",
        "REDOCLY_TELEMETRY": "off",
        "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    }
    return subprocess.run(
        [str(node.folder / "node"), *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def package_script(*place: str) -> str:
    """Return the path of a script within the front end's packages."""
    return str(ROOT.joinpath("frontend", "node_modules", *place))


def run_python(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run this Python."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
