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


def observations(returns: Series) -> float:
    """How many there are."""
    return float(len(returns))


def volatility(returns: Series) -> float:
    """Standard deviation of a period."""
    return deviation(returns, unit=1.0)


def volatility_annualised(returns: Series, periods: float) -> float:
    """Standard deviation of a year."""
    return deviation(returns, unit=1.0) * math.sqrt(periods)


def sharpe(returns: Series, periods: float, risk_free_rate: float = 0.0) -> float:
    """Sharpe, The Sharpe ratio, Journal of Portfolio Management 21 (1994), equation 3."""
    excess = mean(returns) - risk_free_rate / periods
    return ratio(excess, deviation(returns, unit=1.0)) * math.sqrt(periods)


def sortino(returns: Series, periods: float, risk_free_rate: float = 0.0) -> float:
    """Sortino and Price (1994): downside below the rate of a period, over all periods."""
    target = risk_free_rate / periods
    short = [value - target for value in returns if value < target]
    below = math.sqrt(math.fsum(value**2 for value in short) / len(returns))
    return ratio(mean(returns) - target, below if below > _NOISE else 0.0) * math.sqrt(periods)


def max_drawdown(returns: Series) -> float:
    """Largest fall from an earlier peak; the start of the first period is a peak too."""
    wealth = peak = 1.0
    deepest = 0.0
    for value in returns:
        wealth *= 1.0 + value if wealth > 0.0 else 1.0
        peak = max(peak, wealth)
        deepest = max(deepest, (peak - wealth) / peak)
    return deepest if deepest > _NOISE else 0.0


def drawdown(returns: Series) -> list[float]:
    """Distance below the running peak after each period, with the start's zero in front."""
    wealth = peak = 1.0
    path = [0.0]
    for value in returns:
        wealth *= 1.0 + value if wealth > 0.0 else 1.0
        peak = max(peak, wealth)
        path.append((peak - wealth) / peak)
    return path


def calmar(returns: Series, periods: float) -> float:
    """Young (1991): compound annual growth over the deepest fall; -1 a year when all is lost."""
    if min(returns) <= -1.0:
        return ratio(-1.0, max_drawdown(returns))
    growth = math.exp(math.fsum(math.log1p(value) for value in returns) * periods / len(returns))
    return ratio(growth - 1.0, max_drawdown(returns))


def covariance(first: Series, second: Series) -> float:
    """Sample covariance (n - 1)."""
    a, b = mean(first), mean(second)
    products = (x * y for x, y in zip((v - a for v in first), (v - b for v in second), strict=True))
    return math.fsum(products) / (len(first) - 1)


def beta(returns: Series, benchmark: Series) -> float:
    """Slope of the regression on the benchmark, over the days on which both are known.

    0 where the returns differ by rounding.
    """
    rows = [row for row in zip(returns, benchmark, strict=True) if math.isfinite(sum(row))]
    own, market = [row[0] for row in rows], [row[1] for row in rows]
    if deviation(own, unit=1.0) == 0.0 < deviation(market, unit=1.0):
        return 0.0
    return ratio(covariance(own, market), deviation(market, unit=1.0) ** 2)


def pearson(first: Series, second: Series) -> float:
    """Pearson's correlation."""
    return ratio(covariance(first, second), deviation(first) * deviation(second))


def skewness(returns: Series) -> float:
    """Joanes and Gill, The Statistician 47 (1998): G1."""
    count = len(returns)
    if deviation(returns, unit=1.0) == 0.0:
        return math.nan
    plain = central(returns, 3) / math.pow(central(returns, 2), 1.5)
    return plain * math.sqrt(count * (count - 1)) / (count - 2)


def kurtosis(returns: Series) -> float:
    """Joanes and Gill (1998): G2, excess over the normal's."""
    count = len(returns)
    if deviation(returns, unit=1.0) == 0.0:
        return math.nan
    plain = central(returns, 4) / central(returns, 2) ** 2 - 3.0
    return (count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * plain + 6.0)
