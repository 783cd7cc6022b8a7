"""Series without a spread: one answer from every measure, never the noise of rounding."""

import math
from collections.abc import Callable
from dataclasses import asdict, replace

import numpy as np
import pandas as pd
import polars as pl
import pytest

from ml.anomalies.bars import JUDGED, PER_PRICE, odd_bars, reverting_spikes
from ml.errors import DoesNotVaryError, NumericError
from ml.evaluation.leakage import implausible_features
from ml.evaluation.scores import mae_ratio, r2_vs_random_walk
from ml.evaluation.tests import diebold_mariano
from ml.features import recursions
from ml.features.frame import feature_frame
from ml.features.polars_engine import checked_bars, polars_features
from ml.features.reference import reference_features
from ml.features.targets import scaled_targets
from ml.features.technical import momentum, relative_strength
from ml.models.scaling import Scaler
from ml.optimize.moments import ledoit_wolf_covariance
from ml.pairs.cointegration import adf_test, engle_granger_test
from ml.pairs.hedge import check_spread, kalman_hedge, ols_hedge, rolling_hedge
from ml.pairs.live import PairTracker, pair_path
from ml.pairs.moments import pair_moments
from ml.pairs.screen import cointegration_screen
from ml.pairs.spread import half_life, line_z_score, pair_z_score, rolling_correlation
from ml.pipelines.intraday import MinuteForecaster
from ml.reference import returns as plain
from ml.reference.pairs import rolling_z
from ml.reference.volatility import har_variances
from ml.risk.backtests.shortfall import shortfall_test
from ml.risk.correlation import correlation
from ml.risk.drawdown import max_drawdown_depth
from ml.risk.measures.beta import beta
from ml.risk.measures.calmar import calmar
from ml.risk.measures.sharpe import sharpe
from ml.risk.measures.sortino import sortino
from ml.risk.methods import tail_risk
from ml.risk.moments import kurtosis, skewness
from ml.risk.value_at_risk import standardised
from ml.risk.volatility import volatility
from ml.series import noise
from ml.series.noise import RATIO, does_vary
from ml.series.returns import simple_returns
from ml.series.rolling import rolling_std
from ml.series.studies import StudyBars, study
from ml.typing import Float64Array
from ml.volatility.har import har_features, har_forecasts
from ml.volatility.scale import qlike, rescaled
from tests.ml.panels import business_days, random_walks

N, WINDOW = 400, 60
BASE = 100.0 * np.exp(np.cumsum(np.random.default_rng(11).normal(scale=0.01, size=N)))
OTHER = 50.0 * np.exp(np.cumsum(np.random.default_rng(12).normal(scale=0.01, size=N)))

FLAT = {
    "constant": np.full(N, 123.456),
    "small constant": np.full(N, 1.49e-8),
    "constant growth": 100.0 * 1.001 ** np.arange(N),
    "constant fall": 100.0 * 0.999 ** np.arange(N),
    "pegged up to rounding": 1.0 + np.finfo(float).eps * np.arange(N) % 3,
}
"""Prices whose returns do not vary."""
STILL = ("constant", "small constant", "pegged up to rounding")
SAME = {
    "copy": BASE.copy(),
    "multiple": 3.0 * BASE,
    "rounded multiple": np.nextafter(0.1 * BASE, np.inf),
}
"""Prices whose spread with BASE does not vary."""


@pytest.fixture(params=FLAT)
def flat(request: pytest.FixtureRequest) -> Float64Array:
    return FLAT[request.param]


@pytest.fixture(params=SAME)
def same(request: pytest.FixtureRequest) -> Float64Array:
    return SAME[request.param]


RATIOS: dict[str, Callable[[Float64Array], float]] = {
    "sharpe": lambda r: sharpe(r, 252.0),
    "skewness": skewness,
    "population skewness": lambda r: skewness(r, unbiased=False),
    "kurtosis": kurtosis,
    "r squared": lambda r: r2_vs_random_walk(r - r[0], np.zeros(r.size)),
    "mae ratio": lambda r: mae_ratio(r - r[0], np.zeros(r.size)),
    "beta to it": lambda r: beta(simple_returns(BASE), r),
    "correlation": lambda r: float(
        correlation(np.column_stack([r, simple_returns(BASE)])).matrix[0, 1]
    ),
    "diebold mariano": lambda r: diebold_mariano(r, horizon=1).statistic,
}


