"""A pair's test of cointegration with the conditions under which it means anything.

Loads statsmodels, so only a worker imports this file.
"""

from dataclasses import dataclass

from ml.pairs.cointegration import (
    EngleGranger,
    LagRule,
    UnitRootTest,
    adf_test,
    engle_granger_test,
)
from ml.pairs.methods import PairState
from ml.pairs.screen import LEVEL
from ml.typing import Float64Array


@dataclass(frozen=True, slots=True)
class PairTest:
    """Both legs, both directions, and whether the answer counts.

    Attributes
    ----------
    state : PairState
        `already_stationary` when the unit root of a leg is rejected: the residual test then finds
        that leg's own reversion, whatever the other is.
    leg_y, leg_x : UnitRootTest
        Plain Dickey-Fuller tests of the two series, whose p-values are right because nothing was
        estimated before.
    y_on_x, x_on_y : EngleGranger
        The residual test in each direction.
    """

    state: PairState
    leg_y: UnitRootTest
    leg_x: UnitRootTest
    y_on_x: EngleGranger
    x_on_y: EngleGranger

    @property
    def stationary_legs(self) -> tuple[bool, bool]:
        """Whether the unit root of y, and of x, is rejected."""
        return self.leg_y.p_value <= LEVEL, self.leg_x.p_value <= LEVEL


def cointegration_test(
    y: Float64Array, x: Float64Array, *, lags: int | None = None, rule: LagRule = "aic"
) -> PairTest:
    """Test a pair for cointegration in both directions, and its legs for a unit root.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Prices or log prices, complete and aligned.
    lags : int, optional
        Fixed number of lagged differences in every regression; chosen by `rule` when not given.
    rule : LagRule
        Information criterion of the choice.

    Returns
    -------
    PairTest
        Everything that was tested.

    Raises
    ------
    InsufficientDataError
        Below 30 values.
    DoesNotVaryError
        When a leg is constant or a straight line, or the two are multiples of one another.

    References
    ----------
    R. Engle and C. Granger, Econometrica 55 (1987), 251-276: both series are integrated of order
    one before the residual is tested.
    """
    leg_y, leg_x = adf_test(y, lags=lags, rule=rule), adf_test(x, lags=lags, rule=rule)
    stationary = min(leg_y.p_value, leg_x.p_value) <= LEVEL
    return PairTest(
        "already_stationary" if stationary else "tested",
        leg_y,
        leg_x,
        engle_granger_test(y, x, lags=lags, rule=rule),
        engle_granger_test(x, y, lags=lags, rule=rule),
    )
