"""Many measures of one sample; a function that several of them share is called once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from ml.measures.measure import Measure
from ml.typing import Float64Array

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """What a sample was like.

    Attributes
    ----------
    measures : tuple of Measure
        In their order.
    values : mapping of str to float or ndarray
        Each measure by its name in answers; NaN where it does not exist.
    results : mapping of call to object
        Whole value of each function that measures are parts of, by `Measure.call`.
    """

    measures: tuple[Measure, ...]
    values: Mapping[str, float | Float64Array]
    results: Mapping[Any, Any]

    def number(self, name: str) -> float:
        """One measure that is a number.

        Parameters
        ----------
        name : str
            As in answers.

        Returns
        -------
        float
            NaN where it does not exist.
        """
        return float(self.values[name])

    def result(self, function: Callable[..., Found], **fixed: Any) -> Found | None:
        """The whole value of a function that measures are parts of.

        Parameters
        ----------
        function : callable
            First engine of a measure.
        **fixed : object
            Arguments that its declaration fixes.

        Returns
        -------
        object or None
            What the function gave; None where it could not be called.
        """
        return cast("Found | None", self.results[function, tuple(fixed.items())])


def summarise(measures: tuple[Measure, ...], sample: object) -> Summary:
    """All measures of a sample at once.

    Parameters
    ----------
    measures : tuple of Measure
        Of the sample's kind.
    sample : object
        What they are computed from.

    Returns
    -------
    Summary
        One value a measure.
    """
    made: dict[Any, Any] = {}
    for measure in measures:
        if measure.call not in made:
            made[measure.call] = measure.result(sample)
    values = {one.name: one.part_of(made[one.call]) for one in measures}
    return Summary(measures, values, made)
