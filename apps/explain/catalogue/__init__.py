"""The catalogue of measures: every figure that the product shows, from the TOML files beside."""

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType

from apps.explain.catalogue.types import Measure

FOLDER = Path(__file__).parent


@cache
def catalogue() -> MappingProxyType[str, Measure]:
    """Return every measure by its id."""
    found: dict[str, Measure] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for row in tomllib.loads(file.read_text("utf-8"))["measure"]:
            inputs = tuple((label, path) for label, path in row.pop("inputs", ()))
            found[row["id"]] = Measure(**row, inputs=inputs)
    return MappingProxyType(found)


__all__ = ["Measure", "catalogue"]
