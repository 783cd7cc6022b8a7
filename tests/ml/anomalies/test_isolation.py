"""The isolation forest against scikit-learn's, and its explanations against its scores."""

from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import IsolationForest

from ml.anomalies.isolation import (
    SAMPLE,
    Forest,
    average_path,
    grow_forest,
    isolation_contributions,
    isolation_scores,
)
from ml.errors import InsufficientDataError


def _cloud(rows: int = 3_000, features: int = 6) -> np.ndarray:
    values = np.random.default_rng(4).normal(size=(rows, features))
    values[17, 2] = 12.0
    values[40] = 6.0
    return values


def _grown(values: np.ndarray, seed: int = 1) -> Forest:
    return grow_forest(values, rng=np.random.default_rng(seed))


def _of_scikit(values: np.ndarray) -> tuple[IsolationForest, Forest]:
    """scikit-learn's forest, and the same trees as ours."""
    theirs = IsolationForest(n_estimators=40, max_samples=SAMPLE, random_state=3).fit(values)
    trees = [one.tree_ for one in theirs.estimators_]
    sizes = np.cumsum([0, *(tree.node_count - 1 for tree in trees)])
    columns: dict[str, list[float]] = {name: [] for name in ("feature", "threshold", "left",
                                                            "right", "path")}  # fmt: skip
    # Roots first, as ours has them; then every tree's other nodes.
    order = [(k, 0) for k in range(len(trees))]
    order += [(k, node) for k, tree in enumerate(trees) for node in range(1, tree.node_count)]
    place = {key: at for at, key in enumerate(order)}
    assert len(order) == sizes[-1] + len(trees)
    for k, node in order:
        tree, own = trees[k], place[k, node]
        leaf = tree.children_left[node] < 0
        columns["feature"].append(0 if leaf else tree.feature[node])
        columns["threshold"].append(np.inf if leaf else tree.threshold[node])
        columns["left"].append(own if leaf else place[k, tree.children_left[node]])
        columns["right"].append(own if leaf else place[k, tree.children_right[node]])
        depth = theirs._decision_path_lengths[k][node] if leaf else 1.0
        spare = average_path(np.array([tree.n_node_samples[node]]))[0]
        columns["path"].append(depth - 1.0 + spare)
    for k, node in reversed(order):
        if (left := trees[k].children_left[node]) >= 0:
            children = (left, trees[k].children_right[node])
            rows = [trees[k].n_node_samples[one] for one in children]
            paths = [columns["path"][place[k, one]] for one in children]
            columns["path"][place[k, node]] = float(np.average(paths, weights=rows))
    whole = ("feature", "left", "right")
    integers: dict[str, Any] = {name: np.array(columns[name], dtype=np.int64) for name in whole}
    floats: dict[str, Any] = {name: np.array(columns[name]) for name in ("threshold", "path")}
    return theirs, Forest(**integers, **floats, trees=len(trees), sample=SAMPLE, levels=8)


def test_the_same_trees_give_scikit_learns_scores() -> None:
    values = _cloud(800).astype(np.float32).astype(np.float64)
    theirs, ours = _of_scikit(values)
    assert isolation_scores(ours, values) == pytest.approx(-theirs.score_samples(values), abs=1e-9)


@pytest.mark.filterwarnings("ignore")
def test_the_same_trees_give_shaps_sum_and_first_reason() -> None:
    # shap's values of a path are shared out among its features by another rule (Shapley's), but
    # they must add up to the same steps, and the planted feature must come first by both.
    import shap  # noqa: PLC0415  its import warns, which only this test allows

    values = _cloud(800).astype(np.float32).astype(np.float64)
    theirs, ours = _of_scikit(values)
    rows = values[[17, 40, 100, 200]]
    shares = -shap.TreeExplainer(theirs).shap_values(rows)
    contributions = isolation_contributions(ours, rows)
    assert contributions.sum(axis=1) == pytest.approx(shares.sum(axis=1), abs=1e-6)
    assert contributions[0].argmax() == shares[0].argmax() == 2


def test_our_own_trees_rank_as_scikit_learns() -> None:
    values = _cloud()
    theirs = -IsolationForest(n_estimators=100, random_state=0).fit(values).score_samples(values)
    ours = isolation_scores(_grown(values), values)
    assert np.corrcoef(ours, theirs)[0, 1] > 0.9
    assert ours.argmax() == theirs.argmax() == 40


def test_contributions_add_up_to_the_path() -> None:
    values = _cloud()
    forest = _grown(values)
    path = -np.log2(isolation_scores(forest, values)) * average_path(np.array([SAMPLE]))
    saved = isolation_contributions(forest, values).sum(axis=1)
    assert forest.base - path == pytest.approx(saved, abs=1e-10)


def test_the_odd_feature_is_named() -> None:
    values = _cloud()
    assert isolation_contributions(_grown(values), values[[17]]).argmax() == 2


def test_the_seed_decides_and_nothing_else() -> None:
    values = _cloud(500)
    once, again, other = (isolation_scores(_grown(values, seed), values) for seed in (1, 1, 2))
    assert (once == again).all()
    assert (once != other).any()


def test_rows_with_holes_have_no_score() -> None:
    values = _cloud(500)
    values[3, 1] = np.nan
    scores = isolation_scores(_grown(values), values)
    assert np.isnan(scores).tolist() == [row == 3 for row in range(500)]


def test_equal_rows_are_ordinary() -> None:
    values = np.ones((300, 3))
    assert isolation_scores(_grown(values), values) == pytest.approx(0.5)


def test_one_row_is_refused() -> None:
    with pytest.raises(InsufficientDataError):
        _grown(np.ones((1, 3)))


def test_average_path_of_small_trees() -> None:
    # Liu, Ting and Zhou (2012), equation 1; c(256) = 10.2448 is what scikit-learn uses too.
    found = average_path(np.array([1, 2, 3, 256]))
    assert found.tolist() == pytest.approx([0.0, 1.0, 1.2073920357, 10.2447709], abs=1e-6)
