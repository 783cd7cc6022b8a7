"""Measures that the modules of a package declare, in their order."""

import pkgutil
from collections import Counter
from importlib import import_module
from types import ModuleType

from ml.measures.measure import Measure
from ml.measures.parameters import DeclarationError


def declared_in(package: ModuleType) -> tuple[Measure, ...]:
    """Measures of a package, each module of which declares at least one.

    Parameters
    ----------
    package : module
        Its modules have `MEASURES`, a tuple.

    Returns
    -------
    tuple of Measure
        By place. A module without a declaration, an id or a place that is there twice is a
        `DeclarationError`.
    """
    names = sorted(one.name for one in pkgutil.iter_modules(package.__path__))
    found = [one for name in names for one in _of(f"{package.__name__}.{name}")]
    for kind, values in (("id", [m.id for m in found]), ("place", [m.place for m in found])):
        if twice := [value for value, count in Counter(values).items() if count > 1]:
            raise DeclarationError(f"{package.__name__} has the {kind} {twice[0]} twice")
    return tuple(sorted(found, key=lambda measure: measure.place))


def _of(name: str) -> tuple[Measure, ...]:
    found = getattr(import_module(name), "MEASURES", ())
    if not (isinstance(found, tuple) and found and all(isinstance(m, Measure) for m in found)):
        raise DeclarationError(f"{name} declares no MEASURES, a tuple of Measure")
    return found
