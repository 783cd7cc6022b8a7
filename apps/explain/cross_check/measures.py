"""Both engines of a registered measure, called with the same parameters of one sample."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import product
from typing import Any, TypeVar

from numpy.typing import ArrayLike

from apps.explain.cross_check.types import Engines
from ml.measures.measure import Measure, Reference
from ml.measures.parameters import DeclarationError, as_lists, bind, names_of, parameters_of

S = TypeVar("S")


def second_answer(measure: Measure, reference: Reference, sample: Any) -> ArrayLike | None:
    """Return a measure by a second engine, with the parameters that the first engine takes.

    None where the sample lacks what the measure cannot do without.
    """
    function = _function(reference)
    bound = bind(function, sample, _fixed(measure, function))
    if bound is None:
        return None
    answer: ArrayLike = function(**as_lists(bound))
    return answer


def engines_of(measures: tuple[Measure, ...]) -> tuple[Engines[Any], ...]:
    """Return each measure beside its plain reference; one a choice of what is named, as a method.

    Raises
    ------
    DeclarationError
        When a second engine is not there, or takes other parameters than the first.
    """
    return tuple(
        engines
        for measure in measures
        if measure.reference is not None
        for engines in _paired(measure, measure.reference)
    )


def library_engines_of(measures: tuple[Measure, ...]) -> tuple[Engines[Any], ...]:
    """Return each measure beside the libraries that it names; only workers ask."""
    return tuple(
        engines
        for measure in measures
        for library in measure.libraries
        for engines in _paired(measure, library)
    )


def _paired(measure: Measure, reference: Reference) -> Iterator[Engines[Any]]:
    _check(measure, reference)
    for chosen in _choices(measure):
        yield Engines(
            ".".join((measure.id, *chosen.values())),
            reference.engine,
            partial(_first, measure, chosen),
            partial(_second, measure, reference, chosen),
            reference.tolerance,
            measure.exists_for,
        )


def _choices(measure: Measure) -> Iterator[dict[str, str]]:
    named = measure.choices
    for values in product(*named.values()):
        yield dict(zip(named, values, strict=True))


def _first(measure: Measure, chosen: Mapping[str, str], sample: Any) -> ArrayLike:
    return measure.of(replace(sample, **chosen))


def _second(
    measure: Measure, reference: Reference, chosen: Mapping[str, str], sample: Any
) -> ArrayLike:
    answer = second_answer(measure, reference, replace(sample, **chosen))
    return float("nan") if answer is None else answer


def _check(measure: Measure, reference: Reference) -> None:
    function = _function(reference)
    taken = names_of(function, measure.sample, _fixed(measure, function))
    if taken != measure.parameters:
        raise DeclarationError(
            f"{reference.function} takes {sorted(taken)} of the sample where {measure.id} takes "
            f"{sorted(measure.parameters)}: both engines need the same parameters"
        )


def _function(reference: Reference) -> Callable[..., Any]:
    module, _, name = reference.function.partition(":")
    try:
        found: Callable[..., Any] = getattr(import_module(module), name)
    except (ImportError, AttributeError):
        raise DeclarationError(f"there is no second engine {reference.function}") from None
    return found


def _fixed(measure: Measure, function: Callable[..., Any]) -> dict[str, Any]:
    known = parameters_of(function)
    return {name: value for name, value in measure.keywords.items() if name in known}
