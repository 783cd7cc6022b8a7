"""Our isolation forest beside scikit-learn's with shap's explanations: values, time, memory.

Run ``.venv/bin/python -m benchmarks.peers.isolation``; each side is a process of its own, so that
neither pays for what the other loads.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from ml.typing import Float64Array1D, Float64Array2D

BARS: Final = 2_520
FEATURES: Final = 10
FLAGGED: Final = 25
REPEATS: Final = 5
Judged = tuple[Float64Array1D, Float64Array2D]


def bars() -> Float64Array2D:
    """Return ten years of daily features with fat tails, of which some rows are odd."""
    rng = np.random.default_rng(7)
    table = rng.standard_t(4, size=(BARS, FEATURES))
    odd = rng.choice(BARS, FLAGGED, replace=False)
    table[odd, rng.integers(FEATURES, size=FLAGGED)] += 15.0
    return table


def ours(table: Float64Array2D) -> Judged:
    """Judge all rows and explain the oddest with our forest."""
    from ml.anomalies import isolation  # noqa: PLC0415  the import is part of what is measured

    forest = isolation.grow_forest(table, rng=np.random.default_rng(1))
    scores = isolation.isolation_scores(forest, table)
    return scores, isolation.isolation_contributions(forest, table[oddest(scores)])


def theirs(table: Float64Array2D, seed: int = 1) -> Judged:
    """Judge all rows and explain the oddest with scikit-learn and shap."""
    import shap  # noqa: PLC0415  as above
    from sklearn.ensemble import IsolationForest  # noqa: PLC0415  as above

    forest = IsolationForest(n_estimators=100, max_samples=256, random_state=seed).fit(table)
    scores = -forest.score_samples(table)
    return scores, -shap.TreeExplainer(forest).shap_values(table[oddest(scores)])


def again(table: Float64Array2D) -> Judged:
    """Do as `theirs` with another seed: how far two forests of one kind are apart."""
    return theirs(table, seed=2)


def oddest(scores: Float64Array1D) -> list[int]:
    """Return the rows with the highest scores."""
    return [int(row) for row in np.argsort(-scores)[:FLAGGED]]


def measured(judge: Callable[[Float64Array2D], Judged]) -> dict[str, Any]:
    """Return what a side finds and costs: the first call with its imports, and later ones."""
    table, before = bars(), _peak_mib()
    first = _seconds(judge, table)
    later = min(_seconds(judge, table) for _ in range(REPEATS))
    scores, parts = judge(table)
    return {
        "first_s": first,
        "later_s": later,
        "mib": _peak_mib() - before,
        "scores": scores.tolist(),
        "reasons": parts.argmax(axis=1).tolist(),
    }


def _seconds(judge: Callable[[Float64Array2D], Judged], table: Float64Array2D) -> float:
    start = time.perf_counter()
    judge(table)
    return time.perf_counter() - start


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(side: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.peers.isolation", side]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  our own module
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _cost(side: str, one: dict[str, Any]) -> str:
    return (
        f"{side}: {one['first_s']:.2f} s at first, {one['later_s']:.3f} s later, "
        f"{one['mib']:.0f} MiB\n"
    )


def _agreement(name: str, one: dict[str, Any], other: dict[str, Any]) -> str:
    scores = [np.array(side["scores"]) for side in (one, other)]
    first, second = (
        dict(zip(oddest(score), side["reasons"], strict=True))
        for score, side in zip(scores, (one, other), strict=True)
    )
    common = first.keys() & second.keys()
    same = sum(first[row] == second[row] for row in common)
    correlation = np.atleast_2d(np.corrcoef(np.vstack(scores)))[0, 1]
    return (
        f"{name}: correlation of scores {correlation:.3f}; of the {FLAGGED} "
        f"oddest rows {len(common)} in common, {same} of them with the same first reason\n"
    )


def main() -> None:
    """Measure each side in a process of its own and write the sides beside each other."""
    sides = {side: _apart(side) for side in SIDES}
    for side in ("ours", "theirs"):
        sys.stdout.write(_cost(side, sides[side]))
    sys.stdout.write(_agreement("ours and theirs", sides["ours"], sides["theirs"]))
    sys.stdout.write(_agreement("theirs, two seeds", sides["theirs"], sides["again"]))


SIDES: Final = {"ours": ours, "theirs": theirs, "again": again}

if __name__ == "__main__":
    if sys.argv[1:]:
        sys.stdout.write(json.dumps(measured(SIDES[sys.argv[1]])))
    else:
        main()
