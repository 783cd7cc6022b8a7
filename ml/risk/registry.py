"""Every measure of one return series, in the order of answers and screens."""

from typing import Final

from ml.measures.measure import Measure
from ml.measures.registry import declared_in
from ml.risk import measures

SERIES_MEASURES: Final[tuple[Measure, ...]] = declared_in(measures)
