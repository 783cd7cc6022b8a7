"""Pairs as they go out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from typing_extensions import Doc

from apps.core.typed.arrays import GappyNumbers, Moments, Numbers
from apps.core.typed.skipped import Skipped
from ml.pairs.methods import HedgeMethod, PairState, ScanState, Signal


@dataclass(frozen=True)
class PairSeries:
    """Columns of one length, oldest first; null until a window is full."""

    timestamp: Moments
    price_y: Numbers
    price_x: Numbers
    spread: GappyNumbers
    z_score: GappyNumbers
    correlation: GappyNumbers
    beta: GappyNumbers


@dataclass(frozen=True)
class PairDropped:
    """Bars of one side that the other lacks.

    Only closed bars that begin at the same moment are compared. Nothing is carried forward into
    a minute or a session in which one market was silent, and nothing is interpolated: a bar
    without a partner is left out and counted here.
    """

    y: int
    x: int


@dataclass(frozen=True)
class PairAnalytics:
    """A pair as it stands; y is regressed on x and the spread is y - (alpha + beta x)."""

    y: str
    x: str
    interval: str
    method: HedgeMethod
    window: int
    log: bool
    intercept: bool
    alpha: float | None
    beta: float | None
    r_squared: float | None
    observations: int
    needed: Annotated[int, Doc("Common bars before the first z-score.")]
    missing: Annotated[
        int, Doc("Common bars still missing before a signal; until then it is FLAT.")
    ]
    half_life: float | None
    z_score: float | None
    threshold: float
    signal: Signal
    as_of: datetime
    dropped: PairDropped
    simulated: bool
    currency: Annotated[str, Doc("Of both prices.")]
    series: PairSeries


@dataclass(frozen=True)
class PairProblem:
    """What the socket sends of a pair without numbers: the problem that the route answers with."""

    y: str
    x: str
    interval: str
    problem: Mapping[str, object]


@dataclass(frozen=True)
class EngleGranger:
    """The residual test of cointegration, with p-values for an estimated hedge."""

    statistic: float
    p_value: float
    critical_values: Mapping[str, float]


@dataclass(frozen=True)
class PairStability:
    """Engle-Granger with one lag in windows that move over the history; columns of one length.

    `share` is how many of the windows are cointegrated at `level`. Windows overlap, so they are no
    independent votes.
    """

    window: int
    level: float
    share: float
    timestamp: Annotated[Moments, Doc("Last bars.")]
    p_value: Annotated[GappyNumbers, Doc("Null where the spread does not vary in a window.")]
    beta: GappyNumbers
    half_life: GappyNumbers


@dataclass(frozen=True)
class PairLeg:
    """The plain unit-root test of one side."""

    statistic: float
    p_value: float
    lags: int
    stationary: Annotated[bool, Doc("Its unit root is rejected at `level`.")]


@dataclass(frozen=True)
class PairLegs:
    """Both sides."""

    y: PairLeg
    x: PairLeg


@dataclass(frozen=True)
class PairAdf:
    """Unit root of the static spread, and cointegration of the pair.

    `stationary` follows Engle-Granger of y on x: the plain p-value is too small on an estimated
    spread. It is false when the `state` is `already_stationary`: a leg without a unit root passes
    the residual test against anything, so the test says nothing about the pair.
    """

    y: str
    x: str
    interval: str
    alpha: float
    beta: float
    statistic: float
    p_value: float
    lags: int
    observations: int
    critical_values: Mapping[str, float]
    engle_granger: Annotated[EngleGranger, Doc("Of y on x, which decides.")]
    reverse_engle_granger: Annotated[
        EngleGranger, Doc("Of x on y: the direction that was not asked for.")
    ]
    legs: PairLegs
    state: PairState
    stationary: bool
    level: float
    stability: Annotated[PairStability | None, Doc("Null when a leg is stationary already.")]


@dataclass(frozen=True)
class ScannedLeg:
    """The unit-root test of one symbol, before its pairs are tested."""

    symbol: str
    statistic: float | None
    p_value: float | None
    state: ScanState


@dataclass(frozen=True)
class ScannedPair:
    """One pair of a scan, in the direction that reverts more clearly.

    Numbers are null unless the `state` is `tested`: a symbol that is stationary already passes
    the test against anything, and one that does not vary has no test.
    """

    y: str
    x: str
    state: ScanState
    beta: float | None
    statistic: float | None
    p_value: Annotated[
        float | None, Doc("Twice the smaller of the two directions' p-values, at most 1.")
    ]
    p_y_on_x: float | None
    p_x_on_y: float | None
    adjusted_p_value: float | None
    half_life: float | None
    z_score: float | None
    discovery: bool
    confirmed_p_value: float | None


@dataclass(frozen=True)
class PairScan:
    """All pairs of a universe, the clearest first and those that were not tested last."""

    interval: str
    fdr: float
    level: Annotated[float, Doc("At which a leg counts as stationary already.")]
    tested: Annotated[
        int, Doc("Pairs whose test's conditions hold: the family of the false-discovery rate.")
    ]
    not_tested: int
    observations: int
    discoveries: int
    legs: tuple[ScannedLeg, ...]
    pairs: tuple[ScannedPair, ...]
    skipped: Annotated[
        tuple[Skipped, ...], Doc("Symbols that were left out, so that the others could be tested.")
    ]


@dataclass(frozen=True)
class PairBacktestSeries:
    """Columns of one length, oldest first."""

    timestamp: Moments
    equity: Numbers
    position: Numbers
    z_score: GappyNumbers


@dataclass(frozen=True)
class PairBacktest:
    """What the rule would have earned after costs, next to not trading."""

    y: str
    x: str
    interval: str
    method: str
    window: int
    observations: int
    trades: int
    turnover: float
    cost: float
    time_in_market: float
    total_return: float
    doing_nothing: float
    simulated: bool
    currency: Annotated[str, Doc("Of both prices.")]
    sharpe: float | None
    volatility_annualised: float | None
    max_drawdown: float | None
    series: PairBacktestSeries
