"""Tools that catch the future where it must not be: in features, forecasts and skill."""

from collections.abc import Callable
from typing import Final

import numpy as np

from ml.errors import LeakageError
from ml.features.frame import FeatureFrame
from ml.features.targets import Targets
from ml.series.noise import divisor, does_vary
from ml.typing import BoolArray, DateArray, Float64Array, Float64Array2D

IMPLAUSIBLE_R2: Final = 0.05
"""Hardly a trailing daily feature explains a twentieth of tomorrow; one that does is looked at."""
MINIMUM_ROWS: Final = 500

Forecasts = Callable[[Float64Array2D], Float64Array]


def scramble_after(closes: Float64Array2D, row: int, rng: np.random.Generator) -> Float64Array2D:
    """Prices whose future is another one.

    Parameters
    ----------
    closes : ndarray of shape (n_dates, n_symbols)
        Positive prices; NaN stays where it is.
    row : int
        Last date that stays as it is.
    rng : numpy.random.Generator
        Source of the new future.

    Returns
    -------
    ndarray of shape (n_dates, n_symbols)
        Equal up to `row`; each later price is multiplied by its own random factor.
    """
    scrambled = closes.copy()
    later = scrambled[row + 1 :]
    later *= np.exp(rng.normal(0.0, 0.2, size=later.shape))
    return scrambled


def require_blind(
    forecasts: Forecasts, closes: Float64Array2D, row: int, rng: np.random.Generator
) -> None:
    """Check that forecasts up to a date do not change with what comes after it.

    Parameters
    ----------
    forecasts : callable
        From closes to an array whose first axis is the date.
    closes : ndarray of shape (n_dates, n_symbols)
        Prices.
    row : int
        Last date that stays as it is.
    rng : numpy.random.Generator
        Source of the other future.

    Raises
    ------
    LeakageError
        A forecast up to `row` differs in any bit.
    """
    before = forecasts(closes)[: row + 1]
    after = forecasts(scramble_after(closes, row, rng))[: row + 1]
    same = np.ascontiguousarray(before).view(np.int64) == np.ascontiguousarray(after).view(np.int64)
    if not same.all():
        first = int(np.argwhere(~same)[0][0])
        raise LeakageError(f"The forecast of row {first} changed with prices after row {row}.")


def lookahead_features(
    build: Callable[[Float64Array2D], FeatureFrame],
    closes: Float64Array2D,
    dates: DateArray,
    row: int,
    rng: np.random.Generator,
) -> tuple[str, ...]:
    """Names of features that change when only the future does.

    Parameters
    ----------
    build : callable
        From closes to a frame.
    closes : ndarray of shape (n_dates, n_symbols)
        Prices.
    dates : ndarray of shape (n_dates,)
        Their dates.
    row : int
        Last date that stays as it is.
    rng : numpy.random.Generator
        Source of the other future.

    Returns
    -------
    tuple of str
        Empty when every feature is trailing.
    """
    before, after = build(closes), build(scramble_after(closes, row, rng))
    past = before.dates <= dates[row]
    same = _equal(before.values[past], after.values[past])
    return tuple(name for place, name in enumerate(before.names) if not same[:, place].all())


def require_trailing(
    build: Callable[[Float64Array2D], FeatureFrame],
    closes: Float64Array2D,
    dates: DateArray,
    row: int,
    rng: np.random.Generator,
) -> None:
    """Refuse features that use prices after their date.

    Parameters
    ----------
    build : callable
        From closes to a frame.
    closes : ndarray of shape (n_dates, n_symbols)
        Prices.
    dates : ndarray of shape (n_dates,)
        Their dates.
    row : int
        Last date that stays as it is.
    rng : numpy.random.Generator
        Source of the other future.

    Raises
    ------
    LeakageError
        Names the features that change when only the future does.
    """
    found = lookahead_features(build, closes, dates, row, rng)
    if found:
        raise LeakageError(f"These features use prices after their date: {', '.join(found)}.")


def implausible_features(
    frame: FeatureFrame, targets: Targets, rows: BoolArray
) -> dict[str, float]:
    r"""Features that explain so much of tomorrow that they need a second look.

    Parameters
    ----------
    frame : FeatureFrame
        The rows.
    targets : Targets
        Outcomes.
    rows : ndarray of shape (n_rows,)
        Rows that count.

    Returns
    -------
    dict
        From name to the squared correlation with the next period's scaled return, where it
        exceeds 0.05. Empty with fewer than 500 rows, where chance could do that.
    """
    outcome = targets.scaled[:, 0]
    known = rows & np.isfinite(outcome) & np.isfinite(frame.values).all(axis=1)
    if known.sum() < MINIMUM_ROWS:
        return {}
    known_values = frame.values[known]
    values = known_values - known_values.mean(axis=0)
    centred = outcome[known] - outcome[known].mean()
    spread = divisor(values.std(axis=0), np.abs(known_values).max(axis=0))
    if not does_vary(outcome[known]):
        return {}
    correlation = centred @ values / (known.sum() * spread * centred.std())
    share = np.square(correlation)
    return {
        name: float(value)
        for name, value in zip(frame.names, share, strict=True)
        if value > IMPLAUSIBLE_R2
    }


def _equal(left: Float64Array, right: Float64Array) -> BoolArray:
    result: BoolArray = (left == right) | (np.isnan(left) & np.isnan(right))
    return result
