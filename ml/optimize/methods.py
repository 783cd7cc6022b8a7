"""The names of estimators and methods: each list stands here once."""

from typing import Literal, TypeAlias

MeanMethod: TypeAlias = Literal["mean", "ema", "capm"]
"""Estimators of expected returns."""
CovarianceMethod: TypeAlias = Literal["sample", "ledoit_wolf", "ewma"]
"""Estimators of covariance."""
AllocationMethod: TypeAlias = Literal["lp", "greedy"]
"""Ways from weights to whole shares."""
FrontierMethod: TypeAlias = Literal["critical_line", "quadratic_programs"]
"""Ways to the efficient frontier."""
