import numpy as np
import pytest

from ml.features.frame import feature_frame
from ml.features.targets import scaled_targets
from tests.ml.panels import business_days, names, random_walks


@pytest.fixture
def frame(rng):
    return feature_frame(names(2), business_days(100), random_walks(rng, 100, 2))


def test_the_target_is_the_log_return_over_scaled_volatility(frame):
    targets = scaled_targets(frame, 5)
    row, step = 60, 3
    expected = np.log(frame.closes[row + step] / frame.closes[row])
    assert targets.scaled[row, step - 1] == pytest.approx(
        expected / (frame.volatility[row] * np.sqrt(step))
    )
    assert targets.known_on[row, step - 1] == frame.dates[row + step]


def test_the_last_rows_of_a_symbol_have_no_outcome(frame):
    targets = scaled_targets(frame, 5)
    assert np.isnan(targets.scaled[95:100, 4]).all()
    assert np.isnat(targets.known_on[95:100, 4]).all()
    assert np.isfinite(targets.scaled[94, 4])


def test_no_target_crosses_from_one_symbol_to_the_next(frame):
    targets = scaled_targets(frame, 1)
    assert np.isnan(targets.scaled[99, 0])
    assert np.isfinite(targets.scaled[98, 0])
