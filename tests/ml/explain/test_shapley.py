from typing import cast

import numpy as np
import pytest

from ml.errors import NumericError
from ml.explain.faithfulness import additivity_error
from ml.explain.shapley import contributions
from ml.models.base import Forecaster, Samples
from ml.models.gradient_boosting import GradientBoosting
from ml.models.recurrent import INPUTS
from ml.models.registry import FORECASTERS, forecaster


class Eager(GradientBoosting):
    """The same trees with so little restraint that small samples make them split."""

    parameters = {**GradientBoosting.parameters, "min_child_weight": 20, "lambda": 1.0, "eta": 0.3}


@pytest.fixture(scope="module")
def fitted(learnable):
    samples, outcomes = learnable
    return {
        kind: build().fit(samples, outcomes, np.random.default_rng(3))
        for kind, build in FORECASTERS.items()
    }


@pytest.fixture(scope="module")
def some(learnable):
    samples = learnable[0]
    return Samples(samples.frame, samples.rows[::300])


@pytest.mark.parametrize("kind", tuple(FORECASTERS))
def test_base_value_and_contributions_add_up_to_the_prediction(fitted, some, kind):
    model = fitted[kind]
    error = additivity_error(contributions(model, some), model.predict(some))
    assert error.max() < 2e-3 if kind in {"lstm", "gru", "ensemble"} else error.max() < 1e-5


@pytest.mark.filterwarnings("ignore")
def test_tree_contributions_equal_the_tree_explainer(learnable, some):
    """Lundberg's own implementation is the oracle."""
    import shap  # noqa: PLC0415  its import warns, which only this test allows

    samples, outcomes = learnable
    model = Eager().fit(samples, outcomes[:, :1], np.random.default_rng(3))
    found = contributions(model, some).values[:, 0]
    explainer = shap.TreeExplainer(model.booster)
    np.testing.assert_allclose(found, explainer.shap_values(some.table()), atol=1e-5)
    assert np.abs(found).max() > 0.1


def test_ridge_contributions_are_coefficient_times_distance_from_the_mean(fitted, some):
    model = fitted["ridge"]
    values = contributions(model, some).values
    expected = model.centred(some)[:, None, :] * model.coefficients.T[None]
    np.testing.assert_allclose(values, expected)


def test_a_network_is_explained_by_its_inputs_only(fitted, some):
    values = contributions(fitted["lstm"], some).values
    unused = [place for place, name in enumerate(some.frame.names) if name not in INPUTS]
    assert not values[:, :, unused].any()
    assert values.any()


def test_the_explanation_of_the_ensemble_is_the_mean_of_its_members(fitted, some):
    parts = [contributions(member, some) for member in fitted["ensemble"].members]
    found = contributions(fitted["ensemble"], some)
    np.testing.assert_allclose(found.values, np.mean([part.values for part in parts], axis=0))
    np.testing.assert_allclose(found.base, np.mean([part.base for part in parts], axis=0))


def test_explaining_leaves_the_network_as_it_was(fitted, some):
    before = fitted["lstm"].predict(some)
    contributions(fitted["lstm"], some)
    np.testing.assert_array_equal(fitted["lstm"].predict(some), before)


def test_a_model_without_an_explanation_says_so(some):
    class Oracle:
        kind = "oracle"

    with pytest.raises(NumericError, match="oracle"):
        contributions(cast("Forecaster", Oracle()), some)
    assert forecaster("drift").kind == "drift"
