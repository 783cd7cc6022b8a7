"""Optimisations as they go out; numbers of a year, as fractions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypedDict
from uuid import UUID

from typing_extensions import Doc

from apps.portfolio.questions import ExpectedReturns, OptimizeRequest
from ml.optimize.methods import AllocationMethod, CovarianceMethod, FrontierMethod
from ml.optimize.problem import Objective

# `return` is no name that a class takes.
_Return = TypedDict("_Return", {"return": float})


class FrontierPoint(_Return):
    """One efficient portfolio."""

    volatility: float
    weights: Mapping[str, float]


class AssetPoint(_Return):
    """One asset by itself."""

    symbol: str
    volatility: float
    weight: float
    risk_share: Annotated[
        float | None, Doc("Part of the portfolio's variance; null where that is rounding.")
    ]


@dataclass(frozen=True, kw_only=True)
class ShareAllocation:
    """Whole shares for the capital, at the last closes."""

    capital: float
    currency: Annotated[str, Doc("Of the capital, the prices and the cost.")] = ""
    shares: Mapping[str, int]
    prices: Mapping[str, float]
    cost: float
    leftover: float
    error: Annotated[float, Doc("Root mean square difference of weights.")]
    method: AllocationMethod
    gap: Annotated[
        float | None,
        Doc(
            "How much closer other whole shares can be at most, as a fraction of the capital: 0 is "
            "proven best; null where nothing is proven."
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Optimization:
    """An optimal portfolio; numbers of a year, as fractions."""

    id: UUID
    objective: Objective
    symbols: tuple[str, ...]
    weights: Mapping[str, float]
    expected_return: float
    volatility: float
    sharpe: float | None
    turnover: float | None
    frontier: tuple[FrontierPoint, ...]
    frontier_method: FrontierMethod | None
    assets: tuple[AssetPoint, ...]
    allocation: ShareAllocation | None
    as_of: datetime
    period: str
    period_start: datetime
    observations: int
    calendar_factor: int
    expected_returns: ExpectedReturns
    market: Annotated[str | None, Doc("What CAPM took for the market; null elsewhere.")]
    covariance: CovarianceMethod
    risk_free_rate: float
    currency: Annotated[str, Doc("Of all returns and amounts.")] = ""
    source: str
    simulated: bool
    notices: Annotated[
        tuple[str, ...],
        Doc(
            "What shortened the sample: an asset with few prices, its first day and the days that "
            "remain."
        ),
    ] = ()


@dataclass(frozen=True)
class OptimizationSummary:
    """A saved optimisation in a list."""

    id: UUID
    objective: Objective
    symbols: tuple[str, ...]
    as_of: datetime
    created_at: datetime
    expected_return: float
    volatility: float
    sharpe: float | None


@dataclass(frozen=True)
class SavedOptimization:
    """A saved optimisation with what was asked."""

    id: UUID
    created_at: datetime
    request: OptimizeRequest
    result: Optimization
