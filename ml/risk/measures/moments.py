"""Skewness and excess kurtosis, as measures of a return series."""

from typing import Final

from ml.measures.measure import Measure, Reference, Tile
from ml.risk.moments import kurtosis, skewness
from ml.risk.sample import ReturnSample

MEASURES: Final = (
    Measure(
        id="risk.skewness",
        place=120,
        title="Skewness",
        meaning="Below zero, large falls are more common than large rises.",
        formula="√(n(n−1))/(n−2) · m₃/m₂^1.5",
        unit="ratio",
        sign="Negative leans to losses.",
        unknown="with fewer than three returns, or where they do not vary",
        citation="D. N. Joanes, C. A. Gill, The Statistician 47(1) (1998), G1",
        sample=ReturnSample,
        function=skewness,
        fixed=(("unbiased", True),),
        reference=Reference("ml.reference.returns:skewness"),
        libraries=(Reference("ml.reference.libraries:skewness", "SciPy"),),
        tile=Tile(note="below 0: falls are larger"),
    ),
    Measure(
        id="risk.kurtosis",
        place=130,
        title="Excess kurtosis",
        meaning="Above zero, extreme days are more common than normal.",
        formula="(n−1)/((n−2)(n−3)) · ((n+1)(m₄/m₂² − 3) + 6)",
        unit="ratio",
        sign="0 is a normal curve.",
        unknown="with fewer than four returns, or where they do not vary",
        citation="D. N. Joanes, C. A. Gill, The Statistician 47(1) (1998), G2",
        sample=ReturnSample,
        function=kurtosis,
        fixed=(("unbiased", True),),
        reference=Reference("ml.reference.returns:kurtosis"),
        libraries=(Reference("ml.reference.libraries:kurtosis", "SciPy"),),
        tile=Tile(note="0 for a normal curve"),
    ),
)
