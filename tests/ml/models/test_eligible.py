import numpy as np

from ml.features.frame import LONGEST, feature_frame
from ml.models.base import WINDOW, Samples, eligible
from tests.ml.panels import business_days, names, random_walks


def test_a_row_needs_a_whole_window_of_its_own_symbol(rng):
    frame = feature_frame(names(2), business_days(200), random_walks(rng, 200, 2))
    allowed = eligible(frame)
    first = LONGEST + WINDOW - 1
    for index in range(2):
        own = allowed[frame.rows_of(index)]
        assert not own[:first].any()
        assert own[first:].all()


def test_windows_end_at_their_row(rng):
    frame = feature_frame(names(1), business_days(200), random_walks(rng, 200, 1))
    windows = Samples(frame, np.array([180])).windows(["return_1d", "momentum_5d"])
    columns = [frame.names.index(name) for name in ("return_1d", "momentum_5d")]
    np.testing.assert_array_equal(windows[0], frame.values[161:181, columns])
