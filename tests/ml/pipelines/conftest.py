import numpy as np
import pytest

from ml.pipelines.training import dataset
from tests.ml.panels import business_days, names, random_walks

DAYS = 1100


@pytest.fixture(scope="session")
def closes():
    return random_walks(np.random.default_rng(51), DAYS, 4)


@pytest.fixture(scope="session")
def data(closes):
    """Four symbols over four years; one of them does not train."""
    return dataset(names(4), business_days(DAYS), closes, pool=names(3))
