"""Made-up panels for tests of forecasts; nothing here is market data."""

import numpy as np

from ml.typing import DateArray, Float64Array2D


def business_days(count: int, start: str = "2011-06-01") -> DateArray:
    """Weekdays from a date on."""
    return np.busday_offset(np.datetime64(start, "D"), np.arange(count), roll="forward")


def random_walks(
    rng: np.random.Generator, days: int, symbols: int, *, volatility: float = 0.01
) -> Float64Array2D:
    """Prices without drift, whose returns share a market factor and cluster in volatility."""
    calm = np.exp(0.3 * np.sin(np.arange(days) / 60.0))[:, None] * volatility
    market = rng.standard_normal((days, 1))
    own = rng.standard_normal((days, symbols))
    prices: Float64Array2D = 100.0 * np.exp(np.cumsum(calm * (0.6 * market + 0.8 * own), axis=0))
    return prices


def names(count: int) -> tuple[str, ...]:
    """Symbols of a made-up panel."""
    return tuple(f"S{place:02d}" for place in range(count))