@pytest.mark.parametrize("ratio", RATIOS)
def test_returns_that_do_not_vary_have_no_ratio(flat: Float64Array, ratio: str) -> None:
    assert math.isnan(RATIOS[ratio](simple_returns(flat)))


SECOND: dict[str, Callable[[Float64Array], float]] = {
    "sharpe": lambda r: plain.sharpe(r.tolist(), 252.0),
    "skewness": lambda r: plain.skewness(r.tolist()),
    "kurtosis": lambda r: plain.kurtosis(r.tolist()),
    "beta to it": lambda r: plain.beta(simple_returns(BASE).tolist(), r.tolist()),
}


@pytest.mark.parametrize("ratio", SECOND)
def test_the_second_engine_has_none_either(flat: Float64Array, ratio: str) -> None:
    assert math.isnan(SECOND[ratio](simple_returns(flat)))


def test_the_second_engine_divides_by_no_still_window() -> None:
    spread = np.r_[np.random.default_rng(2).normal(size=50), np.full(80, 0.3)]
    assert all(math.isnan(z) for z in rolling_z(spread, WINDOW)[50 + WINDOW :])
    growth = simple_returns(FLAT["constant growth"]).tolist()
    assert math.isnan(plain.sortino(growth, 252.0))
    assert math.isnan(plain.calmar(growth, 252.0))


def indicator(kind: str, window: float, closes: Float64Array) -> float:
    bars = StudyBars(closes, closes, closes, closes, np.zeros(closes.size), 252.0)
    return study(kind, (window,), kind, bars)


def test_their_volatility_is_exactly_zero(flat: Float64Array) -> None:
    returns = simple_returns(flat)
    assert volatility(returns) == 0.0
    assert set(rolling_std(returns, 21, unit=RATIO)[20:].tolist()) == {0.0}
    assert indicator("volatility", 20.0, flat) == 0.0
    assert beta(returns, simple_returns(BASE)) == 0.0


def test_growth_without_a_fall_has_no_downside() -> None:
    for name in ("constant growth", *STILL):
        returns = simple_returns(FLAT[name])
        assert max_drawdown_depth(returns) == 0.0
        assert math.isnan(calmar(returns, 252.0))
        assert math.isnan(sortino(returns, 252.0))
    # The rate itself as the target: what falls short of it is rounding.
    growth = simple_returns(FLAT["constant growth"])
    assert math.isnan(sortino(growth, 252.0, risk_free_rate=0.001 * 252.0))
    assert math.isnan(sharpe(growth, 252.0, risk_free_rate=0.001 * 252.0))


def test_a_price_that_stands_still_has_no_index_of_strength_in_any_engine() -> None:
    for name in STILL:
        price = FLAT[name]
        assert math.isnan(indicator("rsi", 14.0, price))
        assert np.isnan(recursions.relative_strength(price, periods=14)).all()
        assert np.isnan(relative_strength(simple_returns(price))).all()
        for engine in _engines(price):
            assert np.isnan(engine["rsi_14"]).all()
    assert indicator("rsi", 14.0, FLAT["constant growth"]) == 100.0
    assert indicator("rsi", 14.0, FLAT["constant fall"]) == 0.0


def _engines(price: Float64Array) -> tuple[pd.DataFrame, pd.DataFrame]:
    bars = checked_bars(
        pl.DataFrame(
            {
                "symbol": ["F"] * price.size,
                "timestamp": np.arange(price.size),
                "high": price,
                "low": price,
                "close": price,
                "volume": np.full(price.size, 1e6),
            }
        )
    )
    fast = pd.DataFrame(polars_features(bars).to_dict(as_series=False))
    return fast, reference_features(pd.DataFrame(bars.to_dict(as_series=False)))


def test_both_feature_engines_give_nothing_or_exactly_zero(flat: Float64Array) -> None:
    for engine in _engines(flat):
        assert set(engine["volatility_20"][20:].tolist()) == {0.0}
        assert np.isnan(engine["volume_z_20"]).all()
    for name in STILL:
        for engine in _engines(FLAT[name]):
            assert np.isnan(engine["bollinger_percent_b"]).all()
            assert set(engine["bollinger_width"][19:].tolist()) == {0.0}


def test_spark_executors_have_the_same_floor() -> None:
    assert recursions.ROUNDING == noise.ROUNDING


