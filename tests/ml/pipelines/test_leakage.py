"""The suite that must never go red: the future must not reach a forecast."""

from dataclasses import replace

import numpy as np
import pytest

from ml.errors import LeakageError
from ml.evaluation.leakage import (
    implausible_features,
    lookahead_features,
    require_blind,
    require_trailing,
    scramble_after,
)
from ml.evaluation.scorecard import verdict
from ml.evaluation.scores import r2_vs_random_walk
from ml.evaluation.tests import daily_mean, diebold_mariano
from ml.features.frame import feature_frame
from ml.features.targets import Targets, scaled_targets
from ml.models.registry import FORECASTERS, MEMBERS
from ml.pipelines.forecasting import pooled_scores, predict, record, scores_then
from ml.pipelines.training import Dataset, dataset, ensemble, train
from tests.ml.panels import business_days, names, random_walks

KINDS = tuple(kind for kind in FORECASTERS if kind != "ensemble")
CUT = 1000


def everything_said(closes, kind):
    """Points, radii, probabilities and directions by date: (n_dates, all that is said)."""
    dates = business_days(len(closes))
    data = dataset(names(closes.shape[1]), dates, closes)
    track = record(data, predict(train(data, kind, seed=1), data))
    up = track.up
    said = np.concatenate(
        [
            track.predictions,
            track.radii.reshape(len(data.frame), -1),
            *(up.probability, up.base_rate, up.error),
            track.direction().astype(np.float64),
        ],
        axis=1,
    )
    by_date = np.full((len(closes), closes.shape[1], said.shape[1]), np.nan)
    by_date[np.searchsorted(dates, data.frame.dates), data.frame.symbol] = said
    return by_date


@pytest.mark.parametrize("kind", KINDS)
def test_scrambling_the_future_changes_no_bit_of_the_past(closes, kind):
    require_blind(
        lambda prices: everything_said(prices, kind), closes, CUT, np.random.default_rng(2)
    )


@pytest.mark.parametrize("cut", [400, 401, 777])
def test_no_feature_looks_ahead(closes, cut):
    dates = business_days(len(closes))
    found = lookahead_features(
        lambda prices: feature_frame(names(4), dates, prices),
        closes,
        dates,
        cut,
        np.random.default_rng(3),
    )
    assert found == ()


def planted(frame, targets):
    """The frame with one feature replaced by tomorrow's return, half hidden in noise."""
    noise = np.random.default_rng(4).standard_normal(len(frame))
    values = frame.values.copy()
    values[:, 5] = np.nan_to_num(targets.scaled[:, 0]) + noise
    return type(frame)(
        frame.symbols,
        frame.names,
        frame.symbol,
        frame.dates,
        frame.closes,
        frame.volatility,
        values,
    )


def test_a_planted_future_feature_is_flagged_by_name(data):
    frame = planted(data.frame, data.targets)
    assert set(implausible_features(frame, data.targets, data.pool)) == {frame.names[5]}


def test_a_build_that_plants_tomorrows_return_is_refused_by_name(closes):
    dates = business_days(len(closes))

    def build(prices):
        frame = feature_frame(names(4), dates, prices)
        return planted(frame, scaled_targets(frame, 5))

    name = build(closes).names[5]
    with pytest.raises(LeakageError, match=f"after their date: {name}"):
        require_trailing(build, closes, dates, 600, np.random.default_rng(6))


def test_a_centred_window_is_flagged_as_looking_ahead(closes):
    dates = business_days(len(closes))

    def build(prices):
        frame = feature_frame(names(4), dates, prices)
        values = frame.values.copy()
        kernel = np.ones(5) / 5.0
        values[:, 3] = np.convolve(frame.closes, kernel, mode="same")
        return replace(frame, values=values)

    found = lookahead_features(build, closes, dates, 600, np.random.default_rng(6))
    assert found == (feature_frame(names(4), dates, closes).names[3],)


def test_honest_features_are_plausible(data):
    assert implausible_features(data.frame, data.targets, data.pool) == {}


def test_a_model_that_reads_the_future_is_caught(closes):
    def cheat(prices):
        return np.vstack([np.diff(prices, axis=0), np.zeros((1, prices.shape[1]))])

    with pytest.raises(LeakageError, match="row 1000 changed"):
        require_blind(cheat, closes, CUT, np.random.default_rng(7))


def test_scrambling_keeps_the_past_and_what_is_missing(closes):
    gappy = closes.copy()
    gappy[1050, 0] = np.nan
    other = scramble_after(gappy, CUT, np.random.default_rng(8))
    np.testing.assert_array_equal(other[: CUT + 1], gappy[: CUT + 1])
    assert (other[CUT + 1 :, 1:] != gappy[CUT + 1 :, 1:]).all()
    assert np.isnan(other[1050, 0])


