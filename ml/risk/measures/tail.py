"""Value at risk and expected shortfall, as measures of a return series."""

from typing import Final

from ml.measures.measure import Measure, Reference, Tile
from ml.risk.methods import tail_risk
from ml.risk.sample import ReturnSample

MEASURES: Final = (
    Measure(
        id="risk.value_at_risk",
        place=10,
        title="Value at risk",
        meaning="The loss that should be exceeded on one day in 1/(1−c).",
        formula="FHS: σ(t+1) · loss at rank ⌈n(1−c)⌉ of r/σ; historical: that rank of r; "
        "gaussian: −(r̄ + z s); Cornish-Fisher: z corrected for skewness and kurtosis; "
        "EVT: u + β/ξ((n(1−c)/N)^−ξ − 1)",
        unit="fraction",
        sign="A loss is positive.",
        citation="G. Barone-Adesi et al., Journal of Futures Markets 19 (1999); "
        "P. Jorion (2007), 5.2",
        sample=ReturnSample,
        function=tail_risk,
        part="value_at_risk",
        reference=Reference("ml.reference.tails:value_at_risk"),
        inputs=(("Confidence", "confidence"), ("Method", "method")),
        scaling="root_of_time",
        tile=Tile(
            label="Value at risk {confidence|level}",
            note="loss over {horizon|days}",
            headline=True,
        ),
    ),
    Measure(
        id="risk.expected_shortfall",
        place=20,
        title="Expected shortfall",
        meaning="Mean loss beyond the value at risk.",
        formula="E[loss | loss ≥ VaR], the worst n(1−c) returns, the last one in part",
        unit="fraction",
        sign="A loss is positive.",
        citation="C. Acerbi, D. Tasche, Journal of Banking and Finance 26 (2002)",
        sample=ReturnSample,
        function=tail_risk,
        part="expected_shortfall",
        reference=Reference("ml.reference.tails:expected_shortfall"),
        inputs=(("Confidence", "confidence"), ("Method", "method")),
        scaling="root_of_time",
        tile=Tile(
            label="Expected shortfall {confidence|level}",
            note="mean loss beyond it",
            headline=True,
        ),
    ),
)
