"""Odd bars of a symbol, and prices that look wrong."""

import numpy as np

from ml.anomalies.bars import JUDGED, odd_bars, reverting_spikes
from ml.features.catalogue import NAMES
from ml.features.polars_engine import polars_features
from tests.ml.features.bars import walk


def _features(bars):
    found = polars_features(bars)
    return {name: found[name].to_numpy() for name in NAMES}, found["close"].to_numpy()


def _crashing():
    bars = walk("A", seed=1)
    close = bars["close"].to_numpy().copy()
    close[180:] *= 0.6
    return bars.with_columns(
        close=close, high=close * 1.01, low=close * np.where(np.arange(260) == 180, 0.9, 0.99)
    )


def test_a_crash_stands_out_and_says_why() -> None:
    found = odd_bars(*_features(_crashing()))
    rows = {odd.row: odd for odd in found.flagged}
    assert 180 in rows
    assert rows[180].reasons[0].name in {"log_return", "drawdown", "momentum_20", "bollinger_width"}
    assert sum(reason.share for reason in rows[180].reasons) <= 1.0
    assert not rows[180].suspect, "the price did not come back: it is news, not an error"


def test_quiet_bars_are_few_and_unflagged() -> None:
    found = odd_bars(*_features(walk("A", seed=1)))
    assert len(found.flagged) < 0.03 * 260
    assert np.nanmedian(found.scores) < 0.5


def test_too_little_history_gives_no_scores() -> None:
    found = odd_bars(*_features(walk("A", seed=1, bars=110)))
    assert found.flagged == ()
    assert np.isnan(found.scores).all()


def test_closes_alone_are_judged_by_what_they_have() -> None:
    bars = walk("A", seed=1).with_columns(high=np.nan, low=np.nan, volume=np.nan)
    found = odd_bars(*_features(bars))
    assert np.isfinite(found.scores).sum() > 200
    assert {"atr_14", "volume_z_20"} < set(JUDGED)


def test_a_spike_that_comes_back_is_suspect_and_a_step_is_not() -> None:
    returns = np.random.default_rng(2).normal(scale=0.01, size=100)
    volatility = np.full(100, 0.01)
    returns[50], returns[51] = 0.5, -0.49
    returns[70] = 0.5
    assert np.flatnonzero(reverting_spikes(returns, volatility)).tolist() == [50]
    assert not reverting_spikes(np.array([0.1]), np.array([0.01])).any()
