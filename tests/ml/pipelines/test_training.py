import numpy as np
import pytest

from ml.errors import InsufficientDataError
from ml.evaluation.walk_forward import training_rows
from ml.models.registry import MEMBERS
from ml.pipelines.forecasting import predict
from ml.pipelines.training import KINDS, dataset, ensemble, train
from tests.ml.panels import business_days, names, random_walks


def test_the_same_seed_and_data_give_the_same_forecasts(data):
    one, two = (predict(train(data, "lstm", seed=3), data) for _ in range(2))
    np.testing.assert_array_equal(one, two)


def test_another_seed_gives_another_network(data):
    one, two = (predict(train(data, "lstm", seed=seed), data) for seed in (3, 4))
    assert not np.array_equal(one, two, equal_nan=True)


def test_a_model_does_not_depend_on_which_were_trained_before(data):
    alone = train(data, "gradient_boosting", seed=3).folds[-1].model.to_bytes()
    train(data, "lstm", seed=3)
    assert train(data, "gradient_boosting", seed=3).folds[-1].model.to_bytes() == alone


def test_each_fold_answers_for_its_own_span_only(data):
    predictions = predict(train(data, "drift", seed=3), data)
    said = np.isfinite(predictions[:, 0])
    assert data.frame.dates[said].min() >= data.folds[0].test_from
    spans = [
        (data.frame.dates >= fold.test_from) & (data.frame.dates < fold.test_until)
        for fold in data.folds
    ]
    for span in spans:
        assert len(np.unique(predictions[said & span, 0])) == 1


def test_a_symbol_outside_the_pool_is_forecast_and_never_learnt(data):
    outsider = data.frame.symbols.index("S03")
    predictions = predict(train(data, "ridge", seed=3), data)
    assert np.isfinite(predictions[data.frame.rows_of(outsider)]).any()
    for fold in data.folds:
        rows = training_rows(data.frame, data.targets, data.pool, fold, embargo_days=1)
        assert outsider not in data.frame.symbol[rows]


def test_the_ensemble_is_the_mean_of_its_members_in_every_fold(data):
    members = [train(data, kind, seed=3) for kind in MEMBERS]
    mean = np.mean([predict(one, data) for one in members], axis=0)
    np.testing.assert_array_equal(predict(ensemble(members), data), mean)


def test_the_version_names_symbols_dates_and_closes(data, closes):
    dates = business_days(len(closes))
    assert dataset(names(4), dates, closes, pool=names(3)).version == data.version
    assert dataset(names(4), dates, closes).version != data.version
    assert dataset(names(4), dates, closes * 1.0000001, pool=names(3)).version != data.version


def test_progress_is_reported_and_may_stop_the_training(data):
    calls = []

    def stop(done, total):
        calls.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(data, "lstm", seed=1, on_fold=stop)
    assert calls == [(0, len(data.folds))]


def test_too_little_history_is_said(rng):
    with pytest.raises(InsufficientDataError):
        dataset(names(2), business_days(300), random_walks(rng, 300, 2))


def test_the_ensemble_comes_after_its_members():
    assert all(KINDS.index(member) < KINDS.index("ensemble") for member in MEMBERS)
