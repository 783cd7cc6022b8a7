import numpy as np
import pytest

from ml.features.frame import feature_frame
from ml.features.targets import scaled_targets
from ml.models.base import Samples, eligible
from tests.ml.panels import business_days, names, random_walks


@pytest.fixture(scope="session")
def learnable():
    """Samples with outcomes that depend on yesterday's return, so that models can learn."""
    rng = np.random.default_rng(5)
    frame = feature_frame(names(4), business_days(900), random_walks(rng, 900, 4))
    targets = scaled_targets(frame, 5).scaled
    rows = np.flatnonzero(eligible(frame) & np.isfinite(targets).all(axis=1))
    samples = Samples(frame, rows)
    signal = frame.values[rows, frame.names.index("return_1d")]
    outcomes = signal[:, None] + 0.1 * rng.standard_normal((len(rows), 5))
    return samples, outcomes
