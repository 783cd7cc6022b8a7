from itertools import pairwise

import numpy as np
import pytest

from ml.errors import InsufficientDataError
from ml.evaluation.walk_forward import Fold, Protocol, folds, test_rows, training_rows
from ml.features.frame import feature_frame
from ml.features.targets import scaled_targets
from tests.ml.panels import business_days, names, random_walks

vars(test_rows)["__test__"] = False


def days(start, end):
    every = np.arange(start, end, dtype="datetime64[D]")
    return every[np.is_busday(every)]


def test_twelve_years_are_walked_in_refits_of_two():
    found = folds(days("1990-01-02", "2022-12-29"), Protocol())
    assert [str(fold.test_from)[:4] for fold in found] == [
        "2011",
        "2013",
        "2015",
        "2017",
        "2019",
        "2021",
    ]
    assert all(later.test_from == earlier.test_until for earlier, later in pairwise(found))
    assert found[0].train_from == np.datetime64("2005-01-01")
    assert found[-1].test_until == np.datetime64("9999-12-31")


@pytest.mark.parametrize("cut", ["2022-12-29", "2021-06-01", "2022-02-11"])
def test_a_shorter_history_moves_no_boundary(cut):
    whole = {str(fold.test_from) for fold in folds(days("1990-01-02", "2022-12-30"), Protocol())}
    part = {str(fold.test_from) for fold in folds(days("1990-01-02", cut), Protocol())}
    assert part == whole


def test_a_short_history_gets_one_fold_as_early_as_allowed():
    calendar = days("2021-03-01", "2022-08-01")
    (only,) = folds(calendar, Protocol())
    assert only.test_from == calendar[252]


def test_too_little_history_says_how_much_is_needed():
    with pytest.raises(InsufficientDataError) as caught:
        folds(days("2022-01-03", "2022-06-01"), Protocol())
    assert caught.value.needed == 253


def test_no_training_outcome_reaches_the_embargo(rng):
    frame = feature_frame(names(2), business_days(700), random_walks(rng, 700, 2))
    targets = scaled_targets(frame, 5)
    fold = Fold(frame.dates[0], frame.dates[500], frame.dates[600])
    everything = np.ones(len(frame), dtype=bool)
    rows = training_rows(frame, targets, everything, fold, embargo_days=3)
    limit = fold.test_from - np.timedelta64(3, "D")
    assert targets.known_on[rows].max() < limit
    asked = test_rows(frame, fold)
    assert frame.dates[asked].min() == fold.test_from
    assert frame.dates[asked].max() < fold.test_until
    assert not set(rows) & set(asked)


@pytest.mark.parametrize("horizon", [1, 5])
def test_the_usual_protocol_keeps_a_day_between_outcomes_and_the_span_tested(rng, horizon):
    frame = feature_frame(names(2), business_days(1500), random_walks(rng, 1500, 2))
    targets = scaled_targets(frame, horizon)
    everything, usual = np.ones(len(frame), dtype=bool), Protocol()
    for fold in folds(np.unique(frame.dates), usual):
        rows = training_rows(frame, targets, everything, fold, embargo_days=usual.embargo_days)
        assert targets.known_on[rows].max() < fold.test_from - np.timedelta64(1, "D")


def test_rows_outside_the_pool_never_train(rng):
    frame = feature_frame(names(2), business_days(700), random_walks(rng, 700, 2))
    fold = Fold(frame.dates[0], frame.dates[500], frame.dates[600])
    rows = training_rows(
        frame, scaled_targets(frame, 5), frame.pooled(("S00",)), fold, embargo_days=1
    )
    assert set(frame.symbol[rows]) == {0}
    assert set(frame.symbol[test_rows(frame, fold)]) == {0, 1}
