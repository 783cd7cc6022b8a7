"""The default engine: polars, column by column, each symbol on its own."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from ml.errors import NumericError
from ml.features.catalogue import (
    BANDS,
    FAST,
    INPUTS,
    NAMES,
    PRICES,
    SIGNAL,
    SLOW,
    SYMBOL,
    TIMESTAMP,
    WILDER,
    WINDOW,
)
from ml.series.noise import ROUNDING

_GROUP: Final = "_group"
_GROUPS: Final = pl.col(_GROUP)
_CLOSE, _HIGH, _LOW, _VOLUME = (pl.col(name) for name in ("close", "high", "low", "volume"))


def polars_features(
    bars: pl.DataFrame | pl.LazyFrame, names: Sequence[str] = NAMES
) -> pl.DataFrame:
    """Features of the catalogue, one row a bar.

    Parameters
    ----------
    bars : polars.DataFrame or polars.LazyFrame
        As `checked_bars` returns them.
    names : sequence of str
        Features wanted; all when left out. What no wanted one needs is not computed, nor read from
        a scanned file.

    Returns
    -------
    polars.DataFrame
        `symbol`, `timestamp`, `close` and the features as float64, NaN where the catalogue says.
    """
    frame = bars.lazy().with_columns(
        pl.col(*PRICES).fill_nan(None), pl.col(SYMBOL).rle_id().alias(_GROUP)
    )
    for stage in (_moves, _averages, _oscillators, _windows, _finish):
        frame = stage(frame)
    wanted = pl.col(*names).fill_null(float("nan")) if names else pl.lit(None)
    return frame.select(SYMBOL, TIMESTAMP, "close", wanted).collect()


def checked_bars(bars: pl.DataFrame) -> pl.DataFrame:
    """Bars in the order and with the closes that every engine needs.

    Parameters
    ----------
    bars : polars.DataFrame
        At least the input columns of the catalogue, in any order.

    Returns
    -------
    polars.DataFrame
        The input columns, sorted by symbol and time.

    Raises
    ------
    NumericError
        For a missing column, a doubled moment, or a close that is missing or not positive.
    """
    missing = [name for name in INPUTS if name not in bars.columns]
    if missing:
        raise NumericError(f"the bars lack the columns {', '.join(missing)}")
    ordered = bars.select(*INPUTS).sort(SYMBOL, TIMESTAMP)
    _refuse(ordered, ~(_CLOSE.is_finite() & (_CLOSE > 0.0)), "no positive close")
    again = pl.col(SYMBOL).eq(pl.col(SYMBOL).shift()) & pl.col(TIMESTAMP).diff().eq(0)
    _refuse(ordered, again, "two bars")
    return ordered


def _refuse(bars: pl.DataFrame, bad: pl.Expr, what: str) -> None:
    found = bars.filter(bad.fill_null(value=what != "two bars")).head(1)
    if len(found):
        symbol, moment = found.row(0)[:2]
        raise NumericError(f"{symbol} has {what} at {moment}")


def _each(expression: pl.Expr) -> pl.Expr:
    """An expression of one symbol's rows; one step at a time, which polars runs fastest."""
    return expression.over(_GROUP)


def _back(expression: pl.Expr, rows: int) -> pl.Expr:
    """A symbol's value some rows ago; a comparison of groups costs less than a window."""
    return pl.when(_GROUPS.shift(rows) == _GROUPS).then(expression.shift(rows))


def _moves(frame: pl.LazyFrame) -> pl.LazyFrame:
    before = pl.col("_before")
    wide = pl.max_horizontal(_HIGH, before) - pl.min_horizontal(_LOW, before)
    return (
        frame.with_columns(
            _back(_CLOSE, 1).alias("_before"),
            _each(_CLOSE.cum_max()).alias("_peak"),
            _CLOSE.log().alias("_log"),
        )
        .with_columns(
            (pl.col("_log") - _back(pl.col("_log"), 1)).alias("log_return"),
            (1.0 - _CLOSE / pl.col("_peak")).alias("drawdown"),
            (_CLOSE - before).clip(lower_bound=0.0).alias("_gain"),
            (before - _CLOSE).clip(lower_bound=0.0).alias("_loss"),
            pl.when(_HIGH.is_not_null() & _LOW.is_not_null()).then(wide).alias("_range"),
        )
        .with_columns(_each(pl.col("drawdown").cum_max()).alias("max_drawdown"))
    )


