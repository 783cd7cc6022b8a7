"""Numbers of an optimisation by what they belong to."""

import numpy as np
from numpy.typing import NDArray

from apps.portfolio.answers import AssetPoint, FrontierPoint
from ml.optimize.result import Frontier
from ml.series.noise import VARIANCE, noise_floor


def by_symbol(symbols: tuple[str, ...], values: NDArray[np.float64]) -> dict[str, float]:
    """Return an array as numbers by symbol."""
    return dict(zip(symbols, values.tolist(), strict=True))


def asset_points(
    symbols: tuple[str, ...],
    mean: NDArray[np.float64],
    covariance: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> tuple[AssetPoint, ...]:
    """Return each asset's own return and risk, its weight, and its share of the variance.

    The shares of a portfolio whose variance is rounding are unknown.
    """
    marginal = covariance @ weights
    volatilities = np.sqrt(np.diag(covariance))
    variance = float(weights @ marginal)
    floor = noise_floor(np.diag(covariance), unit=VARIANCE)
    parts = (weights * marginal).tolist()
    shares = [part / variance if variance > floor else None for part in parts]
    return tuple(
        {"symbol": symbol, "return": a, "volatility": b, "weight": c, "risk_share": d}
        for symbol, a, b, c, d in zip(
            symbols,
            mean.tolist(),
            volatilities.tolist(),
            weights.tolist(),
            shares,
            strict=True,
        )
    )


def frontier_points(
    symbols: tuple[str, ...], frontier: Frontier | None
) -> tuple[FrontierPoint, ...]:
    """Return the efficient portfolios of a frontier; none where none was asked for."""
    if frontier is None:
        return ()
    return tuple(
        {"return": value, "volatility": volatility, "weights": by_symbol(symbols, weights)}
        for value, volatility, weights in zip(
            frontier.returns.tolist(), frontier.volatilities.tolist(), frontier.weights, strict=True
        )
    )
