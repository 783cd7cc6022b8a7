"""The catalogue and explanations as their routes send them."""

from apps.explain.catalogue import Entry, catalogue
from apps.explain.catalogue.checks import CHECKS
from apps.explain.why.answers import (
    Code,
    Input,
    MeasureAnswer,
    MeasureCatalogue,
    SecondAnswer,
    Why,
)
from apps.explain.why.types import Explanation


def catalogue_answer() -> MeasureCatalogue:
    """Return the whole catalogue as one page."""
    return MeasureCatalogue(tuple(_measure(one) for one in catalogue().values()))


def _measure(measure: Entry) -> MeasureAnswer:
    return MeasureAnswer(
        id=measure.id,
        title=measure.title,
        meaning=measure.meaning,
        formula=measure.formula,
        unit=measure.unit,
        sign=measure.sign,
        citation=measure.citation,
        function=measure.function,
        second_engine=measure.cross_checked or measure.id in CHECKS,
    )


def why_answer(found: Explanation) -> Why:
    """Return an explanation."""
    measure, code = found.measure, found.code
    return Why(
        measure=measure.id,
        title=measure.title,
        meaning=measure.meaning,
        formula=measure.formula,
        unit=measure.unit,
        sign=measure.sign,
        citation=measure.citation,
        value=found.value,
        currency=found.currency,
        inputs=tuple(Input(label, value) for label, value in found.inputs),
        source=found.source,
        provider=found.provider,
        as_of=found.as_of,
        observations=found.observations,
        code=Code(code.package, code.function, code.digest),
        second=_second(found),
        link=found.link,
    )


def _second(found: Explanation) -> SecondAnswer:
    second = found.second
    both = isinstance(found.value, (int, float)) and second.value is not None
    return SecondAnswer(
        engine=second.engine,
        value=second.value,
        difference=found.value - second.value if both else None,
        tolerance=None if second.engine is None else second.tolerance,
        agrees=second.agrees(found.value),
        note=second.note,
    )
