"""All pairs of a universe at once: Engle-Granger with one lag, under false-discovery control.

Cointegration is a relation of series with a unit root. A series that is stationary already, such
as a pegged coin, passes the residual test against anything: the best hedge is none, and its own
reversion is all that is measured. Such legs are found first, and no test that they are part of
enters the family whose false discoveries are controlled.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.errors import InsufficientDataError, NumericError
from ml.pairs.legs import leg_statistic
from ml.pairs.methods import ScanState
from ml.pairs.one_lag import (
    engle_granger_p_values,
    residual_statistics,
    reversion,
    unit_root_p_values,
)
from ml.typing import Float64Array

NEEDED: Final = 30
LEVEL: Final = 0.05
"""p-value at or below which a leg counts as stationary already.

Simulated with autoregressions of 0.9 to 0.995 against walks, 250 to 1,250 bars, a family of one
and a rate of 10 %: at most 7 % are discoveries; at a level of 1 % it would be 18 %. The price is
that one walk in twenty is not tested.
"""


@dataclass(frozen=True, slots=True)
class ScreenedLeg:
    """One series of a screen.

    Attributes
    ----------
    column : int
        Its column.
    statistic, p_value : float
        Augmented Dickey-Fuller with a constant and lags by AIC; NaN when the series does not
        vary, or is a straight line.
    state : ScanState
        `tested` when a unit root is not rejected, so that its pairs are tested.
    """

    column: int
    statistic: float
    p_value: float
    state: ScanState


@dataclass(frozen=True, slots=True)
class ScreenedPair:
    """One pair of a screen; every number is NaN unless its state is `tested`.

    Attributes
    ----------
    y, x : int
        Columns; y is regressed on x, in the direction that reverts more clearly.
    beta : float
        Hedge ratio of that direction.
    statistic, p_value : float
        Engle-Granger with one lag; the p-value is doubled because two directions were tried.
    p_y_on_x, p_x_on_y : float
        The p-values of the two directions, neither doubled.
    adjusted_p_value : float
        The smallest false-discovery rate at which the pair is a discovery.
    half_life : float
        Bars; NaN when the spread does not revert.
    z_score : float
        Last spread in its sample standard deviations.
    state : ScanState
        Whether the test's conditions hold: both legs have a unit root, and their spread varies.
    """

    y: int
    x: int
    beta: float
    statistic: float
    p_value: float
    p_y_on_x: float
    p_x_on_y: float
    adjusted_p_value: float
    half_life: float
    z_score: float
    state: ScanState


@dataclass(frozen=True, slots=True)
class PairScreen:
    """What a screen found.

    Attributes
    ----------
    legs : list of ScreenedLeg
        One for each column, in its order.
    pairs : list of ScreenedPair
        One for each unordered pair: the tested ones first, the clearest of them at the top.
    """

    legs: list[ScreenedLeg]
    pairs: list[ScreenedPair]

    @property
    def tested(self) -> list[ScreenedPair]:
        """The pairs of the family whose false discoveries are controlled."""
        return [pair for pair in self.pairs if pair.state == "tested"]


def adjusted_p_values(p_values: Float64Array) -> Float64Array:
    r"""Benjamini-Hochberg adjusted p-values.

    Parameters
    ----------
    p_values : ndarray of shape (n_tests,)
        In [0, 1].

    Returns
    -------
    ndarray of shape (n_tests,)
        :math:`\min_{j \ge i} \min(1, m\,p_{(j)} / j)` in the input's order.

    References
    ----------
    Y. Benjamini and Y. Hochberg, J. Royal Statistical Society B 57 (1995), 289-300.
    """
    count = p_values.size
    order = np.argsort(p_values)[::-1]
    ranks = np.arange(count, 0, -1)
    stepped = np.minimum.accumulate(p_values[order] * count / ranks)
    adjusted = np.empty(count)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def cointegration_screen(
    prices: Float64Array,
    *,
    level: float = LEVEL,
    progress: Callable[[float], None] = lambda _: None,
) -> PairScreen:
    r"""Test every pair of columns for cointegration.

    Parameters
    ----------
    prices : ndarray of shape (n_observations, n_assets)
        Prices or log prices, complete, at least 30 rows and 2 columns.
    level : float
        A leg whose unit root is rejected at this level is stationary already.
    progress : callable, optional
        Called with the share done after each column.

    Returns
    -------
    PairScreen
        Each leg and each unordered pair.

    Raises
    ------
    InsufficientDataError
        Below 30 rows.
    NumericError
        When there are holes or fewer than two columns.

    Notes
    -----
    Each direction regresses y on x with a constant and fits
    :math:`\Delta r_t = \rho r_{t-1} + \gamma \Delta r_{t-1} + e_t` to the residual, as
    `statsmodels.tsa.stattools.coint(maxlag=1, autolag=None)` does, for all pairs of a column in
    one pass of vectors.
    """
    if prices.ndim != 2 or prices.shape[1] < 2:
        raise NumericError("a screen needs at least two series")
    if prices.shape[0] < NEEDED:
        raise InsufficientDataError(int(prices.shape[0]), NEEDED)
    if not np.isfinite(prices).all():
        raise NumericError("the series have holes; align them first")
    scale = np.abs(prices).max(axis=0)
    legs = screened_legs(prices, level=level)
    rows = list(_pairs(prices - prices.mean(axis=0), scale, legs, progress))
    held = np.array([row.state == "tested" for row in rows])
    adjusted = np.full(len(rows), np.nan)
    adjusted[held] = adjusted_p_values(np.array([row.p_value for row in rows])[held])
    pairs = [_adjusted(row, float(q)) for row, q in zip(rows, adjusted, strict=True)]
    return PairScreen(legs, sorted(pairs, key=_clearest_first))


def screened_legs(prices: Float64Array, *, level: float = LEVEL) -> list[ScreenedLeg]:
    """Whether each series has the unit root that a test of cointegration presupposes.

    Parameters
    ----------
    prices : ndarray of shape (n_observations, n_assets)
        Prices or log prices, complete.
    level : float
        A series whose unit root is rejected at this level is stationary already.

    Returns
    -------
    list of ScreenedLeg
        One for each column.
    """
    statistics = np.array([leg_statistic(series) for series in prices.T])
    p_values = unit_root_p_values(statistics)
    found = zip(statistics.tolist(), p_values.tolist(), strict=True)
    return [
        ScreenedLeg(column, statistic, p_value, _leg_state(p_value, level))
        for column, (statistic, p_value) in enumerate(found)
    ]


def _leg_state(p_value: float, level: float) -> ScanState:
    if np.isnan(p_value):
        return "does_not_vary"
    return "already_stationary" if p_value <= level else "tested"


def _adjusted(row: ScreenedPair, adjusted: float) -> ScreenedPair:
    """The row with its adjusted p-value; spelt out, as `replace` costs as much as the test."""
    return ScreenedPair(
        row.y,
        row.x,
        row.beta,
        row.statistic,
        row.p_value,
        row.p_y_on_x,
        row.p_x_on_y,
        adjusted,
        row.half_life,
        row.z_score,
        row.state,
    )


def _clearest_first(pair: ScreenedPair) -> tuple[bool, float, float]:
    held = pair.state == "tested"
    return not held, pair.p_value if held else 0.0, pair.statistic if held else 0.0


def _pairs(
    centred: Float64Array,
    scale: Float64Array,
    legs: list[ScreenedLeg],
    progress: Callable[[float], None],
) -> Iterator[ScreenedPair]:
    """Walk over the columns; each is met with all later ones in both directions at once."""
    series = np.ascontiguousarray(centred.T)
    count = len(series)
    squares = np.einsum("it,it->i", series, series)
    # A series that does not vary hedges nothing: its ratio is 0, not 0 / 0. Its pairs are not
    # tested, whatever the ratio.
    squares = np.where([leg.state == "does_not_vary" for leg in legs], np.inf, squares)
    for column in range(count - 1):
        yield from _of_column(column, series, squares, scale, legs)
        progress((column + 1) / (count - 1))


def _of_column(
    column: int,
    series: Float64Array,
    squares: Float64Array,
    scale: Float64Array,
    legs: list[ScreenedLeg],
) -> Iterator[ScreenedPair]:
    """Meet a column with all later ones."""
    own, others = series[column], series[column + 1 :]
    own_scale, other_scale = scale[column], scale[column + 1 :]
    cross = others @ own
    forward, backward = cross / squares[column + 1 :], cross / squares[column]
    down = own - forward[:, None] * others
    up = others - backward[:, None] * own
    scale_down = own_scale + np.abs(forward) * other_scale
    scale_up = other_scale + np.abs(backward) * own_scale
    stat_down = residual_statistics(down, scale_down)
    stat_up = residual_statistics(up, scale_up)
    p_down, p_up = engle_granger_p_values(stat_down), engle_granger_p_values(stat_up)
    keep = stat_down <= stat_up
    chosen = np.where(keep[:, None], down, up)
    half, z_score = reversion(chosen, np.where(keep, scale_down, scale_up))
    for place, first in enumerate(keep.tolist()):
        other = column + 1 + place
        y, x = (column, other) if first else (other, column)
        state = _pair_state(legs[y], legs[x], float(stat_down[place] + stat_up[place]))
        if state != "tested":
            yield _untested(column, other, state)
            continue
        ways = float(p_down[place]), float(p_up[place])
        y_on_x, x_on_y = ways if first else ways[::-1]
        yield ScreenedPair(
            y,
            x,
            float((forward if first else backward)[place]),
            float((stat_down if first else stat_up)[place]),
            min(2.0 * y_on_x, 1.0),
            y_on_x,
            x_on_y,
            math.nan,
            float(half[place]),
            float(z_score[place]),
            state,
        )


def _pair_state(y: ScreenedLeg, x: ScreenedLeg, statistics: float) -> ScanState:
    """A leg decides before the spread does."""
    legs: set[ScanState] = {y.state, x.state}
    if "does_not_vary" in legs:
        return "does_not_vary"
    if "already_stationary" in legs:
        return "already_stationary"
    return "tested" if math.isfinite(statistics) else "does_not_vary"


def _untested(y: int, x: int, state: ScanState) -> ScreenedPair:
    nan = math.nan
    return ScreenedPair(y, x, nan, nan, nan, nan, nan, nan, nan, nan, state)
