from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ml.optimize.feasibility import explain_infeasible, greatest_return
from ml.optimize.problem import Constraints, Group
from ml.optimize.result import Infeasible, OptimizationResult
from ml.optimize.solve import optimize
from tests.ml.optimize.conftest import random_problem


def _names(found: Infeasible) -> set[str]:
    return {limit.constraint for limit in found.conflicting}


def _refused(problem) -> Infeasible:
    found = optimize(problem)
    assert isinstance(found, Infeasible)
    return found


def _loosened(problem, changes):
    limits, target, rate = problem.constraints, problem.target, problem.risk_free_rate
    for change in changes:
        if change.constraint in {"min_weight", "max_weight", "max_turnover"}:
            limits = replace(limits, **{change.constraint: change.needed})
        elif change.constraint.startswith("group:"):
            _, name, end = change.constraint.split(":")
            field = {"min": "minimum", "max": "maximum"}[end]
            groups = tuple(
                replace(group, **{field: change.needed}) if group.name == name else group
                for group in limits.groups
            )
            limits = replace(limits, groups=groups)
        elif change.constraint == "risk_free_rate":
            rate = change.needed
        else:
            target = change.needed
    return replace(problem, constraints=limits, target=target, risk_free_rate=rate)


def test_weights_too_small_to_make_a_whole(make) -> None:
    found = _refused(make(1, 5, constraints=Constraints(max_weight=0.15)))
    assert _names(found) == {"max_weight"}
    assert found.relaxation[0].needed == pytest.approx(0.2)
    assert "max_weight to 0.2" in found.reason


def test_weights_too_large_to_make_a_whole(make) -> None:
    found = _refused(make(1, 5, constraints=Constraints(min_weight=0.25)))
    assert _names(found) == {"min_weight"}
    assert found.relaxation[0].needed == pytest.approx(0.2)


def test_groups_that_leave_money_over(make) -> None:
    groups = (Group("A", (0, 1), None, 0.3), Group("B", (2, 3, 4), None, 0.5))
    found = _refused(make(1, 5, constraints=Constraints(groups=groups)))
    assert _names(found) == {"group:A:max", "group:B:max"}
    assert found.relaxation[0].change == pytest.approx(0.2)
    assert len(found.alternatives) == 1


def test_a_bystander_is_not_accused(make) -> None:
    groups = (Group("A", (0, 1), 0.7, None), Group("B", (2, 3), None, 0.2))
    limits = Constraints(max_weight=0.3, groups=groups)
    found = _refused(make(1, 5, constraints=limits))
    assert _names(found) == {"max_weight", "group:A:min"}


def test_a_return_out_of_reach(make) -> None:
    problem = make(1, 5, objective="efficient_return", target=9.0)
    found = _refused(problem)
    assert "target_return" in _names(found)
    assert found.relaxation[0].needed == pytest.approx(problem.mean.max(), rel=1e-6)


def test_a_calm_out_of_reach(make) -> None:
    problem = make(1, 5, objective="efficient_risk", target=0.001)
    found = _refused(problem)
    assert "target_volatility" in _names(found)
    assert found.relaxation[0].needed > 0.001


def test_a_risk_free_rate_that_nothing_beats(make) -> None:
    problem = make(1, 4, objective="max_sharpe", risk_free_rate=5.0)
    found = _refused(problem)
    assert "risk_free_rate" in _names(found)
    assert found.relaxation[0].needed < problem.mean.max()


def test_turnover_that_forbids_the_way_back_inside(make) -> None:
    limits = Constraints(max_weight=0.5, max_turnover=0.2, current=(1.0, 0.0, 0.0))
    found = _refused(make(1, 3, constraints=limits))
    assert _names(found) == {"max_weight", "max_turnover"}
    needed = {one.constraint: one.needed for one in (*found.relaxation, *found.alternatives)}
    assert needed["max_turnover"] == pytest.approx(1.0)
    assert needed["max_weight"] == pytest.approx(0.9)


