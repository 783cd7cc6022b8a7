"""Volatility of a day and of a year, as measures of a return series."""

from typing import Final

from ml.measures.measure import Measure, Reference, Tile
from ml.risk.sample import ReturnSample
from ml.risk.volatility import volatility, volatility_annualised

MEASURES: Final = (
    Measure(
        id="risk.volatility",
        place=30,
        title="Volatility of a day",
        meaning="How far daily returns spread around their mean.",
        formula="√(Σ(r − r̄)² / (n − 1))",
        unit="fraction",
        sign="Never negative.",
        citation="P. Jorion, Value at Risk, 3rd ed. (2007), section 4.2",
        sample=ReturnSample,
        function=volatility,
        reference=Reference("ml.reference.returns:volatility"),
        libraries=(Reference("ml.reference.libraries:volatility", "pandas"),),
        elsewhere="In the note of the volatility of a year.",
    ),
    Measure(
        id="risk.volatility_annualised",
        place=40,
        title="Volatility",
        meaning="Standard deviation of daily returns, a year.",
        formula="√(Σ(r − r̄)² / (n − 1)) · √periods",
        unit="fraction",
        sign="Never negative.",
        citation="P. Jorion, Value at Risk, 3rd ed. (2007), section 4.2.6",
        sample=ReturnSample,
        function=volatility_annualised,
        reference=Reference("ml.reference.returns:volatility_annualised"),
        tile=Tile(digits=1, note="a year; {volatility|percent} a day", headline=True),
    ),
)
