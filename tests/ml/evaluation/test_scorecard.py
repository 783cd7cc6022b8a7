import numpy as np
import pytest

from ml.evaluation.scorecard import MINIMUM_DAYS, scorecard, verdict
from ml.evaluation.tests import TestResult
from ml.evaluation.track import track_record
from ml.features.frame import feature_frame
from ml.features.targets import scaled_targets
from tests.ml.panels import business_days, names, random_walks

DAYS = 700


@pytest.fixture(scope="module")
def world():
    rng = np.random.default_rng(41)
    frame = feature_frame(names(3), business_days(DAYS), random_walks(rng, DAYS, 3))
    return frame, scaled_targets(frame, 5), np.ones(len(frame), dtype=bool)


def said(world, share):
    """Predictions that are a share of the outcome: 0 is the random walk, 1 the future itself."""
    frame, targets, pool = world
    predictions = np.where(frame.usable[:, None], share * np.nan_to_num(targets.scaled), np.nan)
    return track_record(frame, targets, predictions, pool)


def test_the_future_itself_beats_the_random_walk(world):
    card = scorecard(world[0], world[1], said(world, 1.0), np.arange(len(world[0])), horizon=1)
    assert card.skill.r2_vs_random_walk == pytest.approx(1.0)
    assert card.skill.verdict == "beats"
    assert card.direction.accuracy == pytest.approx(1.0)


def test_the_opposite_of_the_future_is_worse(world):
    card = scorecard(world[0], world[1], said(world, -0.5), np.arange(len(world[0])), horizon=5)
    assert card.skill.r2_vs_random_walk == pytest.approx(1.0 - 1.5**2)
    assert card.skill.verdict == "worse"


def test_the_random_walk_has_no_edge_over_itself(world):
    card = scorecard(world[0], world[1], said(world, 0.0), np.arange(len(world[0])), horizon=1)
    assert (card.skill.r2_vs_random_walk, card.skill.verdict) == (0.0, "no_edge")
    assert np.isnan([card.direction.accuracy, card.direction.edge_t]).all()  # it claims nothing
    assert card.direction.calls == 0


def test_every_figure_carries_its_observations(world):
    frame, targets, _ = world
    rows = np.arange(*frame.rows_of(0).indices(len(frame))[:2])
    card = scorecard(frame, targets, said(world, 0.1), rows, horizon=2)
    known = int((frame.usable[rows] & np.isfinite(targets.scaled[rows, 1])).sum())
    assert card.skill.observations == card.direction.observations == known
    assert card.skill.days == known
    assert 0 < card.coverage.observations < known
    assert sum(count for _, count in card.coverage.by_year.values()) == card.coverage.observations
    assert set(card.coverage.by_volatility) == {"calm", "normal", "stormy"}


def test_nothing_to_score_gives_unknown(world):
    frame, targets, _ = world
    card = scorecard(frame, targets, said(world, 0.1), np.zeros(0, dtype=np.int64), horizon=1)
    assert card.skill.verdict == "unknown"
    assert np.isnan(card.skill.r2_vs_random_walk)
    assert card.coverage.observations == 0


@pytest.mark.parametrize(
    ("statistic", "p_value", "days", "expected"),
    [
        (3.0, 0.003, 1000, "beats"),
        (-3.0, 0.003, 1000, "worse"),
        (1.9, 0.06, 1000, "no_edge"),
        (3.0, 0.003, MINIMUM_DAYS - 1, "unknown"),
        (float("nan"), float("nan"), 1000, "unknown"),
    ],
)
def test_the_verdict_needs_days_and_significance(statistic, p_value, days, expected):
    assert verdict(TestResult(statistic, p_value, days)) == expected


def test_one_of_many_symbols_needs_more_than_the_luckiest_has():
    test = TestResult(2.5, 0.0125, 1000)
    assert verdict(test) == "beats"
    assert verdict(test, comparisons=4) == "no_edge"
    assert verdict(test, comparisons=3) == "beats"


def test_of_symbols_without_skill_hardly_one_beats_the_random_walk(rng):
    """A thousand sets of 37 symbols: some symbol "beats" in about 2.5 % of them, not in 60 %."""
    lowest = np.sort(rng.uniform(size=(1_000, 37)), axis=1)[:, 0]
    sign = np.where(rng.uniform(size=1_000) < 0.5, 2.0, -2.0)
    issued = [
        verdict(TestResult(statistic, p_value, 1_000), comparisons=37)
        for statistic, p_value in zip(sign, lowest, strict=True)
    ]
    assert issued.count("beats") / 1_000 < 0.05
