"""The reference: each feature straight from its formula, with pandas, NumPy and SciPy.

Written apart from the engines and for clarity, not for speed: windows are laid out in full and
summed in two passes, recursions are SciPy's filters. What an engine gives is compared with this.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.signal import lfilter

from ml.features.catalogue import (
    BANDS,
    FAST,
    NAMES,
    SIGNAL,
    SLOW,
    SYMBOL,
    TIMESTAMP,
    WILDER,
    WINDOW,
)
from ml.series.noise import ROUNDING
from ml.typing import BoolArray, Float64Array, Float64Array1D

Statistic = Callable[[Float64Array], Float64Array]


def reference_features(bars: pd.DataFrame) -> pd.DataFrame:
    """Features of the catalogue, one row a bar.

    Parameters
    ----------
    bars : pandas.DataFrame
        Columns `symbol`, `timestamp`, `high`, `low`, `close`, `volume`; the rows of a symbol
        stand together, oldest first.

    Returns
    -------
    pandas.DataFrame
        `symbol`, `timestamp`, `close` and every feature, in the order of the rows.
    """
    parts = [_of_symbol(part) for _, part in bars.groupby(SYMBOL, sort=False)]
    return pd.concat(parts, ignore_index=True)


def _of_symbol(bars: pd.DataFrame) -> pd.DataFrame:
    close = bars["close"].to_numpy(dtype=np.float64)
    columns: dict[str, Float64Array] = {
        **_returns(close),
        **_falls(close),
        "rsi_14": _relative_strength(close),
        **_macd(close),
        "atr_14": _true_range(bars),
        **_bands(close),
        "volume_z_20": _volume_z(bars["volume"].to_numpy(dtype=np.float64)),
    }
    keys = {name: bars[name].to_numpy() for name in (SYMBOL, TIMESTAMP)}
    return pd.DataFrame(keys | {"close": close} | {name: columns[name] for name in NAMES})


def _returns(close: Float64Array1D) -> dict[str, Float64Array]:
    log_return = np.diff(np.log(close), prepend=np.nan)
    return {
        "normalised_price": close / close[0],
        "simple_return": _change(close, 1),
        "log_return": log_return,
        "volatility_20": _windows(log_return, lambda rows: _clear(rows.std(axis=1, ddof=1))),
        "momentum_20": _change(close, WINDOW),
    }


def _change(close: Float64Array1D, periods: int) -> Float64Array:
    change = pd.Series(close).pct_change(periods, fill_method=None)
    return np.asarray(change, dtype=np.float64)


def _falls(close: Float64Array1D) -> dict[str, Float64Array]:
    fall = 1.0 - close / np.maximum.accumulate(close)
    return {"drawdown": fall, "max_drawdown": np.maximum.accumulate(fall)}


def _windows(values: Float64Array, statistic: Statistic) -> Float64Array:
    """A statistic of every full window, NaN before the first."""
    found = np.full(values.shape, np.nan)
    if values.size >= WINDOW:
        rows = np.lib.stride_tricks.sliding_window_view(values, WINDOW)
        found[WINDOW - 1 :] = statistic(rows)
    return found


def _recursive(values: Float64Array, periods: int, alpha: float) -> Float64Array:
    """Recursive average of the known inputs, started from the mean of the first ones."""
    found = np.full(values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    if known.size < periods:
        return found
    start = values[known[:periods]].mean()
    later = values[known[periods:]]
    path, _ = lfilter([alpha], [1.0, alpha - 1.0], later, zi=[(1.0 - alpha) * start])
    found[known[periods - 1 :]] = np.concatenate([[start], path])
    return found


def _relative_strength(close: Float64Array1D) -> Float64Array:
    moves = np.concatenate([[np.nan], np.diff(close)])
    gains = _recursive(np.maximum(moves, 0.0), WILDER, 1.0 / WILDER)
    losses = _recursive(np.maximum(-moves, 0.0), WILDER, 1.0 / WILDER)
    total = gains + losses
    return 100.0 * _ratio(gains, total, total > ROUNDING * close)


def _ratio(above: Float64Array, below: Float64Array, where: BoolArray) -> Float64Array:
    """The ratio where it has a meaning, NaN elsewhere."""
    found = np.full(above.shape, np.nan)
    found[where] = above[where] / below[where]
    return found


def _macd(close: Float64Array1D) -> dict[str, Float64Array]:
    fast, slow = (_recursive(close, periods, 2.0 / (periods + 1)) for periods in (FAST, SLOW))
    line = fast - slow
    signal = _recursive(line, SIGNAL, 2.0 / (SIGNAL + 1))
    return {"macd": line, "macd_signal": signal, "macd_histogram": line - signal}


def _true_range(bars: pd.DataFrame) -> Float64Array:
    high, low, before = bars["high"], bars["low"], bars["close"].shift()
    three = pd.concat([high - low, (high - before).abs(), (low - before).abs()], axis=1)
    span = three.max(axis=1).where(high.notna() & low.notna())
    return _recursive(span.to_numpy(dtype=np.float64), WILDER, 1.0 / WILDER)


def _bands(close: Float64Array1D) -> dict[str, Float64Array]:
    middle = _windows(close, lambda rows: rows.mean(axis=1))
    moved = _moved(close)
    spread = _windows(close, lambda rows: rows.std(axis=1, ddof=0))
    band = BANDS * np.where(moved, spread, 0.0 * middle)
    return {
        "bollinger_middle": middle,
        "bollinger_upper": middle + band,
        "bollinger_lower": middle - band,
        "bollinger_percent_b": _ratio(close - (middle - band), 2.0 * band, moved),
        "bollinger_width": 2.0 * band / middle,
    }


def _volume_z(volume: Float64Array1D) -> Float64Array:
    mean = _windows(volume, lambda rows: rows.mean(axis=1))
    spread = _windows(volume, lambda rows: rows.std(axis=1, ddof=1))
    return _ratio(volume - mean, spread, _moved(volume))


def _moved(values: Float64Array) -> BoolArray:
    """Whether the ends of each window lie further apart than rounding."""
    span = _windows(values, lambda rows: np.ptp(rows, axis=1))
    return np.asarray(span > ROUNDING * _windows(values, lambda rows: rows.max(axis=1)))


def _clear(spread: Float64Array) -> Float64Array:
    """Spreads of returns, exactly 0 where they are rounding of prices."""
    return np.where(spread > ROUNDING, spread, 0.0 * spread)