@pytest.mark.parametrize("objective", ["hrp", "risk_parity", "equal_weight"])
def test_a_rule_of_its_own_that_breaks_a_limit_says_which(make, objective) -> None:
    groups = (Group("A", (0,), 0.9, None),)
    found = _refused(make(1, 4, objective=objective, constraints=Constraints(groups=groups)))
    assert _names(found) == {"group:A:min"}
    assert "rule of its own" in found.reason


@settings(max_examples=25)
@given(
    st.integers(0, 10_000),
    st.integers(2, 7),
    st.floats(0.02, 0.6),
    st.floats(0.0, 0.6),
    st.floats(0.0, 1.0),
    st.sampled_from(["min_volatility", "efficient_return", "efficient_risk", "max_sharpe"]),
)
def test_the_relaxation_is_enough_and_a_smaller_one_is_not(
    seed, size, most, group_most, group_least, objective
) -> None:
    groups = (Group("A", (0,), None, group_most), Group("B", (1,), group_least, None))
    limits = Constraints(max_weight=most, groups=groups)
    target = {"efficient_return": 0.3, "efficient_risk": 0.1}.get(objective)
    problem = random_problem(
        seed, size, constraints=limits, objective=objective, target=target, risk_free_rate=0.05
    )
    found = optimize(problem)
    assume(isinstance(found, Infeasible))
    assert isinstance(found, Infeasible)
    eased = _loosened(problem, found.relaxation)
    again = optimize(eased)
    if isinstance(again, Infeasible):
        # Only a target behind linear limits may come up next.
        assert explain_infeasible(problem) is not None
        assert explain_infeasible(eased) is None
    if len(found.relaxation) == 1 and found.relaxation[0].change > 1e-3:
        one = found.relaxation[0]
        almost = replace(one, needed=one.current + 0.98 * (one.needed - one.current))
        assert isinstance(optimize(_loosened(problem, (almost,))), Infeasible)
    for other in found.alternatives:
        assert explain_infeasible(_loosened(problem, (other,))) is None


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(3, 6), st.floats(0.05, 0.4), st.floats(0.3, 1.0))
def test_no_member_of_a_conflict_can_be_left_out(seed, size, most, least) -> None:
    groups = (Group("A", (0, 1), least, None), Group("B", (2,), 0.2, None))
    problem = random_problem(seed, size, constraints=Constraints(max_weight=most, groups=groups))
    found = explain_infeasible(problem)
    assume(found is not None)
    assert found is not None
    gone = {
        "max_weight": lambda c: replace(c, max_weight=9.0),
        "min_weight": lambda c: replace(c, min_weight=-9.0),
        "group:A:min": lambda c: replace(c, groups=(replace(c.groups[0], minimum=None), groups[1])),
        "group:B:min": lambda c: replace(c, groups=(c.groups[0], replace(groups[1], minimum=None))),
    }
    only = Constraints(min_weight=-9.0, max_weight=9.0)
    for limit in found.conflicting:
        kept = _names(found) - {limit.constraint}
        limits = problem.constraints
        for name, drop in gone.items():
            if name not in kept:
                limits = drop(limits)
        assert explain_infeasible(replace(problem, constraints=limits)) is None
    assert explain_infeasible(replace(problem, constraints=only)) is None


def test_the_greatest_return_is_the_best_assets(make) -> None:
    problem = make(1, 5)
    assert greatest_return(problem) == pytest.approx(problem.mean.max())
    half = replace(problem, constraints=Constraints(max_weight=0.5))
    assert greatest_return(half) == pytest.approx(np.sort(problem.mean)[-2:].mean())


def test_feasible_problems_are_not_explained(make) -> None:
    assert explain_infeasible(make(1, 5)) is None
    assert isinstance(optimize(make(1, 5)), OptimizationResult)