def _averages(frame: pl.LazyFrame) -> pl.LazyFrame:
    for name, source, periods in (("_fast", "close", FAST), ("_slow", "close", SLOW)):
        frame = _averaged(frame, name, source, periods=periods, alpha=2.0 / (periods + 1))
    for name, source in (("_up", "_gain"), ("_down", "_loss"), ("atr_14", "_range")):
        frame = _averaged(frame, name, source, periods=WILDER, alpha=1.0 / WILDER)
    frame = frame.with_columns((pl.col("_fast") - pl.col("_slow")).alias("macd"))
    return _averaged(frame, "macd_signal", "macd", periods=SIGNAL, alpha=2.0 / (SIGNAL + 1))


def _averaged(
    frame: pl.LazyFrame, name: str, source: str, *, periods: int, alpha: float
) -> pl.LazyFrame:
    """Recursive average that starts from the mean of the first `periods` known inputs."""
    values, count, total = pl.col(source), pl.col(f"{name}_count"), pl.col(f"{name}_sum")
    # Up to the start there is nothing; there the mean stands for the input, and begins the path.
    seeded = pl.when(count == periods).then(total / periods).when(count > periods).then(values)
    path = pl.col(f"{name}_path").ewm_mean(alpha=alpha, adjust=False, ignore_nulls=True)
    return (
        frame.with_columns(
            _each(values.cum_count()).alias(f"{name}_count"),
            _each(values.cum_sum()).alias(f"{name}_sum"),
        )
        .with_columns(pl.when(values.is_not_null()).then(seeded).alias(f"{name}_path"))
        .with_columns(_each(path).alias(name))
        .with_columns(pl.when(values.is_not_null()).then(pl.col(name)).alias(name))
    )


def _oscillators(frame: pl.LazyFrame) -> pl.LazyFrame:
    gain, both = pl.col("_up"), pl.col("_up") + pl.col("_down")
    return frame.with_columns(
        pl.when(both > ROUNDING * _CLOSE).then(100.0 * gain / both).alias("rsi_14"),
        (pl.col("macd") - pl.col("macd_signal")).alias("macd_histogram"),
    )


def _windows(frame: pl.LazyFrame) -> pl.LazyFrame:
    spread = pl.col("log_return").rolling_std(WINDOW, ddof=1)
    return frame.with_columns(
        _each(_CLOSE.first()).alias("_first"),
        _back(_CLOSE, WINDOW).alias("_earlier"),
        _each(spread).alias("volatility_20"),
        _each(_CLOSE.rolling_mean(WINDOW)).alias("bollinger_middle"),
        _each(_CLOSE.rolling_std(WINDOW, ddof=0)).alias("_spread"),
        _each(_VOLUME.rolling_mean(WINDOW)).alias("_volume_mean"),
        _each(_VOLUME.rolling_std(WINDOW, ddof=1)).alias("_volume_spread"),
        # A flat window's deviation is tiny by rounding, not zero: only its ends show it.
        _moved(_CLOSE).alias("_moved"),
        _moved(_VOLUME).alias("_traded"),
    )


def _moved(values: pl.Expr) -> pl.Expr:
    """Whether a window's ends lie further apart than rounding."""
    high, low = _each(values.rolling_max(WINDOW)), _each(values.rolling_min(WINDOW))
    return high - low > ROUNDING * high


def _finish(frame: pl.LazyFrame) -> pl.LazyFrame:
    moved, volatility = pl.col("_moved"), pl.col("volatility_20")
    middle = pl.col("bollinger_middle")
    band = BANDS * pl.when(moved).then(pl.col("_spread")).otherwise(middle * 0.0)
    place = (_CLOSE - middle + band) / (2.0 * band)
    score = (_VOLUME - pl.col("_volume_mean")) / pl.col("_volume_spread")
    return frame.with_columns(
        (_CLOSE / pl.col("_first")).alias("normalised_price"),
        (_CLOSE / pl.col("_before") - 1.0).alias("simple_return"),
        (_CLOSE / pl.col("_earlier") - 1.0).alias("momentum_20"),
        (middle + band).alias("bollinger_upper"),
        (middle - band).alias("bollinger_lower"),
        pl.when(moved).then(place).alias("bollinger_percent_b"),
        (2.0 * band / middle).alias("bollinger_width"),
        pl.when(pl.col("_traded")).then(score).alias("volume_z_20"),
        # Of a constant growth rounding is left; a comparison with nothing is not true.
        pl.when(volatility <= ROUNDING).then(0.0).otherwise(volatility).alias("volatility_20"),
    )
