"""Answers with a field for each measure: the declarations of measures are part of their types."""

from typing import Annotated, Any, Final, TypeVar

from typing_extensions import Doc

from apps.core.typed.declared import with_fields
from apps.risk.answers.points import Point
from ml.measures.measure import Measure
from ml.risk.registry import SERIES_MEASURES

Answer = TypeVar("Answer")
USUAL_LEVELS: Final = (95, 99)
"""Confidences whose own names of a measure are described; others have one too."""


def measured(answer: type[Answer]) -> type[Answer]:
    """Return a dataclass of answers with a field for each measure beside its own.

    A measure at a confidence also goes out under a name that says which. Those names depend on
    what was asked, so that a type cannot have them all: the usual ones are fields that an answer
    may lack.
    """
    usual = [
        (f"{one.name}_{level}", _number(one, one.meaning))
        for level in USUAL_LEVELS
        for one in SERIES_MEASURES
        if "confidence" in one.parameters
    ]
    return with_fields(answer, [(one.name, _hint(one)) for one in SERIES_MEASURES], usual)


def _hint(measure: Measure) -> Any:
    """Return the type of the field that a measure goes out in."""
    parts = [measure.meaning, measure.sign, measure.unknown and f"Null {measure.unknown}."]
    if "confidence" in measure.parameters:
        parts.append(f"Also under its own name, such as {measure.name}_95.")
    return _number(measure, " ".join(part for part in parts if part))


def _number(measure: Measure, about: str) -> Any:
    if measure.path:
        return Annotated[tuple[Point, ...], Doc(about)]
    if measure.unit == "count":
        return Annotated[int, Doc(about)]
    return Annotated[float | None if measure.unknown else float, Doc(about)]
