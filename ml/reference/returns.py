"""Measures of a return series written a second time, in plain Python straight from the textbook.

Nothing here comes from another room of `ml`, and no kernel is shared: sums are `math.fsum`, paths
are loops. Slow and obvious is the point.
"""

import math
from collections.abc import Sequence

Series = Sequence[float]
_NOISE = 1e-12
"""Share of a series' size that rounding leaves of a spread that does not exist."""


def mean(values: Series) -> float:
    """Arithmetic mean; NaN without values."""
    return math.fsum(values) / len(values) if len(values) else math.nan


def central(values: Series, order: int) -> float:
    """Central moment of an order, divided by n."""
    middle = mean(values)
    return math.fsum((value - middle) ** order for value in values) / len(values)


def deviation(values: Series, *, unit: float = 0.0) -> float:
    """Sample standard deviation (n - 1), 0 where it is rounding; NaN below two values.

    Returns are differences of ratios near one, so their `unit` is one.
    """
    count = len(values)
    if count < 2:
        return math.nan
    spread = math.sqrt(central(values, 2) * count / (count - 1))
    return spread if spread > _NOISE * max(unit, *map(abs, values)) else 0.0


def ratio(above: float, below: float) -> float:
    """A quotient, NaN over nothing."""
    return above / below if below else math.nan


def annual_deviation(values: Series, periods: float) -> float:
    """Standard deviation of a year."""
    return deviation(values, unit=1.0) * math.sqrt(periods)


def sharpe(values: Series, periods: float, yearly_rate: float = 0.0) -> float:
    """Sharpe, The Sharpe ratio, Journal of Portfolio Management 21 (1994), equation 3."""
    excess = mean(values) - yearly_rate / periods
    return ratio(excess, deviation(values, unit=1.0)) * math.sqrt(periods)


def sortino(values: Series, periods: float, yearly_rate: float = 0.0) -> float:
    """Sortino and Price (1994): downside below the rate of a period, over all periods."""
    target = yearly_rate / periods
    short = [value - target for value in values if value < target]
    below = math.sqrt(math.fsum(value**2 for value in short) / len(values))
    return ratio(mean(values) - target, below if below > _NOISE else 0.0) * math.sqrt(periods)


def deepest_fall(values: Series) -> float:
    """Largest fall from an earlier peak; the start of the first period is a peak too."""
    wealth = peak = 1.0
    deepest = 0.0
    for value in values:
        wealth *= 1.0 + value
        peak = max(peak, wealth)
        deepest = max(deepest, (peak - wealth) / peak)
    return deepest if deepest > _NOISE else 0.0


def falls(values: Series) -> list[float]:
    """Distance below the running peak after each period, with the start's zero in front."""
    wealth = peak = 1.0
    path = [0.0]
    for value in values:
        wealth *= 1.0 + value
        peak = max(peak, wealth)
        path.append((peak - wealth) / peak)
    return path


def calmar(values: Series, periods: float) -> float:
    """Young (1991): compound annual growth over the deepest fall."""
    growth = math.exp(math.fsum(math.log1p(value) for value in values) * periods / len(values))
    return ratio(growth - 1.0, deepest_fall(values))


def covariance(first: Series, second: Series) -> float:
    """Sample covariance (n - 1)."""
    a, b = mean(first), mean(second)
    products = (x * y for x, y in zip((v - a for v in first), (v - b for v in second), strict=True))
    return math.fsum(products) / (len(first) - 1)


def beta(values: Series, market: Series) -> float:
    """Slope of the regression on the market; 0 where the values differ by rounding."""
    if deviation(values, unit=1.0) == 0.0 < deviation(market, unit=1.0):
        return 0.0
    return ratio(covariance(values, market), deviation(market, unit=1.0) ** 2)


def pearson(first: Series, second: Series) -> float:
    """Pearson's correlation."""
    return ratio(covariance(first, second), deviation(first) * deviation(second))


def skewness(values: Series) -> float:
    """Joanes and Gill, The Statistician 47 (1998): G1."""
    count = len(values)
    if deviation(values, unit=1.0) == 0.0:
        return math.nan
    plain = central(values, 3) / math.pow(central(values, 2), 1.5)
    return plain * math.sqrt(count * (count - 1)) / (count - 2)


def kurtosis(values: Series) -> float:
    """Joanes and Gill (1998): G2, excess over the normal's."""
    count = len(values)
    if deviation(values, unit=1.0) == 0.0:
        return math.nan
    plain = central(values, 4) / central(values, 2) ** 2 - 3.0
    return (count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * plain + 6.0)
