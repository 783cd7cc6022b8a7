"""Row 7: the same numbers on each live tick."""

from collections.abc import Iterator

import numpy as np
import statsmodels.api as sm

from benchmarks.harness import AnswersDifferError, Row
from ml.pairs.live import PairTracker

TICKS, FEW, WINDOW = 20_000, 200, 60


def rows() -> Iterator[Row]:
    """Compare a constant-time update with a refit by statsmodels on each tick."""
    rng = np.random.default_rng(7)
    x = 100.0 + np.cumsum(rng.normal(scale=0.05, size=TICKS))
    y = 2.0 + 1.1 * x + rng.normal(scale=0.1, size=TICKS)
    pairs = list(zip(y.tolist(), x.tolist(), strict=True))

    def ours() -> float:
        push = PairTracker(WINDOW).push
        at = [push(left, right).beta for left, right in pairs]
        return at[WINDOW + FEW - 1]

    def refit() -> float:
        beta = float("nan")
        for end in range(WINDOW + 1, WINDOW + FEW + 1):
            design = sm.add_constant(x[end - WINDOW : end])
            beta = float(sm.OLS(y[end - WINDOW : end], design).fit().params[1])
        return beta

    def agree(mine: object, theirs: object) -> str:
        difference = abs(float(mine) - float(theirs))  # type: ignore[arg-type]  # two floats
        if difference > 1e-7:
            raise AnswersDifferError(f"hedge ratios differ by {difference:.1e}")
        return f"difference of the hedge ratio {difference:.0e}"

    yield Row(
        "7",
        "live-hedge",
        f"hedge, spread, z, correlation on a tick, window {WINDOW}",
        ours=ours,
        peer=refit,
        goal=200.0,
        agree=agree,
        peer_name="statsmodels OLS, refitted",
        depends="the core's speed alone; a call from Python into compiled code is most of ours",
        unit="tick",
        ours_units=TICKS,
        peer_units=FEW,
    )
