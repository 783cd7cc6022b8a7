"""Fitted volatility models as they go out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from typing_extensions import Doc

from apps.risk.answers.points import Point


@dataclass(frozen=True)
class GarchParameter:
    """An estimate."""

    name: str
    value: float
    standard_error: Annotated[
        float | None, Doc("Robust (Bollerslev-Wooldridge); null where there is none.")
    ]
    p_value: Annotated[float | None, Doc("By the robust error.")]
    classic_standard_error: Annotated[
        float | None,
        Doc("From the inverse Hessian: right when the fitted distribution is the true one."),
    ]
    classic_p_value: Annotated[float | None, Doc("By the classic error.")]


@dataclass(frozen=True)
class GarchStep:
    """One step of the forecast."""

    step: int
    target_time: datetime
    volatility: float
    volatility_annualised: float


@dataclass(frozen=True, kw_only=True)
class Garch:
    """A fitted volatility model, for daily returns as fractions."""

    symbol: str
    model: str
    distribution: str
    as_of: datetime
    period: str
    period_start: datetime
    observations: int
    calendar_factor: int
    source: str
    simulated: bool
    standard_errors: Annotated[
        Literal["robust"], Doc("The kind behind `standard_error` and `p_value`.")
    ]
    parameters: tuple[GarchParameter, ...]
    log_likelihood: float
    aic: float
    bic: float
    persistence: float
    unconditional_volatility: float | None
    conditional_volatility: tuple[Point, ...]
    forecast: tuple[GarchStep, ...]
