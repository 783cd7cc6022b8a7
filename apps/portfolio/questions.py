"""What is asked of an optimisation, from the request to the worker."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias

from typing_extensions import Doc

from apps.core.currencies import KNOWN
from apps.core.typed.hints import Schema
from apps.instruments.types import Period
from ml.optimize.methods import AllocationMethod, CovarianceMethod, MeanMethod
from ml.optimize.problem import Objective

ExpectedReturns: TypeAlias = Literal[MeanMethod, "forecast"]
"""Estimators of past returns, and the product's own forecasts."""


@dataclass(frozen=True)
class WeightGroup:
    """Limits on the total weight of some symbols."""

    name: str
    symbols: tuple[str, ...]
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True)
class WeightConstraints:
    """Limits on weights; they always sum to 1."""

    min_weight: float = 0.0
    max_weight: float = 1.0
    groups: tuple[WeightGroup, ...] = ()
    max_turnover: float | None = None
    current_weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReturnView:
    """An opinion for Black-Litterman: a symbol's return, or its return over another's."""

    symbol: str
    versus: str = ""
    expected_return: Annotated[float, Doc("Of a year, as a fraction.")]
    confidence: float = 0.5


@dataclass(frozen=True)
class OptimizeRequest:
    """What an optimisation was asked; fractions of a year."""

    symbols: tuple[str, ...]
    objective: Objective = "max_sharpe"
    target: Annotated[
        float | None, Doc("Volatility for efficient_risk, return for efficient_return.")
    ] = None
    period: Period = "5y"
    expected_returns: ExpectedReturns = "mean"
    covariance: CovarianceMethod = "ledoit_wolf"
    risk_free_rate: float = 0.0
    risk_aversion: float = 2.5
    tail_confidence: float = 0.95
    constraints: WeightConstraints = WeightConstraints()
    views: tuple[ReturnView, ...] = ()
    capital: Annotated[float | None, Doc("In the answer's currency.")] = None
    currency: Annotated[
        str,
        Schema(enum=[*sorted(KNOWN), ""]),
        Doc("ISO 4217; needed when the symbols are in several currencies."),
    ] = ""
    allocation_method: Annotated[
        AllocationMethod,
        Doc(
            "lp: the exact integer program, for at most five seconds; greedy: rounds down, then "
            "fills up, and may leave much of a small capital in cash."
        ),
    ] = "lp"
    frontier_points: int = 50
