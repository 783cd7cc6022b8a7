"""Row 8: Engle-Granger over all pairs of a universe."""

from collections.abc import Iterator

import numpy as np
from statsmodels.tsa.stattools import coint

from benchmarks.harness import AnswersDifferError, Row
from ml.pairs.screen import ScreenedPair, cointegration_screen

ASSETS, BARS, FEW = 60, 1_260, 40


def rows() -> Iterator[Row]:
    """Compare tests (two directions a pair) with statsmodels' coint at the same lag."""
    walks = np.random.default_rng(8).normal(size=(BARS, ASSETS))
    prices = 100.0 + np.cumsum(walks, axis=0)
    directions = [(0, other) for other in range(1, FEW // 2 + 1)]

    def ours() -> dict[frozenset[int], ScreenedPair]:
        # No leg counts as stationary: the peer tests all pairs.
        found = cointegration_screen(prices, level=0.0).pairs
        return {frozenset((pair.y, pair.x)): pair for pair in found}

    def peer() -> dict[frozenset[int], float]:
        return {
            frozenset(ends): min(
                coint(prices[:, a], prices[:, b], maxlag=1, autolag=None)[0]
                for a, b in (ends, ends[::-1])
            )
            for ends in directions
        }

    def agree(mine: object, theirs: object) -> str:
        assert isinstance(mine, dict)
        assert isinstance(theirs, dict)
        gap = max(abs(mine[ends].statistic - value) for ends, value in theirs.items())
        if gap > 1e-8:
            raise AnswersDifferError(f"statistics differ by {gap:.1e}")
        return f"largest difference of a statistic {gap:.0e}"

    yield Row(
        "8",
        "pair-screen",
        f"Engle-Granger with one lag, {ASSETS} assets, {BARS} bars",
        ours=ours,
        peer=peer,
        goal=50.0,
        agree=agree,
        peer_name="statsmodels coint, lag 1",
        depends="the core's speed alone",
        unit="test",
        ours_units=ASSETS * (ASSETS - 1),
        peer_units=FEW,
    )
