"""Parameters of a sample by name: their bounds, and the arguments that a function gets."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Final

import numpy as np

_BOUNDS: Final = "bounds"


class DeclarationError(Exception):
    """A measure is declared wrongly: the product does not start with it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Values that a parameter may have.

    Attributes
    ----------
    least, most : float
        Both are allowed.
    choices : tuple of str
        Of a parameter that is a name; empty for a number.
    """

    least: float = 0.0
    most: float = 0.0
    choices: tuple[str, ...] = ()

    def metadata(self) -> dict[str, "Bounds"]:
        """Return the metadata of a field of a sample with these bounds."""
        return {_BOUNDS: self}


def chosen_of(sample: type) -> dict[str, Bounds]:
    """Parameters that whoever asks chooses: those that have bounds.

    Parameters
    ----------
    sample : type
        A dataclass whose fields are the parameters.

    Returns
    -------
    dict of str to Bounds
        By name; the other parameters come from the data.
    """
    return {one.name: one.metadata[_BOUNDS] for one in fields(sample) if _BOUNDS in one.metadata}


def choices_of(sample: type, names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Choices of those parameters that are names.

    Parameters
    ----------
    sample : type
        A dataclass whose fields are the parameters.
    names : frozenset of str
        Parameters to look at.

    Returns
    -------
    dict of str to tuple of str
        By parameter.
    """
    chosen = chosen_of(sample)
    return {name: one.choices for name, one in chosen.items() if name in names and one.choices}


@lru_cache(maxsize=512)
def parameters_of(function: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    """Parameters of a function by name.

    Parameters
    ----------
    function : callable
        One that declares each parameter by name.

    Returns
    -------
    mapping of str to inspect.Parameter
        In the function's order.
    """
    return inspect.signature(function).parameters


def names_of(
    function: Callable[..., Any], sample: type, fixed: Mapping[str, Any]
) -> frozenset[str]:
    """Parameters of a sample that a function takes.

    Parameters
    ----------
    function : callable
        First or second engine.
    sample : type
        What it is computed from.
    fixed : mapping of str to object
        Arguments that the declaration gives.

    Returns
    -------
    frozenset of str
        Names of the sample's fields. A parameter that is neither one of them nor fixed would stay
        at a default that nobody chose, and one that is fixed but not taken would fail at the first
        question: both are a `DeclarationError`.
    """
    known, parameters = {one.name for one in fields(sample)}, set(parameters_of(function))
    if unknown := sorted(parameters - set(fixed) - known):
        raise DeclarationError(
            f"{_named(function)} takes {', '.join(unknown)}, which "
            f"{sample.__name__} does not have and the declaration does not fix"
        )
    if unread := sorted(set(fixed) - parameters):
        raise DeclarationError(f"{_named(function)} does not take {', '.join(unread)}")
    return frozenset(parameters - set(fixed))


def _named(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def bind(
    function: Callable[..., Any], sample: object, fixed: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Arguments of a function from a sample.

    Parameters
    ----------
    function : callable
        First or second engine.
    sample : object
        Its fields are the arguments, by name.
    fixed : mapping of str to object
        Arguments that the declaration gives.

    Returns
    -------
    dict of str to object, or None
        None where the sample lacks what the function cannot do without: the measure does not
        exist for it.
    """
    bound = dict(fixed)
    for name, parameter in parameters_of(function).items():
        if name not in bound:
            bound[name] = getattr(sample, name)
            if bound[name] is None and parameter.default is not None:
                return None
    return bound


def as_lists(bound: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments for an engine in plain Python: arrays become lists.

    Parameters
    ----------
    bound : mapping of str to object
        From :func:`bind`.

    Returns
    -------
    dict of str to object
        The same values.
    """
    return {
        name: value.tolist() if isinstance(value, np.ndarray) else value
        for name, value in bound.items()
    }
