"""How many returns a measure stands on."""

from typing import Final

from ml.measures.measure import Measure, Reference, Tile
from ml.risk.sample import ReturnSample
from ml.series.returns import finite
from ml.typing import Float64Array


def observations(returns: Float64Array) -> float:
    """Returns of the period.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period; NaN are left out.

    Returns
    -------
    float
        A count.
    """
    return float(finite(returns).size)


MEASURES: Final = (
    Measure(
        id="risk.observations",
        place=140,
        title="Observations",
        meaning="Daily returns in the period.",
        formula="n = closes − 1",
        unit="count",
        sign="Positive is more.",
        citation="This installation's own records",
        sample=ReturnSample,
        function=observations,
        reference=Reference("ml.reference.returns:observations"),
        tile=Tile(digits=0, note="daily returns"),
    ),
)
