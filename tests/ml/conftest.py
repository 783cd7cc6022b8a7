"""What every numeric test may ask for."""

import numpy as np
import pytest


@pytest.fixture
def rng() -> np.random.Generator:
    """A seeded source of randomness of the test's own."""
    return np.random.default_rng(20_220_628)
