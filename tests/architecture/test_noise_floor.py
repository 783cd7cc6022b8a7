"""No division by a spread is guarded by a comparison with zero: rounding is above zero too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORED_BEFORE = {
    ("ml/pairs/hedge.py", "ols_hedge", "spread_x"): "beside does_vary",
    ("ml/pairs/hedge.py", "rolling_hedge", "moments.var_x"): "pair_moments makes rounding 0",
    ("ml/pairs/hedge.py", "rolling_hedge", "square"): "of variances that are 0 or data",
    ("ml/pairs/kernels.py", "_rolling", "square"): "of variances that _above makes 0",
    ("ml/pairs/kernels.py", "_correlation", "scale"): "of variances that _above makes 0",
    ("ml/pairs/kernels.py", "rolling_pair", "scale"): "of variances made 0 above it",
    ("ml/pairs/kernels.py", "rolling_pair", "v_x"): "made 0 above it",
    ("ml/pairs/kernels.py", "rolling_pair", "v_x + m_x * m_x"): "a price's square beside v_x",
    ("ml/pairs/spread.py", "rolling_correlation", "scale"): "pair_moments makes rounding 0",
    ("ml/series/studies/ranges.py", "directional", "total"): "of moves that are 0 or data",
    ("ml/risk/measures/calmar.py", "calmar", "depth"): "max_drawdown_depth makes rounding 0",
    ("ml/risk/measures/sharpe.py", "sharpe", "spread"): "volatility makes rounding 0",
    ("ml/risk/measures/sortino.py", "sortino", "downside"): "downside_deviation makes rounding 0",
}
"""Spreads that are 0 or data, by what made them so."""
NO_SPREAD = {
    ("ml/anomalies/checks/partial_bar.py", "cut_short", "usual"): "a volume",
    (
        "ml/anomalies/checks/provider_disagreement.py",
        "provider_disagreement",
        "other.close[theirs]",
    ): "a price",
    ("ml/anomalies/checks/split_mismatch.py", "_unexplained", "series.open"): "a price",
    ("ml/evaluation/probability.py", "_slope", "beta"): "above its own error",
    ("ml/features/alignment.py", "score", "cells"): "a count",
    ("ml/features/alignment.py", "share", "self.rows"): "a count",
    ("ml/features/frame.py", "_market", "count"): "a count",
    ("ml/optimize/allocation.py", "_allocation", "capital"): "money",
    ("ml/optimize/solve.py", "_posterior", "total"): "a sum of weights",
    ("ml/pairs/kernels.py", "_kalman", "fit[5]"): "the first price",
    ("ml/pairs/one_lag.py", "reversion", "phi"): "a coefficient",
    ("ml/pipelines/intraday.py", "coverage", "self.scored"): "a count",
    ("ml/pipelines/intraday.py", "update", "self._price"): "a price",
    ("ml/risk/backtests/christoffersen.py", "_at_best", "trials"): "a count",
    ("ml/risk/backtests/shortfall.py", "shortfall_test", "losses.size"): "a count",
    ("ml/risk/measures/sortino.py", "downside_deviation", "sample.size"): "a count",
    ("ml/risk/value_at_risk.py", "_increasing_below", "a"): "a coefficient",
    ("ml/series/adjust.py", "dividend_factors", "factor"): "a price's share",
    ("ml/series/regroup.py", "_vwap", "total"): "a volume",
    ("ml/series/studies/ranges.py", "rolling_vwap", "volume.sum()"): "a volume",
    ("ml/series/returns.py", "_ends", "older"): "a price",
    ("ml/series/returns.py", "change_fraction", "reference"): "a price",
    ("ml/series/returns.py", "log_returns", "newer"): "a price",
    ("ml/series/returns.py", "simple_returns", "newer"): "a price",
    ("ml/volatility/garch.py", "_long_run", "left"): "one less the persistence",
    ("ml/volatility/garch.py", "_p_value", "error"): "the error of an estimate",
}
"""Divisors that are no spread."""


def _zero(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in {int, float} and node.value == 0


def _compared(function: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            left, right = node.left, node.comparators[0]
            found |= {ast.unparse(left)} if _zero(right) else set()
            found |= {ast.unparse(right)} if _zero(left) else set()
        elif isinstance(node, ast.IfExp) and isinstance(node.test, ast.Name | ast.Attribute):
            found.add(ast.unparse(node.test))
    return found


def _divisors(function: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(function):
        below: ast.expr | None = None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            below = node.right
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "np.divide":
            below = node.args[1]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "np.where":
            # `np.where(x > 0, x, nan)` makes a divisor for elsewhere.
            test, value = node.args[0], node.args[1] if len(node.args) == 3 else None
            if isinstance(test, ast.Compare) and value is not None:
                below = value if ast.unparse(test.left) == ast.unparse(value) else None
        if below is not None:
            found |= {ast.unparse(one) for one in ast.walk(below) if isinstance(one, ast.expr)}
    return found


def guarded_by_zero(source: str) -> Iterator[tuple[str, str]]:
    """Give function and expression of the divisors that a function compares with zero."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            for one in sorted(_compared(node) & _divisors(node)):
                yield node.name, one


def _every() -> set[tuple[str, str, str]]:
    # The second engines share no code: they have floors of their own, tested beside these.
    files = [one for one in (ROOT / "ml").rglob("*.py") if "reference" not in one.parts]
    return {
        (str(file.relative_to(ROOT)), *found)
        for file in files
        for found in guarded_by_zero(file.read_text())
    }


def test_every_division_by_a_spread_asks_the_noise_floor() -> None:
    known = FLOORED_BEFORE.keys() | NO_SPREAD.keys()
    assert _every() - known == set()


def test_the_lists_name_nothing_that_is_gone() -> None:
    assert (FLOORED_BEFORE.keys() | NO_SPREAD.keys()) - _every() == set()


@pytest.mark.parametrize(
    "line",
    [
        "return a / s if s > 0.0 else 0.0",
        "return a / s if s else 0.0",
        "return np.where(s > 0.0, s, np.nan)",
        "return a / np.where(s == 0, 1.0, s)",
    ],
)
def test_the_test_sees_what_it_looks_for(line: str) -> None:
    assert [one for _, one in guarded_by_zero(f"def f(a, s):\n    {line}")] == ["s"]
