"""All scores of a model on some rows at one horizon; every figure carries its observations."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.evaluation.conformal import LEVELS
from ml.evaluation.coverage import Coverage, coverage
from ml.evaluation.days import day_places
from ml.evaluation.names import Verdict
from ml.evaluation.scores import brier, mae_ratio, r2_vs_random_walk
from ml.evaluation.tests import (
    TestResult,
    daily_mean,
    diebold_mariano,
    directional_dependence,
    mean_t,
    pesaran_timmermann,
)
from ml.evaluation.track import Track
from ml.features.frame import FeatureFrame
from ml.features.targets import Targets
from ml.typing import BoolArray, DateArray, Float64Array1D, Int64Array

MINIMUM_DAYS: Final = 250
"""Days of outcomes below which a verdict would be noise."""
SIGNIFICANCE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Skill:
    """Against the random walk, on log returns; a positive statistic is better than it."""

    r2_vs_random_walk: float
    mae_ratio: float
    dm_statistic: float
    p_value: float
    verdict: Verdict
    observations: int
    days: int


@dataclass(frozen=True, slots=True)
class DirectionScore:
    """Of the sign of the prediction, beside the share of rises, and of P(up).

    `accuracy` and `edge_t` are NaN for a model that predicts no change throughout.
    """

    accuracy: float
    base_rate: float
    edge_t: float
    pt_statistic: float
    pt_p_value: float
    brier: float
    brier_base_rate: float
    calls: int
    calls_accuracy: float
    observations: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything that is said of a model at a horizon."""

    horizon: int
    first: str
    last: str
    skill: Skill
    direction: DirectionScore
    coverage: Coverage


def scorecard(
    frame: FeatureFrame,
    targets: Targets,
    track: Track,
    rows: Int64Array,
    *,
    horizon: int,
    comparisons: int = 1,
) -> Scorecard:
    """Score a track record.

    Parameters
    ----------
    frame : FeatureFrame
        The rows.
    targets : Targets
        Outcomes.
    track : Track
        What was said.
    rows : ndarray of int
        Rows that count; those without a prediction or an outcome are left out.
    horizon : int
        From 1.
    comparisons : int
        Series among which these rows are one, so that the verdict allows for the luckiest.

    Returns
    -------
    Scorecard
        NaN where there is nothing to measure.
    """
    column = horizon - 1
    known = np.isfinite(targets.scaled[rows, column])
    rows = rows[known & np.isfinite(track.predictions[rows, column])]
    days, scale = frame.dates[rows], targets.scale[rows, column]
    residual = targets.scaled[rows, column] - track.predictions[rows, column]
    return Scorecard(
        horizon=horizon,
        first=str(days.min()) if days.size else "",
        last=str(days.max()) if days.size else "",
        skill=_skill(
            targets.scaled[rows, column] * scale,
            track.predictions[rows, column] * scale,
            days,
            horizon,
            comparisons,
        ),
        direction=_direction(targets, track, rows, days, horizon),
        coverage=coverage(
            residual,
            track.radii[rows, column],
            LEVELS,
            dates=days,
            volatility=frame.volatility[rows],
            scale=scale,
        ),
    )


def _skill(
    actual: Float64Array1D,
    forecast: Float64Array1D,
    days: DateArray,
    horizon: int,
    comparisons: int,
) -> Skill:
    test = TestResult(float("nan"), float("nan"), 0)
    if actual.size:
        advantage = np.square(actual) - np.square(actual - forecast)
        test = diebold_mariano(daily_mean(advantage, days), horizon=horizon)
    return Skill(
        r2_vs_random_walk=r2_vs_random_walk(actual, forecast),
        mae_ratio=mae_ratio(actual, forecast),
        dm_statistic=test.statistic,
        p_value=test.p_value,
        verdict=verdict(test, moved=bool(np.any(forecast != 0.0)), comparisons=comparisons),
        observations=int(actual.size),
        days=test.observations,
    )


def verdict(test: TestResult, *, moved: bool = True, comparisons: int = 1) -> Verdict:
    """Say what a Diebold-Mariano test allows to say.

    Parameters
    ----------
    test : TestResult
        Positive statistic: better than the random walk.
    moved : bool
        Whether the model ever differed from the random walk.
    comparisons : int
        Tests of which this is one: p must stay below 5 % divided by their number (Bonferroni), or
        one symbol in forty would beat the random walk by chance.

    Returns
    -------
    str
        `unknown` with fewer than 250 days or no statistic.
    """
    if test.observations < MINIMUM_DAYS:
        return "unknown"
    if not moved:
        return "no_edge"
    if not np.isfinite(test.p_value):
        return "unknown"
    if test.p_value * comparisons >= SIGNIFICANCE:
        return "no_edge"
    return "beats" if test.statistic > 0.0 else "worse"


def _direction(
    targets: Targets, track: Track, rows: Int64Array, days: DateArray, horizon: int
) -> DirectionScore:
    column = horizon - 1
    up = targets.scaled[rows, column] > 0.0
    claims = track.predictions[rows, column]
    said = claims > 0.0
    hit = (said == up)[: claims.size if claims.any() else 0]  # zeros alone claim no direction
    edge = daily_mean(hit.astype(np.float64) - up, days) if hit.size else np.zeros(0)
    timing = _timing(said, up, days, horizon)
    call = track.direction(rows, column)
    called = call != 0
    nan = float("nan")
    return DirectionScore(
        accuracy=float(hit.mean()) if hit.size else nan,
        base_rate=float(up.mean()) if up.size else nan,
        edge_t=mean_t(edge, horizon=horizon).statistic if edge.size else nan,
        pt_statistic=timing.statistic,
        pt_p_value=timing.p_value,
        brier=brier(track.up.probability[rows, column], up),
        brier_base_rate=brier(track.up.base_rate[rows, column], up),
        calls=int(called.sum()),
        calls_accuracy=float(((call > 0) == up)[called].mean()) if called.any() else nan,
        observations=int(up.size),
    )


def _timing(said: BoolArray, up: BoolArray, days: DateArray, horizon: int) -> TestResult:
    """Pesaran-Timmermann: as published for one symbol, clustered by day for many."""
    place = day_places(days)
    if place.size and place.max() + 1 < place.size:
        return directional_dependence(said, up, days, horizon=horizon)
    # Every h-th day only: the published test wants targets that do not overlap.
    apart = np.flatnonzero(place % horizon == 0)
    return pesaran_timmermann(said[apart], up[apart])
