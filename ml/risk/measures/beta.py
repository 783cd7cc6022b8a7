"""Beta: how a return moves with the return of a benchmark."""

import math
from typing import Final

import numpy as np

from ml.measures.measure import Measure, Reference, Tile
from ml.risk.sample import ReturnSample
from ml.series.noise import RATIO, ROUNDING
from ml.typing import Float64Array


def beta(returns: Float64Array, benchmark: Float64Array) -> float:
    r"""Slope of the regression of returns on the benchmark's returns.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period.
    benchmark : ndarray of shape (n_observations,)
        The benchmark's simple returns of the same periods.

    Returns
    -------
    float
        No unit; NaN with fewer than two periods in which both exist, or when the
        benchmark does not vary; exactly 0 when the returns do not.

    Notes
    -----
    :math:`\mathrm{cov}(r, b) / \mathrm{var}(b)` over the periods in which both exist.
    """
    y, x = _common(returns, benchmark)
    if y.size < 2:
        return math.nan
    least = x.size * (ROUNDING * max(RATIO, abs(float(x[0])))) ** 2
    x = x - x[0]
    x -= np.add.reduce(x) / x.size
    variance = float(x @ x)
    if not variance > least:
        return math.nan
    # x sums to zero, so the mean of y would add nothing but rounding; it is taken off for that.
    slope = float(x @ (y - np.add.reduce(y) / y.size)) / variance
    # A slope of rounding by the spread of x: y does not vary, and does not move with x.
    return slope if abs(slope) * math.sqrt(variance) > ROUNDING * math.sqrt(x.size) else 0.0


def _common(returns: Float64Array, benchmark: Float64Array) -> tuple[Float64Array, Float64Array]:
    if math.isfinite(float(np.add.reduce(returns) + np.add.reduce(benchmark))):
        return returns, benchmark
    both = np.isfinite(returns) & np.isfinite(benchmark)
    return returns[both], benchmark[both]


MEASURES: Final = (
    Measure(
        id="risk.beta",
        place=100,
        title="Beta",
        meaning="How far it moves when the benchmark moves by one.",
        formula="cov(r, r_b) / var(r_b)",
        unit="ratio",
        sign="Positive moves with the benchmark.",
        unknown="without a benchmark that varies",
        citation="W. F. Sharpe, Capital Asset Prices, Journal of Finance 19(3) (1964)",
        sample=ReturnSample,
        function=beta,
        reference=Reference("ml.reference.returns:beta"),
        libraries=(Reference("ml.reference.libraries:beta", "SciPy"),),
        inputs=(("Benchmark", "benchmark"),),
        tile=Tile(note="to {benchmark|text}", note_without="no benchmark here", headline=True),
    ),
)
