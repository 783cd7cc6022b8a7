"""Entries of the measures that are declared beside their functions: nothing is said twice."""

from collections.abc import Iterator
from typing import Final

from apps.explain.catalogue.types import Entry
from ml.measures.measure import Measure
from ml.risk.registry import SERIES_MEASURES

_SCREEN: Final = "/risk?symbol={symbol}&period={period}&confidence={confidence}&method={method}"
_INPUTS: Final = (
    ("Observations", "observations"),
    ("Period from", "period_start"),
    ("Periods a year", "calendar_factor"),
)
_IN_PART: Final = frozenset({"risk.predicted_volatility"})
"""Second engines that cover some questions only: why.second has them."""


def declared_entries() -> Iterator[Entry]:
    """Give an entry for each measure of a return series."""
    return (_entry(measure) for measure in SERIES_MEASURES)


def _entry(measure: Measure) -> Entry:
    own = tuple(pair for pair in measure.inputs if pair not in _INPUTS)
    return Entry(
        id=measure.id,
        title=measure.title,
        meaning=measure.meaning,
        formula=measure.formula,
        unit=measure.unit,
        sign=measure.sign,
        function=measure.source,
        citation=measure.citation,
        document="risk.series",
        mix="risk.portfolio",
        path=f"{measure.name}[timestamp={{day}}].value" if measure.path else measure.name,
        screen=_SCREEN,
        cross_checked=measure.reference is not None or measure.id in _IN_PART,
        alone=measure.alone,
        inputs=own + _INPUTS,
    )