def test_a_volatility_of_rounding_divides_nothing() -> None:
    tiny = np.full(50, 1e-16)
    assert np.isnan(standardised(tiny, tiny)).all()
    assert np.isnan(momentum(np.full(50, 3.0), tiny, periods=20)).all()


def test_a_column_of_rounding_is_not_blown_up() -> None:
    table = np.column_stack([0.1 + 0.2 * np.ones(50), 0.3 + np.spacing(0.3) * (np.arange(50) % 2)])
    assert np.abs(Scaler.fit(table).apply(table)).max() < 1e-12


def _pegged() -> Float64Array:
    """Log returns of rounding alone, of both signs."""
    return np.finfo(float).eps * np.random.default_rng(3).normal(size=1_500)


@pytest.mark.parametrize("name", STILL)
def test_a_variance_of_rounding_has_no_forecast(name: str) -> None:
    returns = np.tile(simple_returns(FLAT[name]), 4)
    for path in (har_forecasts(np.square(returns), returns), _second_har(returns)):
        assert not np.isfinite(path).any()
    assert not np.isfinite(har_features(np.square(_pegged()), _pegged())).all(axis=1).any()
    assert not np.isfinite(har_forecasts(np.square(_pegged()), _pegged())).any()
    assert math.isnan(qlike(np.square(_pegged()), np.square(_pegged())))


def _second_har(returns: Float64Array) -> Float64Array:
    return har_variances(np.square(returns), returns)


def test_a_quiet_end_is_not_scaled_by_what_a_long_sum_left() -> None:
    loud = np.random.default_rng(4).normal(scale=0.02, size=1_500)
    returns = np.r_[loud, _pegged()]
    forecast = np.r_[np.full(1_500, 4e-4), np.full(1_500, 1e-30)]
    assert not np.isfinite(rescaled(forecast, np.square(returns))[-400:]).any()


def test_minutes_that_stand_still_are_not_forecast() -> None:
    model = MinuteForecaster()
    for change in _pegged():
        model.update(100.0 * (1.0 + change))
    assert model.forecast() is None


def test_rounding_makes_no_bar_odd(flat: Float64Array) -> None:
    moves, sizes = _pegged(), np.abs(_pegged())
    assert not reverting_spikes(moves, np.zeros(moves.size)).any()
    assert not reverting_spikes(moves, 0.01 * sizes).any()
    features, _ = _engines(flat)
    found = odd_bars({one: features[one].to_numpy() for one in JUDGED}, flat)
    assert not any(one.suspect for one in found.flagged)
    assert all(does_vary(features[name].to_numpy(), unit=RATIO) for one in found.flagged
               for name in (reason.name for reason in one.reasons)
               if name not in PER_PRICE)  # fmt: skip


def test_a_feature_of_rounding_explains_nothing() -> None:
    frame = feature_frame(
        ("A", "B"), business_days(900), random_walks(np.random.default_rng(6), 900, 2)
    )
    targets = scaled_targets(frame, 1)
    outcome = np.nan_to_num(targets.scaled[:, 0])
    values = asdict(frame)["values"]

    def found(first: Float64Array) -> dict[str, float]:
        values[:, 0] = first
        spoiled = replace(frame, values=values)
        return implausible_features(spoiled, targets, np.ones(len(frame), dtype=np.bool_))

    assert frame.names[0] not in found(1.0 + np.spacing(1.0) * (outcome > 0.0))
    assert frame.names[0] in found(outcome)


def test_a_shortfall_of_rounding_is_not_tested() -> None:
    tiny = np.abs(_pegged())
    found = shortfall_test(_pegged(), tiny, 1.5 * tiny, 0.95)
    assert math.isnan(found.z2)


def test_equal_variances_are_shrunk_whole() -> None:
    pattern = np.tile([0.01, -0.01, 0.01, -0.01], 50), np.tile([0.01, 0.01, -0.01, -0.01], 50)
    covariance = ledoit_wolf_covariance(np.column_stack(pattern), 1.0)
    np.testing.assert_allclose(covariance, np.eye(2) * 1e-4, atol=1e-18)


@pytest.mark.parametrize("method", ["evt", "cornish_fisher"])
def test_a_tail_that_does_not_vary_is_refused(flat: Float64Array, method: str) -> None:
    with pytest.raises(NumericError):
        tail_risk(simple_returns(flat), 0.95, method)  # type: ignore[arg-type]


