"""Odd bars of one symbol, with the features that make them odd and whether the data look bad."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.anomalies.isolation import grow_forest, isolation_contributions, isolation_scores
from ml.series.noise import RATIO, ROUNDING, does_vary
from ml.typing import BoolArray, Float64Array, Float64Array1D, Float64Array2D, Int64Array

JUDGED: Final = (
    "log_return",
    "volatility_20",
    "momentum_20",
    "drawdown",
    "rsi_14",
    "macd_histogram",
    "atr_14",
    "bollinger_percent_b",
    "bollinger_width",
    "volume_z_20",
)
"""Features that can be compared over the years."""
PER_PRICE: Final = ("macd_histogram", "atr_14")
"""Judged as a share of the close."""
FLAGGED_FROM: Final = 0.65
"""Score from which a bar is flagged: about one in a hundred daily bars of a stock."""
NEEDED: Final = 100
REASONS: Final = 3
_SEED: Final = 20_260_101
_SPIKE: Final = 8.0
_RETURN: Final = 0.25


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature's part in an oddity: its value and its share of all steps saved, 0 to 1."""

    name: str
    value: float
    share: float


@dataclass(frozen=True, slots=True)
class Anomaly:
    """An odd bar: its row, its score, what made it odd, and whether the price may be wrong."""

    row: int
    score: float
    reasons: tuple[Reason, ...]
    suspect: bool


@dataclass(frozen=True, slots=True, eq=False)
class OddBars:
    """Scores of all bars, shape (n_bars,), NaN where unknown; the flagged ones, oldest first."""

    scores: Float64Array1D
    flagged: tuple[Anomaly, ...]


def odd_bars(
    features: Mapping[str, Float64Array], close: Float64Array1D, *, seed: int = _SEED
) -> OddBars:
    """Judge every bar of a symbol against the symbol's own history.

    Parameters
    ----------
    features : mapping of str to ndarray of shape (n_bars,)
        Columns of the catalogue; those of `JUDGED` that hold nothing or do not vary are left out.
    close : ndarray of shape (n_bars,)
        Positive closes.
    seed : int
        The same seed and bars give the same flags.

    Returns
    -------
    OddBars
        Without scores when fewer than `NEEDED` bars have all features, or none of them varies. It
        looks back over the whole history and is no forecast: later bars bear on earlier scores.
    """
    names, table = _table(features, close)
    if not names or np.isfinite(table).all(axis=1).sum() < NEEDED:
        return OddBars(np.full(close.shape, np.nan), ())
    forest = grow_forest(table, rng=np.random.default_rng(seed))
    scores = isolation_scores(forest, table)
    rows = np.flatnonzero(scores >= FLAGGED_FROM)
    saved = isolation_contributions(forest, table[rows])
    suspect = reverting_spikes(features["log_return"], features["volatility_20"])
    flagged = tuple(
        Anomaly(int(row), float(scores[row]), _reasons(names, table[row], part), bool(suspect[row]))
        for row, part in zip(rows, saved, strict=True)
    )
    return OddBars(scores, flagged)


def reverting_spikes(log_return: Float64Array1D, volatility: Float64Array1D) -> BoolArray:
    r"""Bars whose price left its range and came back with the next bar, as wrong prices do.

    Parameters
    ----------
    log_return : ndarray of shape (n_bars,)
        Log returns of a bar.
    volatility : ndarray of shape (n_bars,)
        Trailing standard deviation of a bar's log return.

    Returns
    -------
    ndarray of bool, shape (n_bars,)
        True where :math:`|r_t| > 8\,\sigma_{t-1}` and :math:`|r_t + r_{t+1}| < |r_t| / 4`; false
        at both ends, where one of them is unknown.
    """
    found = np.zeros(log_return.shape, dtype=np.bool_)
    move, back, before = log_return[1:-1], log_return[2:], volatility[:-2]
    # A comparison with NaN is false, which is the answer wanted.
    usual = np.maximum(_SPIKE * before, ROUNDING * RATIO)  # NaN stays NaN
    found[1:-1] = (np.abs(move) > usual) & (np.abs(move + back) < _RETURN * np.abs(move))
    return found


def _table(
    features: Mapping[str, Float64Array], close: Float64Array1D
) -> tuple[tuple[str, ...], Float64Array2D]:
    every = {name: features[name] / (close if name in PER_PRICE else 1.0) for name in JUDGED}
    # All of them are ratios. One that differs by rounding would be cut like data.
    varying = {name: column for name, column in every.items() if does_vary(column, unit=RATIO)}
    columns = list(varying.values())
    return tuple(varying), np.column_stack(columns) if columns else np.empty((close.size, 0))


def _reasons(
    names: tuple[str, ...], values: Float64Array1D, saved: Float64Array1D
) -> tuple[Reason, ...]:
    gains = np.maximum(saved, 0.0)
    order: Int64Array = np.argsort(-gains, kind="stable")[:REASONS]
    whole = float(gains.sum())
    return tuple(
        Reason(names[i], float(values[i]), float(gains[i]) / whole) for i in order if gains[i] > 0.0
    )
