"""What may be asked about risk."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.instruments.types import Period
from ml.risk.methods import Method
from ml.volatility.names import Distribution, GarchModel


@dataclass(frozen=True)
class RiskQuestion:
    """An instrument whose return series is measured."""

    symbol: str
    period: Period
    confidence: float
    method: Method
    benchmark: str = ""
    risk_free_rate: float = 0.0


@dataclass(frozen=True)
class CorrelationQuestion:
    """Symbols that are correlated pair by pair."""

    symbols: tuple[str, ...]
    period: Period
    currency: str = ""


@dataclass(frozen=True)
class BacktestQuestion:
    """An instrument on whose past every method is tested."""

    symbol: str
    confidence: float


@dataclass(frozen=True)
class GarchQuestion:
    """An instrument to whose returns a volatility model is fitted."""

    symbol: str
    model: GarchModel
    distribution: Distribution
    period: Period


@dataclass(frozen=True)
class PortfolioRiskQuestion:
    """Fixed weights whose risk is measured; `horizon` is the days that value at risk is about."""

    weights: Mapping[str, float]
    period: Period
    confidence: float
    horizon: int
    method: Method
    benchmark: str = ""
    currency: str = ""
