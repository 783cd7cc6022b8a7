"""Published values that tests compare with; each table names its source."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "fixtures" / "golden"


def golden(name: str) -> dict[str, Any]:
    """Return the tables of one file of `fixtures/golden/`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())
