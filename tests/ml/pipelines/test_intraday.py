import numpy as np
import pytest

from ml.pipelines.intraday import GAUSSIAN, WARMUP, MinuteForecaster


def fed(closes):
    forecaster = MinuteForecaster()
    for close in closes:
        forecaster.update(close)
    return forecaster


def minutes(count, seed=3, volatility=0.0005):
    steps = np.random.default_rng(seed).standard_normal(count) * volatility
    return (100.0 * np.exp(np.cumsum(steps))).tolist()


def test_nothing_is_said_before_five_returns():
    closes = minutes(WARMUP + 1)
    assert fed(closes[:-1]).forecast() is None
    assert fed(closes).forecast() is not None


def test_early_intervals_are_gaussian_and_say_so():
    forecast = fed(minutes(20)).forecast()
    assert forecast.method == "gaussian"
    step = forecast.steps[0]
    radius = np.log(step.bounds["95"][1] / forecast.last_price) / step.predicted_volatility
    assert radius == pytest.approx(GAUSSIAN[3])


def test_the_point_is_the_last_price_at_every_step():
    forecast = fed(minutes(200)).forecast()
    assert forecast.method == "conformal"
    assert {step.predicted_price for step in forecast.steps} == {forecast.last_price}
    assert [step.step for step in forecast.steps] == [1, 2, 3, 4, 5]


def test_measured_coverage_is_near_nominal_on_independent_minutes():
    forecast = fed(minutes(6000)).forecast()
    for measured in forecast.coverage:
        for level, share in measured.items():
            assert share == pytest.approx(float(level) / 100.0, abs=0.02)
    assert forecast.observations == tuple(5999 - WARMUP - back for back in range(5))


def test_volatility_follows_the_last_minutes():
    calm, wild = minutes(300), minutes(300, volatility=0.005)
    ratio = (
        fed(wild).forecast().steps[0].predicted_volatility
        / fed(calm).forecast().steps[0].predicted_volatility
    )
    assert ratio == pytest.approx(10.0)


def test_nothing_is_scored_across_a_gap():
    forecaster = fed(minutes(100))
    before = forecaster.forecast()
    forecaster.skip()
    forecaster.update(200.0)
    after = forecaster.forecast()
    assert after.last_price == 200.0
    assert after.observations == before.observations
    assert after.steps[0].predicted_volatility == before.steps[0].predicted_volatility


def test_a_price_that_stands_still_gets_no_forecast():
    assert fed([100.0] * 50).forecast() is None


def test_value_at_risk_is_a_positive_loss():
    for step in fed(minutes(300)).forecast().steps:
        assert 0.0 < step.value_at_risk_95 < 0.1
