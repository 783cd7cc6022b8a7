"""The catalogue: every number that the product shows, declared or from the TOML files beside."""

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType

from apps.explain.catalogue.declared import declared_entries
from apps.explain.catalogue.types import Entry
from ml.measures.parameters import DeclarationError

FOLDER = Path(__file__).parent


@cache
def catalogue() -> MappingProxyType[str, Entry]:
    """Return every measure by its id.

    Raises
    ------
    DeclarationError
        When two entries have one id.
    """
    found = {entry.id: entry for entry in declared_entries()}
    for file in sorted(FOLDER.glob("*.toml")):
        for row in tomllib.loads(file.read_text("utf-8"))["measure"]:
            inputs = tuple((label, path) for label, path in row.pop("inputs", ()))
            entry = Entry(**row, inputs=inputs)
            if found.setdefault(entry.id, entry) is not entry:
                raise DeclarationError(f"the catalogue has {entry.id} twice")
    return MappingProxyType(found)


__all__ = ["Entry", "catalogue"]
