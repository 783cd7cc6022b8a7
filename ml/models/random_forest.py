"""A forest as one boosting round of many trees, so that it is stored as UBJ like the booster."""

from typing import Any, ClassVar

from ml.models.base import DESIGN_EFFECT
from ml.models.gradient_boosting import GradientBoosting


class RandomForest(GradientBoosting):
    """Sixty trees of depth 5 with leaves of 100 or more rows, each on half of the rows."""

    kind: ClassVar[str] = "random_forest"
    rounds: ClassVar[int] = 1
    parameters: ClassVar[dict[str, Any]] = {
        "objective": "reg:squarederror",
        "max_depth": 5,
        "eta": 1.0,
        "min_child_weight": 100,
        "lambda": 500.0 * DESIGN_EFFECT,
        "subsample": 0.5,
        "colsample_bynode": 0.33,
        "num_parallel_tree": 60,
        "tree_method": "hist",
        "max_bin": 64,
        "nthread": 1,
    }