@pytest.mark.parametrize("kind", ["ridge", "gradient_boosting"])
def test_permuted_targets_teach_nothing(data, kind):
    """Outcomes shuffled over the rows: R2 within noise of 0, on rows that did not train."""
    rng = np.random.default_rng(9)
    known = np.flatnonzero(np.isfinite(data.targets.scaled).all(axis=1))
    shuffled = data.targets.scaled.copy()
    shuffled[known] = shuffled[rng.permutation(known)]
    targets = Targets(shuffled, data.targets.scale, data.targets.known_on)
    permuted = Dataset(data.frame, targets, data.pool, data.folds, "permuted", data.protocol)
    predictions = predict(train(permuted, kind, seed=1), permuted)
    scored = known[np.isfinite(predictions[known, 0])]
    r2 = r2_vs_random_walk(shuffled[scored, 0], predictions[scored, 0])
    assert abs(r2) < 0.01


@pytest.mark.slow
def test_white_noise_prices_show_no_skill_in_95_of_100_seeds():
    beaten = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        data = dataset(names(5), business_days(1100), random_walks(rng, 1100, 5))
        predictions = predict(train(data, "ridge", seed=1), data)
        known = np.isfinite(predictions[:, 0]) & np.isfinite(data.targets.scaled[:, 0])
        beaten += _beats(data, predictions, np.flatnonzero(known))
    assert beaten <= 5


def _beats(data, predictions, rows):
    actual = data.targets.scaled[rows, 0] * data.targets.scale[rows, 0]
    forecast = predictions[rows, 0] * data.targets.scale[rows, 0]
    gain = np.square(actual) - np.square(actual - forecast)
    return verdict(diebold_mariano(daily_mean(gain, data.frame.dates[rows]), horizon=1)) == "beats"


def test_white_noise_prices_show_no_skill_for_the_ensemble(data):
    members = [train(data, kind, seed=1) for kind in MEMBERS]
    track = record(data, predict(ensemble(members), data), only=[])
    assert {card.skill.verdict for card in pooled_scores(data, track)} <= {"no_edge", "worse"}


def autocorrelated(coefficient, days, symbols, seed=12):
    """Prices whose log returns are AR(1)."""
    noise = np.random.default_rng(seed).normal(0.0, 0.01, (days, symbols))
    for day in range(1, days):
        noise[day] += coefficient * noise[day - 1]
    return 100.0 * np.exp(np.cumsum(noise, axis=0))


@pytest.mark.parametrize("coefficient", [0.25, 0.6, -0.4])
def test_autocorrelated_returns_are_named_and_learnt_from(coefficient):
    """No leak: every feature is trailing. No model explains more than the coefficient squared."""
    data = dataset(names(4), business_days(1500), autocorrelated(coefficient, 1500, 4))
    (notice,) = data.notices
    assert "explained unusually well by the last day's return (R2 0." in notice
    predictions = predict(train(data, "ridge", seed=1), data)
    known = np.isfinite(predictions[:, 0]) & np.isfinite(data.targets.scaled[:, 0])
    r2 = r2_vs_random_walk(data.targets.scaled[known, 0], predictions[known, 0])
    assert 0.0 < r2 < coefficient**2 + 0.02


def test_prices_that_repeat_themselves_are_named():
    """Yesterday's return says all of tomorrow's."""
    steps = np.tile([0.01, -0.01], 400)[:, None] * np.ones((1, 2))
    closes = 100.0 * np.exp(np.cumsum(steps, axis=0))
    (notice,) = dataset(names(2), business_days(800), closes).notices
    assert "the last day's return (R2 1.00)" in notice


def test_random_walks_carry_no_notice(data):
    assert data.notices == ()


def test_targets_of_the_same_frame_are_what_the_dataset_holds(data):
    again = scaled_targets(data.frame, 5)
    np.testing.assert_array_equal(again.scaled, data.targets.scaled)


def test_a_skill_of_the_past_knows_no_later_outcome(closes):
    """As the model's record stood at a bar: it changes with that bar, and with no later one."""
    spoilt = scramble_after(closes, CUT, np.random.default_rng(4))
    dates = business_days(len(closes))

    def measured(prices):
        data = dataset(names(closes.shape[1]), dates, prices)
        track = record(data, predict(train(data, "ridge", seed=1), data))
        rows = data.frame.rows_of(1)
        last = rows.start + int(np.searchsorted(data.frame.dates[rows], dates[CUT]))
        return [repr(scores_then(data, track, "S01", row)) for row in (last, last + 1)]

    (then, later), (spoilt_then, spoilt_later) = measured(closes), measured(spoilt)
    assert then == spoilt_then
    assert later != spoilt_later
