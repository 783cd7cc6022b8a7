"""Both engines agree on every measure, and an error planted in either is caught."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from apps.explain.cross_check.alignment import Tally, compare
from apps.explain.cross_check.libraries import ALL_MIXES, ALL_PAIRS, ALL_SERIES
from apps.explain.cross_check.types import (
    Candles,
    Engines,
    MixSample,
    PairSample,
    SeriesSample,
    difference,
)

DAYS = 900


def series() -> SeriesSample:
    """Fat-tailed returns with a market, and candles around them."""
    rng = np.random.default_rng(11)
    market = rng.standard_t(5, DAYS) * 0.007 + 0.0003
    returns = 0.9 * market + rng.standard_t(5, DAYS) * 0.006
    close = 100.0 * np.exp(np.cumsum(returns))
    open_ = close * np.exp(rng.normal(0.0, 0.003, DAYS))
    high = np.maximum(open_, close) * np.exp(np.abs(rng.normal(0.0, 0.004, DAYS)))
    low = np.minimum(open_, close) * np.exp(-np.abs(rng.normal(0.0, 0.004, DAYS)))
    return SeriesSample(
        name="made",
        returns=returns,
        earlier=rng.standard_t(5, 100) * 0.01,
        benchmark=market,
        periods=252.0,
        candles=Candles(open_, high, low, close),
    )


def pair() -> PairSample:
    """A reverting spread around a random walk."""
    rng = np.random.default_rng(12)
    x = 4.0 + np.cumsum(rng.normal(0.0, 0.01, DAYS))
    spread = np.zeros(DAYS)
    for t in range(1, DAYS):
        spread[t] = 0.9 * spread[t - 1] + rng.normal(0.0, 0.01)
    return PairSample("made~made", 0.7 * x + 1.0 + spread, x)


def mix() -> MixSample:
    """Five assets on one market."""
    rng = np.random.default_rng(13)
    market = rng.normal(0.0004, 0.01, DAYS)
    betas = (0.5, 0.8, 1.0, 1.2, 0.3)
    returns = np.column_stack([b * market + rng.normal(0.0004, 0.01, DAYS) for b in betas])
    return MixSample("made", returns, market, 252.0)


EVERY: list[tuple[Any, object]] = [
    *((engines, series()) for engines in ALL_SERIES),
    *((engines, pair()) for engines in ALL_PAIRS),
    *((engines, mix()) for engines in ALL_MIXES),
]
NAMES = [f"{engines.measure}-{engines.engine}" for engines, _ in EVERY]


def aligned(engines, sample):
    tallies: dict[str, Tally] = {}
    compare([engines], sample.name, sample, tallies)
    (tally,) = tallies.values()
    assert tally.samples == 1, "the sample must have what the measure needs"
    return tally.row()


@pytest.mark.parametrize(("engines", "sample"), EVERY, ids=NAMES)
def test_both_engines_agree(engines, sample):
    row = aligned(engines, sample)
    assert row.passed, row


@pytest.mark.parametrize(("engines", "sample"), EVERY, ids=NAMES)
def test_a_planted_error_of_a_thousandth_is_caught(engines, sample):
    wrong = Engines(
        engines.measure,
        engines.engine,
        lambda one: np.asarray(engines.first(one), float) * 1.001 + 1e-9,
        engines.second,
        engines.tolerance,
        engines.needs,
    )
    if np.any(np.asarray(engines.second(sample), float) != 0.0):
        assert not aligned(wrong, sample).passed


@pytest.mark.parametrize(("engines", "sample"), EVERY, ids=NAMES)
def test_a_planted_gap_is_caught(engines, sample):
    def holed(one):
        values = np.atleast_1d(np.array(engines.first(one), float))
        values.flat[-1] = np.nan
        return values

    wrong = Engines(
        engines.measure, engines.engine, holed, engines.second, engines.tolerance, engines.needs
    )
    row = aligned(wrong, sample)
    assert not row.passed
    assert row.gap


STILL = {
    "constant": np.full(DAYS, 100.0),
    "growth": 100.0 * 1.001 ** np.arange(DAYS),
    "pegged": 1.0 + np.finfo(float).eps * (np.arange(DAYS) % 3),
    "frozen end": np.r_[100.0 * np.cumprod(1.0 + series().returns[60:]), np.full(60, 101.0)],
    "two values": np.where(np.arange(DAYS) % 2, 10.0, 11.0),
    "one jump": np.r_[np.full(DAYS - 100, 10.0), np.full(100, 9.0)],
}


@pytest.mark.parametrize("name", STILL)
@pytest.mark.parametrize(
    "engines", ALL_SERIES, ids=[f"{engines.measure}-{engines.engine}" for engines in ALL_SERIES]
)
def test_no_engine_fails_on_a_series_without_a_spread(engines, name: str) -> None:
    close = STILL[name]
    returns = close[1:] / close[:-1] - 1.0
    sample = replace(
        series(), returns=returns, benchmark=np.asarray(series().benchmark)[1:],
        earlier=returns[:50], candles=Candles(*[close[1:]] * 4),
    )  # fmt: skip
    tallies: dict[str, Tally] = {}
    compare([engines], name, sample, tallies)
    (tally,) = tallies.values()
    row = tally.row()
    assert row.passed, (row.first, row.second, row.gap, row.relative)


@pytest.mark.parametrize("side", ["y", "x", "both"])
@pytest.mark.parametrize("name", STILL)
@pytest.mark.parametrize(
    "engines", ALL_PAIRS, ids=[f"{engines.measure}-{engines.engine}" for engines in ALL_PAIRS]
)
def test_no_engine_fails_on_a_pair_without_a_spread(engines, name: str, side: str) -> None:
    logs, whole = np.log(STILL[name]), pair()
    sample = PairSample(
        name, whole.y if side == "x" else logs, whole.x if side == "y" else logs.copy()
    )
    tallies: dict[str, Tally] = {}
    compare([engines], name, sample, tallies)
    (tally,) = tallies.values()
    assert tally.samples + tally.refused <= 1


def test_a_different_shape_is_never_alike():
    assert np.isinf(difference([1.0, 2.0], [1.0]).relative)


def test_nothing_compared_with_nothing_is_alike():
    assert difference([], []).relative == 0.0


def test_a_value_near_zero_is_measured_against_the_whole_answer():
    assert difference([1.0, 1e-17], [1.0, 0.0]).relative < 1e-16
