import math

import numpy as np
import pytest
from arch import arch_model
from arch.data import sp500

from ml.errors import InsufficientDataError, NotConvergedError
from ml.volatility import garch
from ml.volatility.garch import fit_garch
from tests.ml.golden import golden

MODELS = [("garch", {"o": 0}), ("gjr", {"o": 1}), ("egarch", {"o": 1, "vol": "EGARCH"})]


@pytest.fixture(scope="module")
def returns() -> np.ndarray:
    return sp500.load()["Adj Close"].pct_change().dropna().to_numpy()


def _values(fit) -> dict[str, float]:
    return {parameter.name: parameter.value for parameter in fit.parameters}


def test_the_published_estimates_of_the_sp500(returns) -> None:
    table = golden("garch")["sp500"]
    fit = fit_garch(returns)
    found = _values(fit)
    errors = {parameter.name: parameter.standard_error for parameter in fit.parameters}
    units = {"mu": 1e2, "omega": 1e4, "alpha": 1.0, "beta": 1.0}  # published for per cent
    for name, unit in units.items():
        assert found[name] * unit == pytest.approx(table[name], abs=2e-4)
        assert errors[name] * unit == pytest.approx(table["errors"][name], rel=0.02)
    percent_likelihood = fit.log_likelihood - fit.observations * math.log(100)
    assert percent_likelihood == pytest.approx(table["log_likelihood"], abs=0.2)


@pytest.mark.parametrize("distribution", ["normal", "t"])
@pytest.mark.parametrize("kind", ["robust", "classic"])
def test_both_kinds_of_standard_errors_are_those_of_arch(returns, kind, distribution) -> None:
    sample = returns[-1_500:]
    fit = fit_garch(sample, distribution=distribution)
    oracle = arch_model(sample * 100, p=1, q=1, dist=distribution).fit(
        disp="off", backcast=float(np.var(sample * 100)), cov_type=kind
    )
    units = {"mu": 1e2, "omega": 1e4}
    for parameter, error, p_value in zip(
        fit.parameters, oracle.std_err, oracle.pvalues, strict=True
    ):
        robust = kind == "robust"
        found = parameter.standard_error if robust else parameter.classic_standard_error
        chance = parameter.p_value if robust else parameter.classic_p_value
        assert found * units.get(parameter.name, 1.0) == pytest.approx(error, rel=1e-3)
        assert chance == pytest.approx(p_value, abs=1e-4)


def test_the_two_kinds_differ_where_the_shocks_are_not_normal(returns) -> None:
    alpha = next(one for one in fit_garch(returns).parameters if one.name == "alpha")
    assert alpha.standard_error > 1.3 * alpha.classic_standard_error


@pytest.mark.parametrize("distribution", ["normal", "t"])
@pytest.mark.parametrize(("model", "shape"), MODELS)
def test_it_agrees_with_arch_in_per_cent(returns, model, shape, distribution) -> None:
    sample = returns[-1_500:]
    fit = fit_garch(sample, model=model, distribution=distribution)
    oracle = arch_model(sample * 100, p=1, q=1, dist=distribution, **shape).fit(
        disp="off", backcast=float(np.var(sample * 100))
    )
    np.testing.assert_allclose(
        fit.conditional_volatility * 100, oracle.conditional_volatility, rtol=1e-4
    )
    expected = oracle.loglikelihood + sample.size * math.log(100)
    assert fit.log_likelihood == pytest.approx(expected, abs=1e-3)
    assert fit.aic == pytest.approx(2 * len(fit.parameters) - 2 * fit.log_likelihood, rel=1e-9)


