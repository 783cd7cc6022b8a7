"""The deepest fall, and the distance below the highest close, as measures of a return series."""

from typing import Final

from ml.measures.measure import Measure, Reference, Tile
from ml.risk.drawdown import drawdown, max_drawdown
from ml.risk.sample import ReturnSample

MEASURES: Final = (
    Measure(
        id="risk.max_drawdown",
        place=110,
        title="Maximum drawdown",
        meaning="The worst fall from a peak to a later trough.",
        formula="max over t of 1 − W(t) / max(W(s), s ≤ t)",
        unit="fraction",
        sign="A loss is positive.",
        citation="M. Magdon-Ismail, A. Atiya, Maximum drawdown, Risk 17(10) (2004)",
        sample=ReturnSample,
        function=max_drawdown,
        part="depth",
        reference=Reference("ml.reference.returns:max_drawdown"),
        libraries=(Reference("ml.reference.libraries:max_drawdown", "pandas"),),
        inputs=(("Peak", "drawdown_start"), ("Trough", "drawdown_trough")),
        tile=Tile(digits=1, note="trough {drawdown_trough|date}", headline=True),
    ),
    Measure(
        id="risk.drawdown",
        place=210,
        title="Drawdown",
        meaning="Distance below the highest close so far.",
        formula="1 − W(t) / max(W(s), s ≤ t)",
        unit="fraction",
        sign="A loss is positive.",
        citation="M. Magdon-Ismail, A. Atiya, Risk 17(10) (2004)",
        sample=ReturnSample,
        function=drawdown,
        reference=Reference("ml.reference.returns:drawdown"),
        path=True,
        elsewhere="Drawn as a chart.",
    ),
)
