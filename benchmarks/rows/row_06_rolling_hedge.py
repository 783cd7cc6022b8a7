"""Row 6: rolling hedge ratio, spread, z-score and correlation of a pair, for each bar."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from statsmodels.regression.rolling import RollingOLS

from benchmarks.harness import AnswersDifferError, Row
from ml.pairs.live import pair_path
from ml.typing import Float64Array

BARS, FEW, WINDOW = 50_000, 2_500, 60
Columns = tuple[Float64Array, ...]


def _pair(bars: int) -> tuple[Float64Array, Float64Array]:
    rng = np.random.default_rng(6)
    x = 100.0 + np.cumsum(rng.normal(scale=0.1, size=bars))
    return 3.0 + 0.8 * x + rng.normal(scale=0.2, size=bars), x


def _ours(y: Float64Array, x: Float64Array) -> Columns:
    path = pair_path(y, x, WINDOW)
    return path.beta, path.spread, path.z_score, path.correlation


def _pandas(y: Float64Array, x: Float64Array) -> Columns:
    left, right = pd.Series(y), pd.Series(x)
    roll = right.rolling(WINDOW)
    beta = left.rolling(WINDOW).cov(right) / roll.var()
    alpha = left.rolling(WINDOW).mean() - beta * roll.mean()
    spread = left - alpha - beta * right
    around = spread.rolling(WINDOW)
    z_score = (spread - around.mean()) / around.std()
    columns = beta, spread, z_score, left.rolling(WINDOW).corr(right)
    return tuple(column.to_numpy() for column in columns)


def _statsmodels(y: Float64Array, x: Float64Array) -> Columns:
    design = np.column_stack([np.ones_like(x), x])
    fit = RollingOLS(y, design, WINDOW).fit(params_only=True)
    return (np.asarray(fit.params)[:, 1],)


def _agree(ours: object, peer: object) -> str:
    """All columns that the peer has are compared; RollingOLS has the hedge ratio alone."""
    pairs = zip(ours, peer, strict=False)  # type: ignore[call-overload]  # tuples of columns
    gaps = [_gap(np.asarray(mine), np.asarray(theirs)) for mine, theirs in pairs]
    if max(gaps) > 1e-7:
        raise AnswersDifferError(f"answers differ by {max(gaps):.1e}")
    return f"largest difference {max(gaps):.0e}"


def _gap(mine: Float64Array, theirs: Float64Array) -> float:
    count = min(len(mine), len(theirs))
    mine, theirs = mine[:count], theirs[:count]
    if not np.array_equal(np.isnan(mine), np.isnan(theirs)):
        raise AnswersDifferError("one answers where the other does not")
    return float(np.nanmax(np.abs(mine - theirs)))


def rows() -> Iterator[Row]:
    """Compare with statsmodels' RollingOLS and with pandas."""
    y, x = _pair(BARS)
    common = {"unit": "bar", "ours_units": BARS, "agree": _agree}
    yield Row(
        "6",
        "rolling-hedge-statsmodels",
        f"rolling hedge, spread, z, correlation, window {WINDOW}",
        ours=lambda: _ours(y, x),
        peer=lambda: _statsmodels(y[:FEW], x[:FEW]),
        goal=300.0,
        peer_name="statsmodels RollingOLS (hedge alone)",
        depends="the core's speed alone",
        peer_units=FEW,
        **common,  # type: ignore[arg-type]  # one dict serves both rows
    )
    yield Row(
        "6",
        "rolling-hedge-pandas",
        f"rolling hedge, spread, z, correlation, window {WINDOW}",
        ours=lambda: _ours(y, x),
        peer=lambda: _pandas(y, x),
        goal=4.0,
        peer_name="pandas rolling",
        depends="the core's speed alone",
        peer_units=BARS,
        **common,  # type: ignore[arg-type]  # one dict serves both rows
    )
