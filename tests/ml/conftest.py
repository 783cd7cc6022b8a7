"""What every numeric test may ask for."""

import numpy as np
import pytest
from hypothesis import settings

# Time is no property of a number: on a shared machine every deadline fails one day.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def rng() -> np.random.Generator:
    """A seeded source of randomness of the test's own."""
    return np.random.default_rng(20_220_628)
