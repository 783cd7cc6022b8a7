"""The product's version, from the one place that states it: `pyproject.toml`."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def read_version(root: Path = ROOT) -> str:
    """Return the version that a checkout, or an image made from it, states."""
    with (root / "pyproject.toml").open("rb") as file:
        version: str = tomllib.load(file)["project"]["version"]
    return version
