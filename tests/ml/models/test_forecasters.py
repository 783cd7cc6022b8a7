"""What every forecaster promises, tested on each of them."""

import numpy as np
import pytest

from ml.errors import ModelFileError, NumericError
from ml.models.base import Samples
from ml.models.registry import FORECASTERS, forecaster

KINDS = tuple(FORECASTERS)


@pytest.fixture(scope="module")
def fitted(learnable):
    samples, outcomes = learnable
    return {
        kind: build().fit(samples, outcomes, np.random.default_rng(3))
        for kind, build in FORECASTERS.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_it_predicts_every_horizon_of_every_row(fitted, learnable, kind):
    predictions = fitted[kind].predict(learnable[0])
    assert predictions.shape == learnable[1].shape
    assert predictions.dtype == np.float64
    assert np.isfinite(predictions).all()


@pytest.mark.parametrize("kind", KINDS)
def test_it_reads_back_what_it_wrote_bit_for_bit(fitted, learnable, kind):
    data = fitted[kind].to_bytes()
    again = forecaster(kind).from_bytes(data)
    np.testing.assert_array_equal(again.predict(learnable[0]), fitted[kind].predict(learnable[0]))
    assert again.to_bytes() == data


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_alone_gets_the_forecast_it_gets_among_others(fitted, learnable, kind):
    samples = learnable[0]
    among = fitted[kind].predict(samples)[100:103]
    alone = fitted[kind].predict(Samples(samples.frame, samples.rows[100:103]))
    np.testing.assert_allclose(alone, among, rtol=0.0, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_no_rows_give_no_forecasts(fitted, learnable, kind):
    empty = Samples(learnable[0].frame, np.zeros(0, dtype=np.int64))
    assert fitted[kind].predict(empty).shape == (0, 5)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_model(learnable, kind):
    samples, outcomes = learnable
    fits = [
        forecaster(kind)().fit(samples, outcomes, np.random.default_rng(9)).to_bytes()
        for _ in range(2)
    ]
    assert fits[0] == fits[1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("content", [b"", b"{}", b"\x80\x04K\x01.", b"[1]", b"\xff" * 64])
def test_a_file_that_is_not_its_own_is_refused(kind, content):
    with pytest.raises(ModelFileError):
        forecaster(kind).from_bytes(content)


@pytest.mark.parametrize("kind", ["ridge", "lstm", "gru", "ensemble"])
def test_it_learns_a_signal_that_is_there(fitted, learnable, kind):
    samples, outcomes = learnable
    predicted = fitted[kind].predict(samples)[:, 0]
    assert np.corrcoef(predicted, outcomes[:, 0])[0, 1] > 0.5


def test_the_random_walk_says_no_change(fitted, learnable):
    assert not fitted["random_walk"].predict(learnable[0]).any()


def test_the_drift_is_the_training_mean(fitted, learnable):
    samples, outcomes = learnable
    np.testing.assert_allclose(fitted["drift"].predict(samples)[0], outcomes.mean(axis=0))


def test_the_ensemble_is_the_mean_of_its_members(fitted, learnable):
    ensemble = fitted["ensemble"]
    members = np.mean([one.predict(learnable[0]) for one in ensemble.members], axis=0)
    np.testing.assert_array_equal(ensemble.predict(learnable[0]), members)


def test_an_unknown_kind_is_named():
    with pytest.raises(NumericError, match="crystal_ball"):
        forecaster("crystal_ball")
