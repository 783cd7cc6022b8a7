import numpy as np
import pytest

from ml.errors import InsufficientDataError
from ml.pipelines.forecasting import pooled_scores, predict, record, symbol_scores
from ml.pipelines.issuing import NEEDED, forecastable, issue, tail_residual
from ml.pipelines.training import dataset, train
from tests.ml.panels import business_days, names


@pytest.fixture(scope="module")
def world(data):
    bundle = train(data, "ridge", seed=1)
    return bundle, record(data, predict(bundle, data))


def test_five_steps_with_nested_intervals_round_the_price(world, data):
    bundle, track = world
    issued = issue(bundle, data, track, "S01")
    assert [step.step for step in issued.steps] == [1, 2, 3, 4, 5]
    assert issued.as_of == data.frame.dates[data.frame.rows_of(1)][-1]
    for step in issued.steps:
        lows = [step.bounds[level][0] for level in ("95", "90", "80", "50")]
        highs = [step.bounds[level][1] for level in ("50", "80", "90", "95")]
        assert lows == sorted(lows)
        assert highs == sorted(highs)
        assert lows[-1] < step.predicted_price < highs[0]
        assert step.predicted_price == pytest.approx(
            issued.last_price * np.exp(step.predicted_return)
        )
        assert 0.0 < step.value_at_risk_95 < 1.0
        assert step.predicted_volatility > 0.0


def test_risk_grows_with_the_horizon(world, data):
    issued = issue(*_first(world, data))
    assert issued.steps[4].predicted_volatility > issued.steps[0].predicted_volatility


def _first(world, data):
    return world[0], data, world[1], "S00"


def test_every_horizon_is_explained_and_adds_up(world, data):
    issued = issue(*_first(world, data))
    for step, one in zip(issued.steps, issued.explanations, strict=True):
        assert one.prediction == pytest.approx(step.predicted_return, abs=1e-12)
        total = one.base_value + sum(part for _, _, part in one.features)
        assert total == pytest.approx(one.prediction, abs=1e-9)
        assert "S00" in one.sentence


def test_a_direction_needs_more_than_its_standard_error(world, data):
    for symbol in names(4):
        for step in issue(world[0], data, world[1], symbol).steps:
            edge = step.probability_up - step.base_rate_up
            if step.direction == "no_edge":
                continue
            assert abs(edge) > step.probability_error
            assert (edge > 0.0) == (step.direction == "up") == (step.probability_up > 0.5)


def test_scores_are_pooled_over_the_symbols_that_train(world, data):
    pooled = pooled_scores(data, world[1])
    single = [symbol_scores(data, world[1], symbol) for symbol in names(3)]
    for horizon in range(5):
        assert pooled[horizon].skill.observations == sum(
            cards[horizon].skill.observations for cards in single
        )


def test_value_at_risk_stands_at_its_rank_from_the_worst():
    """500 residuals: the 25th worst, exactly, without float slip."""
    assert tail_residual(np.arange(500.0)) == 24.0
    assert tail_residual(np.arange(20.0)) == 0.0
    assert tail_residual(np.array([3.0])) == 3.0
    assert np.isnan(tail_residual(np.zeros(0)))


def test_a_short_history_says_how_many_bars_are_needed(closes):
    short = closes.copy()
    short[: len(closes) - 150, 3] = np.nan
    data = dataset(names(4), business_days(len(closes)), short, pool=names(3))
    bundle = train(data, "random_walk", seed=1)
    with pytest.raises(InsufficientDataError) as caught:
        issue(bundle, data, record(data, predict(bundle, data)), "S03")
    assert caught.value.observations == 150
    assert caught.value.needed >= NEEDED


def test_exactly_the_bars_that_are_needed_are_enough(closes):
    for bars, enough in ((NEEDED, True), (NEEDED - 1, False)):
        short = closes.copy()
        short[: len(closes) - bars, 3] = np.nan
        data = dataset(names(4), business_days(len(closes)), short, pool=names(3))
        bundle = train(data, "random_walk", seed=1)
        track = record(data, predict(bundle, data), only=["S03"])
        last = data.frame.rows_of(3).stop - 1
        assert np.isfinite(track.radii[last]).all() == enough


def test_a_price_that_never_moved_cannot_be_forecast(closes):
    flat = closes.copy()
    flat[:, 3] = 10.0
    data = dataset(names(4), business_days(len(closes)), flat, pool=names(3))
    assert not forecastable(data, "S03")
    assert forecastable(data, "S00")
