"""The door to numeric libraries: their failures become refusals, our faults do not."""

import warnings
from unittest.mock import MagicMock, Mock

import cvxpy
import numpy as np
import pytest
from arch.utility.exceptions import ConvergenceWarning as ArchWarning
from pypfopt.exceptions import OptimizationError
from statsmodels.tools.sm_exceptions import ConvergenceWarning, InfeasibleTestError

from ml.errors import InsufficientDataError, NotConvergedError, NumericError
from ml.explain.shapley import contributions
from ml.libraries import library
from ml.models.gradient_boosting import GradientBoosting
from ml.optimize.feasibility import greatest_return
from ml.optimize.problem import Problem
from ml.optimize.whole_shares import solve_shares
from ml.volatility import garch
from ml.volatility.names import GARCH_MODELS, GarchModel


@pytest.mark.parametrize(
    "error",
    [
        np.linalg.LinAlgError("Singular matrix"),
        ValueError("maxlag should be < nobs"),
        ZeroDivisionError("division by zero"),
        cvxpy.SolverError("Solver 'CLARABEL' failed."),
        OptimizationError("infeasible"),
        InfeasibleTestError("the test is not feasible"),
    ],
)
def test_a_library_error_is_a_refusal_with_its_words(error: Exception) -> None:
    with pytest.raises(NotConvergedError, match=r"the fit has no solution"), library("the fit"):
        raise error


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The optimizer returned code 4.\nSee scipy: failed to converge", ArchWarning),
        ("Maximum Likelihood optimization failed to converge. Check", ConvergenceWarning),
        ("Solution may be inaccurate. Try another solver", UserWarning),
    ],
)
def test_a_warning_of_no_convergence_is_a_refusal(words: str, kind: type[Warning]) -> None:
    with pytest.raises(NotConvergedError), library("the fit"):
        warnings.warn(words.replace("\n", " "), kind, stacklevel=1)


def test_a_refusal_of_ours_passes_as_it_is() -> None:
    with pytest.raises(InsufficientDataError), library("the fit"):
        raise InsufficientDataError(1, 2)


@pytest.mark.parametrize("fault", [KeyError("a"), TypeError("a"), AttributeError("a")])
def test_a_fault_of_our_own_is_not_hidden(fault: Exception) -> None:
    with pytest.raises(type(fault)), library("the fit"):
        raise fault


def test_an_optimum_below_the_constant_variance_is_refused() -> None:
    garch._require_better(-100.0, -100.0)
    with pytest.raises(NotConvergedError, match="constant variance"):
        garch._require_better(-120.0, -100.0)


@pytest.mark.parametrize("model", GARCH_MODELS)
def test_returns_that_do_not_vary_have_no_fit(model: GarchModel) -> None:
    with pytest.raises(NumericError):
        garch.fit_garch(np.zeros(300), model=model)


def test_trees_refuse_numbers_they_cannot_learn_from() -> None:
    samples = Mock(table=lambda: np.zeros((4, 2)))
    model = GradientBoosting()
    with pytest.raises(NotConvergedError, match="the fit of the trees"):
        model.fit(samples, np.full((4, 1), np.nan), np.random.default_rng(1))


def test_unfitted_trees_refuse_to_predict() -> None:
    samples = MagicMock(table=lambda: np.zeros((4, 2)))
    samples.__len__.return_value = 4
    with pytest.raises(NotConvergedError, match="the prediction of the trees"):
        GradientBoosting().predict(samples)
    with pytest.raises(NotConvergedError, match="the explanation of the trees"):
        contributions(GradientBoosting(), samples)


@pytest.mark.parametrize(
    ("place", "words"),
    [("whole_shares.milp", "whole shares"), ("feasibility.linprog", "the limits")],
)
def test_a_solver_that_fails_is_a_refusal(monkeypatch, place: str, words: str) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError("HiGHS Status 4: Solve error")

    monkeypatch.setattr(f"ml.optimize.{place}", fails)
    with pytest.raises(NotConvergedError, match=rf"the program of {words} has no solution"):
        SOLVED[place]()


def _problem() -> Problem:
    """Two assets without limits of their own."""
    return Problem(
        symbols=("A", "B"),
        mean=np.array([0.1, 0.2]),
        covariance=np.diag([0.1, 0.2]),
        returns=np.zeros((3, 2)),
        periods=252.0,
        objective="max_sharpe",
    )


SOLVED = {
    "whole_shares.milp": lambda: solve_shares(
        np.array([0.5, 0.5]), np.array([10.0, 7.0]), 1_000.0, seconds=1.0
    ),
    "feasibility.linprog": lambda: greatest_return(_problem()),
}