@pytest.mark.parametrize("log", [True, False])
def test_multiples_have_no_spread_on_any_route(same: Float64Array, log: bool) -> None:
    y, x = (np.log(one) if log else one for one in (same, BASE))
    hedge = ols_hedge(y, x)
    assert hedge.r_squared == pytest.approx(1.0)
    moments = pair_moments(y, x, WINDOW)
    residual = y - hedge.alpha - hedge.beta * x
    assert math.isnan(half_life(residual, scale=float(np.abs(y).max())))
    assert np.isnan(pair_z_score(y, x, rolling_hedge(moments), moments)).all()
    assert np.isnan(line_z_score(y, x, np.full(N, hedge.beta), moments)).all()
    for method in ("rolling_ols", "ols"):
        assert np.isnan(pair_path(y, x, WINDOW, method=method).z_score).all()
        tracker = PairTracker(WINDOW, method=method)
        points = [tracker.push(*two) for two in zip(y.tolist(), x.tolist(), strict=True)]
        assert all(math.isnan(point.z_score) for point in points)
    for refused in (lambda: check_spread(y, x, hedge), lambda: engle_granger_test(y, x)):
        with pytest.raises(DoesNotVaryError, match="does not vary"):
            refused()
    (pair,) = cointegration_screen(np.column_stack([y, x])).pairs
    assert pair.state == "does_not_vary"


@pytest.mark.parametrize("frozen", ["y", "x"])
@pytest.mark.parametrize("method", ["rolling_ols", "ols", "kalman"])
def test_a_frozen_leg_has_no_z_score_and_no_correlation(frozen: str, method: str) -> None:
    y, x = np.log(OTHER), np.log(BASE)
    (y if frozen == "y" else x)[250:] = (y if frozen == "y" else x)[250]
    still = slice(250 + WINDOW - 1, None)
    moments = pair_moments(y, x, WINDOW)
    if method == "kalman":
        batch = pair_z_score(y, x, kalman_hedge(y, x), moments)
    elif method == "ols":
        batch = line_z_score(y, x, np.full(N, ols_hedge(y, x).beta), moments)
    else:
        batch = pair_z_score(y, x, rolling_hedge(moments), moments)
    live = pair_path(y, x, WINDOW, method=method)  # type: ignore[arg-type]
    assert np.isfinite(batch[2 * WINDOW : 250]).all()
    assert np.isfinite(live.z_score[2 * WINDOW : 250]).all()
    for values in (batch, live.z_score, live.correlation, rolling_correlation(moments)):
        assert np.isnan(values[still]).all()


def test_flat_and_straight_legs_have_no_unit_root_test(flat: Float64Array) -> None:
    with pytest.raises(DoesNotVaryError, match="does not vary"):
        adf_test(np.log(flat))
    screen = cointegration_screen(np.log(np.column_stack([flat, BASE])))
    assert {pair.state for pair in screen.pairs} == {"does_not_vary"}


def test_one_jump_and_two_values_stay_data() -> None:
    jump = simple_returns(np.r_[np.full(200, 100.0), np.full(200, 150.0)])
    assert volatility(jump) == pytest.approx(0.5 / math.sqrt(399.0))
    assert sharpe(jump, 252.0) == pytest.approx(math.sqrt(252.0 / 399.0))
    two = simple_returns(np.tile([100.0, 101.0], 200))
    assert volatility(two) == pytest.approx(float(np.std(two, ddof=1)))
    assert kurtosis(two) < -1.9


def test_the_smallest_real_spreads_are_kept() -> None:
    rng = np.random.default_rng(5)
    assert volatility(rng.normal(scale=1e-8, size=500)) == pytest.approx(1e-8, rel=0.1)
    tiny = 1.49e-8 * np.exp(np.cumsum(rng.normal(scale=1e-3, size=N)))
    moments = pair_moments(tiny, BASE, WINDOW)
    z_score = pair_z_score(tiny, BASE, rolling_hedge(moments), moments)
    assert np.isfinite(z_score[2 * WINDOW :]).all()
    near = BASE * np.exp(np.cumsum(rng.normal(scale=3e-6, size=N)))
    for method in ("rolling_ols", "ols", "kalman"):
        found = pair_path(np.log(near), np.log(BASE), WINDOW, method=method)
        assert np.isfinite(found.z_score[2 * WINDOW :]).all()
