"""Tails written a second time: sorted lists, exact fractions and numerical integrals."""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from statistics import NormalDist
from typing import Final

from ml.reference.returns import central, deviation, mean

Series = Sequence[float]
Kernel = Callable[[Series, float], float]
_NORMAL = NormalDist()
_NOISE = 1e-24
"""Variance that rounding leaves of returns that do not vary."""


def _edge(count: int, confidence: float) -> Fraction:
    return count * (1 - Fraction(str(confidence)))


def historical_loss(values: Series, confidence: float) -> float:
    """Loss at rank ceil(n (1 - c)) from the worst; NaN without values."""
    if not values:
        return math.nan
    return -sorted(values)[math.ceil(_edge(len(values), confidence)) - 1]


def historical_shortfall(values: Series, confidence: float) -> float:
    """Mean of the worst n (1 - c) values, the last of them in part (Acerbi and Tasche 2002).

    NaN without values.
    """
    if not values:
        return math.nan
    left = edge = _edge(len(values), confidence)
    total = 0.0
    for value in sorted(values):
        part = min(left, Fraction(1))
        total += value * float(part)
        left -= part
        if left <= 0:
            break
    return -total / float(edge)


def normal_loss(values: Series, confidence: float) -> float:
    """Quantile of the fitted normal distribution; its mean where there is no spread."""
    spread = deviation(values, unit=1.0)
    if not spread:
        return -mean(values)
    return -NormalDist(mean(values), spread).inv_cdf(1.0 - confidence)


def normal_shortfall(values: Series, confidence: float) -> float:
    """Mean of the fitted normal's worst outcomes, by Simpson's rule on its quantiles."""
    return -mean(values) - deviation(values) * _tail_mean(lambda z: z, confidence)


def expansion(values: Series, z: float) -> float:
    """Cornish and Fisher's quantile for the sample's skewness and kurtosis."""
    spread = central(values, 2)
    skew, excess = central(values, 3) / math.pow(spread, 1.5), central(values, 4) / spread**2 - 3.0
    first = (z * z - 1.0) * skew / 6.0
    second = z * (z * z - 3.0) * excess / 24.0
    third = z * (2.0 * z * z - 5.0) * skew * skew / 36.0
    return z + first + second - third


def expansion_loss(values: Series, confidence: float) -> float:
    """Loss at the expansion's quantile."""
    z = _NORMAL.inv_cdf(1.0 - confidence)
    return -(mean(values) + expansion(values, z) * deviation(values))


def expansion_shortfall(values: Series, confidence: float) -> float:
    """Mean of the expansion beyond the quantile, by Simpson's rule."""
    spread = central(values, 2)
    skew, excess = central(values, 3) / math.pow(spread, 1.5), central(values, 4) / spread**2 - 3.0

    def at(z: float) -> float:
        cubic = (z * z - 1.0) * skew / 6.0 + z * (z * z - 3.0) * excess / 24.0
        return z + cubic - z * (2.0 * z * z - 5.0) * skew * skew / 36.0

    return -mean(values) - deviation(values) * _tail_mean(at, confidence)


