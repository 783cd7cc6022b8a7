"""GARCH, GJR and EGARCH by maximum likelihood (through `arch`; for workers only)."""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from arch import arch_model
from arch.univariate import ConstantMean, ConstantVariance, Normal, StudentsT
from arch.univariate.base import ARCHModelResult

from ml.errors import DoesNotVaryError, InsufficientDataError, NotConvergedError
from ml.libraries import library
from ml.series.noise import RATIO, does_vary
from ml.series.returns import finite
from ml.typing import Float64Array
from ml.volatility.names import Distribution, GarchModel

MIN_OBSERVATIONS: Final = 250
_PERCENT: Final = 100.0
_TIE: Final = 1e-2  # of log-likelihood: two optimisers stop so far apart at the same optimum
_EXPLODED: Final = 100.0
_SHAPES: Final[dict[GarchModel, dict[str, Any]]] = {
    "garch": {"vol": "GARCH", "p": 1, "o": 0, "q": 1},
    "gjr": {"vol": "GARCH", "p": 1, "o": 1, "q": 1},
    "egarch": {"vol": "EGARCH", "p": 1, "o": 1, "q": 1},
}
_NAMES: Final = {"alpha[1]": "alpha", "beta[1]": "beta", "gamma[1]": "gamma"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """An estimate with its precision.

    Attributes
    ----------
    name : str
        mu, omega, alpha, gamma, beta or nu.
    value : float
        Estimate for returns as decimal fractions.
    standard_error : float
        Robust to shocks of another distribution than the fitted one (Bollerslev-Wooldridge
        sandwich), in the same unit; NaN where the likelihood has no curvature for it.
    p_value : float
        Two-sided, against zero, by the robust error; NaN without one.
    classic_standard_error : float
        From the inverse Hessian alone: right when the fitted distribution is the true one; NaN as
        above, which estimates at a bound often have.
    classic_p_value : float
        The same by the classic error.
    """

    name: str
    value: float
    standard_error: float
    p_value: float
    classic_standard_error: float
    classic_p_value: float


@dataclass(frozen=True, slots=True)
class GarchFit:
    """A fitted volatility model.

    Attributes
    ----------
    model : GarchModel
        Which recursion.
    distribution : Distribution
        Of the shocks.
    parameters : tuple of Parameter
        In the recursion's order.
    log_likelihood : float
        Of returns as decimal fractions.
    aic : float
        Akaike's criterion.
    bic : float
        Schwarz's criterion.
    observations : int
        Returns used.
    persistence : float
        How much of a shock to (log) variance is left after a period.
    unconditional_volatility : float
        Long-run standard deviation of a period; NaN when variance has no mean.
    conditional_volatility : ndarray of shape (n_observations,)
        Standard deviation of each period given the past.
    forecast : ndarray of shape (n_steps,)
        Standard deviation of each of the next periods.
    """

    model: GarchModel
    distribution: Distribution
    parameters: tuple[Parameter, ...]
    log_likelihood: float
    aic: float
    bic: float
    observations: int
    persistence: float
    unconditional_volatility: float
    conditional_volatility: Float64Array
    forecast: Float64Array


def fit_garch(
    returns: Float64Array,
    *,
    model: GarchModel = "garch",
    distribution: Distribution = "normal",
    steps: int = 5,
    rng: np.random.Generator | None = None,
) -> GarchFit:
    r"""Fit a (1,1) volatility model with a constant mean and forecast with it.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Returns of a period as decimal fractions, oldest first; NaN are left out.
    model : GarchModel
        `garch`, `gjr` (falls count more) or `egarch` (log variance).
    distribution : Distribution
        Shocks: `normal` or Student's `t`.
    steps : int
        Periods to forecast. EGARCH beyond one period is simulated.
    rng : numpy.random.Generator, optional
        Source of the simulated shocks; a fixed one when not given, so that the same data
        give the same forecast.

    Returns
    -------
    GarchFit
        Estimates for decimal returns; inside, percentages are fitted, which optimisers need.

    Notes
    -----
    The variance before the sample is the mean of the squared residuals, as in the published
    benchmark; `arch`'s default, an exponential backcast, misses it in the second digit.

    References
    ----------
    T. Bollerslev, Journal of Econometrics 31 (1986). L. R. Glosten, R. Jagannathan,
    D. E. Runkle, Journal of Finance 48 (1993). D. B. Nelson, Econometrica 59 (1991).
    Robust errors: T. Bollerslev, J. M. Wooldridge, Econometric Reviews 11 (1992).
    Presample: G. Fiorentini, G. Calzolari, L. Panattoni, Analytic derivatives and the
    computation of GARCH estimates, Journal of Applied Econometrics 11 (1996).
    """
    sample = finite(returns)
    if sample.size < MIN_OBSERVATIONS:
        raise InsufficientDataError(sample.size, MIN_OBSERVATIONS)
    if not does_vary(sample, unit=RATIO):
        raise DoesNotVaryError("the return does not vary")
    with library(f"the {model} fit"):
        result = _estimate(sample * _PERCENT, model, distribution)
        parameters = _parameters(result, model)
        forecast = _forecast(result, model, steps, rng)
    _require_known(parameters, forecast)
    _require_bounded(forecast, sample)
    return GarchFit(
        model=model,
        distribution=distribution,
        parameters=parameters,
        log_likelihood=float(result.loglikelihood) + sample.size * math.log(_PERCENT),
        aic=float(result.aic) - 2.0 * sample.size * math.log(_PERCENT),
        bic=float(result.bic) - 2.0 * sample.size * math.log(_PERCENT),
        observations=sample.size,
        persistence=_persistence(parameters, model),
        unconditional_volatility=_long_run(parameters, model),
        conditional_volatility=np.asarray(result.conditional_volatility) / _PERCENT,
        forecast=forecast,
    )


def _estimate(
    percent: Float64Array, model: GarchModel, distribution: Distribution
) -> ARCHModelResult:
    specification = arch_model(
        percent, mean="Constant", dist=distribution, rescale=False, **_SHAPES[model]
    )
    presample = float(np.mean((percent - percent.mean()) ** 2))
    result = specification.fit(disp="off", backcast=presample, show_warning=False)
    if result.convergence_flag != 0:
        raise NotConvergedError("the likelihood has no maximum on these returns")
    _require_better(float(result.loglikelihood), _constant(percent, distribution, presample))
    return result


def _constant(percent: Float64Array, distribution: Distribution, presample: float) -> float:
    """Return the log-likelihood of the same returns with one variance for all."""
    flat = ConstantMean(
        percent,
        volatility=ConstantVariance(),
        distribution=Normal() if distribution == "normal" else StudentsT(),
        rescale=False,
    )
    return float(flat.fit(disp="off", backcast=presample, show_warning=False).loglikelihood)


def _require_better(found: float, constant: float) -> None:
    """Refuse an optimum below that of the constant variance, which every model here contains."""
    if not found >= constant - _TIE:
        raise NotConvergedError(
            f"the optimiser stopped at a log-likelihood of {found:.6g}, below the {constant:.6g} "
            "of a constant variance"
        )


def _require_known(parameters: tuple[Parameter, ...], forecast: Float64Array) -> None:
    if not np.isfinite([*(one.value for one in parameters), *forecast]).all():
        raise NotConvergedError("the fit has no finite parameters and forecast on these returns")


def _require_bounded(forecast: Float64Array, sample: Float64Array) -> None:
    """Refuse a recursion that explodes, as an EGARCH does that was fitted to a single move."""
    if float(forecast.max()) > _EXPLODED * float(np.abs(sample).max()):
        raise NotConvergedError(
            f"the forecast grows to {_EXPLODED:g} times the largest return there was and more"
        )


def _parameters(result: ARCHModelResult, model: GarchModel) -> tuple[Parameter, ...]:
    """Estimates for decimal returns, with errors carried through the change of unit."""
    jacobian, shift = _to_decimal(list(result.params.index), model)
    values = jacobian @ result.params.to_numpy() + shift
    robust = _errors(jacobian, result.param_cov.to_numpy())
    # Without a backcast it takes the one of the fit.
    classic = _errors(
        jacobian, result.model.compute_param_cov(result.params.to_numpy(), robust=False)
    )
    return tuple(
        Parameter(
            name=_NAMES.get(name, name),
            value=value,
            standard_error=error,
            p_value=_p_value(value, error),
            classic_standard_error=plain,
            classic_p_value=_p_value(value, plain),
        )
        for name, value, error, plain in zip(
            result.params.index, values.tolist(), robust.tolist(), classic.tolist(), strict=True
        )
    )


def _errors(jacobian: Float64Array, covariance: Float64Array) -> Float64Array:
    """Return standard errors; NaN where the inverse Hessian has no variance for an estimate."""
    variance = np.diag(jacobian @ covariance @ jacobian.T)
    return np.where(variance > 0.0, np.sqrt(np.abs(variance)), np.nan)


def _p_value(value: float, error: float) -> float:
    return math.erfc(abs(value / error) / math.sqrt(2.0)) if error > 0.0 else math.nan


def _to_decimal(names: list[str], model: GarchModel) -> tuple[Float64Array, Float64Array]:
    jacobian, shift = np.eye(len(names)), np.zeros(len(names))
    mu, omega = names.index("mu"), names.index("omega")
    jacobian[mu, mu] = 1.0 / _PERCENT
    if model == "egarch":
        # ln(s/100)^2 = ln s^2 - ln 100^2, so omega moves by -(1 - beta) ln 100^2.
        jacobian[omega, names.index("beta[1]")] = 2.0 * math.log(_PERCENT)
        shift[omega] = -2.0 * math.log(_PERCENT)
    else:
        jacobian[omega, omega] = 1.0 / _PERCENT**2
    return jacobian, shift


def _persistence(parameters: tuple[Parameter, ...], model: GarchModel) -> float:
    value = {parameter.name: parameter.value for parameter in parameters}
    if model == "egarch":
        return value["beta"]
    return value["alpha"] + 0.5 * value.get("gamma", 0.0) + value["beta"]


def _long_run(parameters: tuple[Parameter, ...], model: GarchModel) -> float:
    left = 1.0 - _persistence(parameters, model)
    omega = next(parameter.value for parameter in parameters if parameter.name == "omega")
    if left <= 0.0:
        return math.nan
    if model == "egarch":
        return math.exp(0.5 * omega / left)
    return math.sqrt(omega / left)


def _forecast(
    result: ARCHModelResult, model: GarchModel, steps: int, rng: np.random.Generator | None
) -> Float64Array:
    if model != "egarch" or steps == 1:
        variance = result.forecast(horizon=steps, reindex=False).variance
    else:
        source = rng or np.random.default_rng(0)
        variance = result.forecast(
            horizon=steps,
            reindex=False,
            method="simulation",
            simulations=10_000,
            rng=lambda size: _standard_shocks(source, result, size),
        ).variance
    return np.asarray(np.sqrt(variance.to_numpy()[-1]) / _PERCENT)


def _shape_parameters(result: ARCHModelResult) -> list[float]:
    return [float(result.params["nu"])] if "nu" in result.params.index else []


def _standard_shocks(
    rng: np.random.Generator, result: ARCHModelResult, size: int | tuple[int, ...]
) -> Float64Array:
    shape = _shape_parameters(result)
    if not shape:
        return rng.standard_normal(size)
    shocks = rng.standard_t(shape[0], size)
    return np.asarray(shocks * math.sqrt((shape[0] - 2.0) / shape[0]))