@pytest.mark.parametrize(("model", "shape"), MODELS)
def test_the_decimal_parameters_drive_the_decimal_recursion(returns, model, shape) -> None:
    del shape
    sample = returns[-1_500:]
    fit = fit_garch(sample, model=model)
    p = {"gamma": 0.0} | _values(fit)
    residual = sample - p["mu"]
    variance = np.empty(sample.size + 1)
    variance[0] = fit.conditional_volatility[0] ** 2
    for t, e in enumerate(residual):
        if model == "egarch":
            shock = e / math.sqrt(variance[t])
            size = abs(shock) - math.sqrt(2 / math.pi)
            variance[t + 1] = math.exp(
                p["omega"]
                + p["alpha"] * size
                + p["gamma"] * shock
                + p["beta"] * math.log(variance[t])
            )
        else:
            gain = p["alpha"] + p["gamma"] * (e < 0)
            variance[t + 1] = p["omega"] + gain * e**2 + p["beta"] * variance[t]
    np.testing.assert_allclose(np.sqrt(variance[:-1]), fit.conditional_volatility, rtol=1e-6)
    assert fit.forecast[0] == pytest.approx(math.sqrt(variance[-1]), rel=1e-6)


def test_the_forecast_returns_to_the_long_run(returns) -> None:
    fit = fit_garch(returns, steps=2_000)
    assert fit.forecast[-1] == pytest.approx(fit.unconditional_volatility, rel=1e-3)
    gaps = fit.forecast[:2] ** 2 - fit.unconditional_volatility**2
    assert gaps[1] / gaps[0] == pytest.approx(fit.persistence, rel=1e-6)


def test_the_same_data_give_the_same_simulated_forecast(returns) -> None:
    one, other = (fit_garch(returns[-1_000:], model="egarch", distribution="t") for _ in range(2))
    np.testing.assert_array_equal(one.forecast, other.forecast)
    assert one.forecast.shape == (5,)


def test_it_finds_the_parameters_of_a_simulated_market() -> None:
    rng = np.random.default_rng(5)
    variance, path = 1e-4, np.empty(20_000)
    for t in range(20_000):
        path[t] = math.sqrt(variance) * rng.normal()
        variance = 2e-6 + 0.08 * path[t] ** 2 + 0.90 * variance
    found = _values(fit_garch(path))
    assert found["alpha"] == pytest.approx(0.08, abs=0.012)
    assert found["beta"] == pytest.approx(0.90, abs=0.015)
    assert found["omega"] == pytest.approx(2e-6, rel=0.3)


def test_missing_returns_are_left_out(returns) -> None:
    sample = returns[-600:]
    holed = np.insert(sample, [3, 300], np.nan)
    assert fit_garch(holed).log_likelihood == fit_garch(sample).log_likelihood


def test_too_few_returns_are_refused_with_both_counts(returns) -> None:
    with pytest.raises(InsufficientDataError) as refusal:
        fit_garch(returns[:200])
    assert (refusal.value.observations, refusal.value.needed) == (200, 250)


def test_an_estimate_without_a_variance_has_no_error() -> None:
    returns = np.tile([101.0 / 100.0, 100.0 / 101.0], 350) - 1.0
    fit = fit_garch(returns)
    assert any(math.isnan(one.classic_standard_error) for one in fit.parameters)
    for one in fit.parameters:
        assert not one.standard_error <= 0.0
        assert not one.classic_standard_error <= 0.0
        assert math.isnan(one.classic_p_value) == math.isnan(one.classic_standard_error)


def test_an_egarch_of_a_single_move_is_refused() -> None:
    returns = np.zeros(699)
    returns[0] = 40.0 / 50.0 - 1.0
    # The machine's rounding decides whether the optimiser ends, in a recursion that explodes.
    with pytest.raises(NotConvergedError, match=r"forecast grows|no solution on these numbers"):
        fit_garch(returns, model="egarch")


def test_a_forecast_that_explodes_is_refused() -> None:
    sample = np.array([0.01, -0.2, 0.0])
    garch._require_bounded(np.array([0.2, 1.9]), sample)
    with pytest.raises(NotConvergedError, match="forecast grows"):
        garch._require_bounded(np.array([0.2, 1e30]), sample)