def _tail_mean(
    function: Callable[[float], float], confidence: float, *, steps: int = 10_000
) -> float:
    high = _NORMAL.inv_cdf(1.0 - confidence)
    low = high - 40.0
    width = (high - low) / steps
    weights = [1.0, *([4.0, 2.0] * (steps // 2))]
    weights[-1] = 1.0
    points = (low + width * at for at in range(steps + 1))
    total = math.fsum(
        w * function(z) * _NORMAL.pdf(z) for w, z in zip(weights, points, strict=True)
    )
    return total * width / 3.0 / (1.0 - confidence)


def exponential_variances(values: Series, *, decay: float = 0.94, start: int = 20) -> list[float]:
    """RiskMetrics (1996): variance after each return; the first `start` returns seed it."""
    if len(values) < start:
        return [math.nan] * len(values)
    variance = math.fsum(value * value for value in values[:start]) / start
    path = [math.nan] * (start - 1) + [variance]
    for value in values[start:]:
        variance = decay * variance + (1.0 - decay) * value * value
        path.append(variance)
    return path


def filtered(values: Series, earlier: Series) -> tuple[list[float], float]:
    """Shocks of a sample in units of the day-before forecast, and the next forecast."""
    variances = exponential_variances([*earlier, *values])
    before = [math.nan, *variances[:-1]][len(earlier) :]
    shocks = [v / math.sqrt(s) for v, s in zip(values, before, strict=True) if s > _NOISE]
    return shocks, math.sqrt(variances[-1])


def filtered_loss(values: Series, earlier: Series, confidence: float) -> float:
    """Barone-Adesi, Giannopoulos and Vosper (1999) on an exponential filter."""
    shocks, scale = filtered(values, earlier)
    return scale * historical_loss(shocks, confidence)


def filtered_shortfall(values: Series, earlier: Series, confidence: float) -> float:
    """Expected shortfall of the same shocks."""
    shocks, scale = filtered(values, earlier)
    return scale * historical_shortfall(shocks, confidence)


def pareto(values: Series, *, tail: float = 0.1) -> tuple[float, float, float, int]:
    """Threshold, shape, scale and size of a generalised Pareto tail (Hosking and Wallis 1987)."""
    losses = sorted(-value for value in values)
    count = int(len(losses) * tail)
    threshold = losses[-count - 1]
    excess = [loss - threshold for loss in losses[-count:]]
    a0 = mean(excess)
    a1 = mean([y * (count - 1 - j) / (count - 1) for j, y in enumerate(excess)])
    shape = -(a0 / (a0 - 2.0 * a1) - 2.0)
    return threshold, shape, 2.0 * a0 * a1 / (a0 - 2.0 * a1), count


def pareto_loss(values: Series, confidence: float) -> float:
    """Loss exceeded with probability 1 - c under that tail."""
    threshold, shape, scale, count = pareto(values)
    ratio = float(_edge(len(values), confidence)) / count
    return threshold + scale / shape * (math.pow(ratio, -shape) - 1.0)


def pareto_shortfall(values: Series, confidence: float) -> float:
    """Mean loss beyond it."""
    threshold, shape, scale, _ = pareto(values)
    loss = pareto_loss(values, confidence)
    return loss / (1.0 - shape) + (scale - shape * threshold) / (1.0 - shape)


_WAYS: Final[dict[str, tuple[Kernel, Kernel]]] = {
    "historical": (historical_loss, historical_shortfall),
    "gaussian": (normal_loss, normal_shortfall),
    "cornish_fisher": (expansion_loss, expansion_shortfall),
    "evt": (pareto_loss, pareto_shortfall),
}
"""Ways to the tail that need no earlier returns: the loss, and the mean loss beyond it."""


def value_at_risk(returns: Series, earlier: Series, confidence: float, method: str) -> float:
    """Value at risk by the way to the tail that is named."""
    if method == "fhs":
        return filtered_loss(returns, earlier, confidence)
    return _WAYS[method][0](returns, confidence)


def expected_shortfall(returns: Series, earlier: Series, confidence: float, method: str) -> float:
    """Mean loss beyond it, by the same way."""
    if method == "fhs":
        return filtered_shortfall(returns, earlier, confidence)
    return _WAYS[method][1](returns, confidence)


def likelihood_p(violations: int, days: int, confidence: float) -> float:
    """Kupiec, Journal of Derivatives 3 (1995): p of the proportion of failures."""
    expected, seen = 1.0 - confidence, violations / days

    def log_likelihood(p: float) -> float:
        hits = violations * math.log(p) if violations else 0.0
        misses = (days - violations) * math.log1p(-p) if violations < days else 0.0
        return hits + misses

    statistic = max(0.0, 2.0 * (log_likelihood(seen) - log_likelihood(expected)))
    return math.erfc(math.sqrt(statistic / 2.0))
