"""Backtests of value-at-risk methods as they go out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from typing_extensions import Doc

from ml.risk.backtests.traffic_light import Light
from ml.risk.methods import Method


@dataclass(frozen=True, kw_only=True)
class MethodBacktest:
    """A method's record, forecasting one day ahead."""

    method: Method
    confidence: float
    window: Annotated[int, Doc("Days a forecast is made from.")]
    observations: Annotated[int, Doc("Days forecast.")]
    violations: int
    expected: Annotated[float, Doc("Violations that the confidence says.")]
    rate: float
    kupiec_statistic: float
    kupiec_p_value: float
    independence_statistic: float | None
    independence_p_value: float | None
    conditional_p_value: float | None
    tick_loss: float
    shortfall_z2: Annotated[
        float | None, Doc("Acerbi-Szekely; negative where losses exceeded the shortfall.")
    ]
    shortfall_z2_critical: Annotated[
        float | None,
        Doc("5 % critical value, simulated for the number of days, the confidence and tail."),
    ]
    shortfall_p_value: Annotated[float | None, Doc("One-sided, from the same simulation.")]
    light: Light
    start: datetime
    end: datetime


@dataclass(frozen=True)
class YearBacktest:
    """One calendar year."""

    year: int
    observations: int
    violations: int
    light: Light


@dataclass(frozen=True, kw_only=True)
class MethodBacktestByYear(MethodBacktest):
    """A method's whole record."""

    years: tuple[YearBacktest, ...]


@dataclass(frozen=True)
class RiskBacktest:
    """Every method with its backtest."""

    symbol: str
    confidence: float
    as_of: datetime
    source: str
    simulated: bool
    methods: tuple[MethodBacktestByYear, ...]
