import numpy as np
import pytest
from sklearn.linear_model import Ridge as Reference

from ml.models.base import DESIGN_EFFECT
from ml.models.ridge import SIGNAL, Ridge


def test_it_equals_the_ridge_of_scikit_learn(learnable, rng):
    samples, outcomes = learnable
    model = Ridge().fit(samples, outcomes, rng)
    table = model.scaler.apply(samples.table())
    penalty = DESIGN_EFFECT * table.shape[1] / SIGNAL
    reference = Reference(alpha=penalty).fit(table, outcomes)
    np.testing.assert_allclose(model.predict(samples), reference.predict(table), atol=1e-9)


def test_the_scaler_knows_the_training_rows_only(learnable, rng):
    samples, outcomes = learnable
    half = type(samples)(samples.frame, samples.rows[:500])
    model = Ridge().fit(half, outcomes[:500], rng)
    assert model.scaler.mean == pytest.approx(half.table().mean(axis=0))
