"""The door to numeric libraries: their failures become refusals, our faults do not."""

import warnings

import cvxpy
import numpy as np
import pytest
from arch.utility.exceptions import ConvergenceWarning as ArchWarning
from pypfopt.exceptions import OptimizationError
from statsmodels.tools.sm_exceptions import ConvergenceWarning, InfeasibleTestError

from ml.errors import InsufficientDataError, NotConvergedError, NumericError
from ml.libraries import library
from ml.volatility import garch


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


@pytest.mark.parametrize("model", ["garch", "gjr", "egarch"])
def test_returns_that_do_not_vary_have_no_fit(model: garch.GarchModel) -> None:
    with pytest.raises(NumericError):
        garch.fit_garch(np.zeros(300), model=model)
