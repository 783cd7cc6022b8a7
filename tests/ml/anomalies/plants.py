"""Every kind of finding, planted into a clean series at a random place."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from ml.anomalies.checks.provider_disagreement import OtherSource
from ml.anomalies.finding import FindingKind
from ml.anomalies.series import DAY_US, PRICES, PriceSeries, Split

Planted = tuple[PriceSeries, OtherSource | None]
Plant = Callable[[PriceSeries, int, np.random.Generator], Planted]


def _with(series: PriceSeries, **columns: Any) -> Planted:
    return replace(series, **columns), None


def _scaled(series: PriceSeries, rows: slice, factor: float) -> Planted:
    columns = {name: getattr(series, name).copy() for name in PRICES}
    for values in columns.values():
        values[rows] *= factor
    return _with(series, **columns)


def _without(series: PriceSeries, rows: slice) -> Planted:
    keep = np.ones(len(series), dtype=np.bool_)
    keep[rows] = False
    return series.where(keep), None


def jump(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    return _scaled(series, slice(at, at + int(rng.integers(1, 4))), rng.choice([100.0, 0.01]))


def lasting_unit(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    return _scaled(series, slice(at, None), rng.choice([100.0, 0.01]))


def ohlc_order(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    high, low = series.high.copy(), series.low.copy()
    if rng.random() < 0.5:
        high[at], low[at] = series.low[at], series.high[at]
    else:
        high[at] = min(series.open[at], series.close[at]) * (1.0 - rng.uniform(0.002, 0.02))
    return _with(series, high=high, low=low)


def no_split(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    return _scaled(series, slice(None, at), float(rng.choice([2.0, 3.0, 4.0, 10.0])))


def split_without_move(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    factor = float(rng.choice([0.5, 1 / 3, 0.25, 2.0]))
    splits = (*series.splits, Split(int(series.timestamps[at]), factor))
    return replace(series, splits=tuple(sorted(splits))), None


def copied_bar(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    lag = int(rng.integers(1, 4))
    columns = {name: getattr(series, name).copy() for name in (*PRICES, "volume")}
    for values in columns.values():
        values[at] = values[at - lag]
    return _with(series, **columns)


def copied_week(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    close, length = series.close.copy(), int(rng.integers(4, 8))
    close[at : at + length] = close[at - length : at]
    return _with(series, close=close)


def twice_a_day(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    columns: dict[str, Any] = {
        name: np.insert(getattr(series, name), at + 1, getattr(series, name)[at])
        for name in ("timestamps", *PRICES, "volume", "settled")
    }
    columns["timestamps"][at + 1] += int(rng.integers(1, 12)) * 3_600_000_000
    return _with(series, **columns)


def gap(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    return _without(series, slice(at, at + int(rng.integers(1, 15))))


def minutes_gap(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    return _without(series, slice(at, at + int(rng.integers(5, 60))))


def stale(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    behind = int(rng.integers(1, 20)) if series.daily else int(rng.integers(16, 200))
    fresh = replace(series, expected_us=int(series.timestamps[-1]))
    return _without(fresh, slice(len(series) - behind, None))


def flat_line(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    rows = slice(at, at + int(rng.integers(12, 40)))
    columns = {name: getattr(series, name).copy() for name in PRICES}
    for values in columns.values():
        values[rows] = np.where(np.isnan(values[rows]), np.nan, series.close[at])
    return _with(series, **columns)


def invalid_price(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    close = series.close.copy()
    close[at] = rng.choice([np.nan, np.inf, 0.0, -close[at]])
    return _with(series, close=close)


def wrong_day(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    """Plant a bar on a Saturday, or one of the year 2099."""
    weekday = (series.timestamps // DAY_US + 3) % 7
    friday = at + int(np.argmax(weekday[at:] == 4))
    stamps = series.timestamps
    if rng.random() < 0.5:
        place, when = friday + 1, int(stamps[friday]) + DAY_US
    else:
        place, when = len(series), int(stamps[-1]) + 25_000 * DAY_US
    columns: dict[str, Any] = {
        name: np.insert(getattr(series, name), place, getattr(series, name)[place - 1])
        for name in ("timestamps", *PRICES, "volume", "settled")
    }
    columns["timestamps"][place] = when
    columns["close"][place] *= 1.001
    return _with(series, **columns)


def cut_day(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    """Keep the first minutes of a day."""
    columns = {name: getattr(series, name).copy() for name in ("high", "low", "close", "volume")}
    share = rng.uniform(0.005, 0.05)
    columns["volume"][at] *= share
    opened = series.open[at]
    for name in ("high", "low", "close"):
        columns[name][at] = opened + (columns[name][at] - opened) * np.sqrt(share)
    return _with(series, **columns)


def before_the_open(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    last = int(series.timestamps[-1])
    now = last + int(rng.integers(14, 20)) * 3_600_000_000
    return replace(series, now_us=now, open_until_us=last + 21 * 3_600_000_000), None


def second_opinion(series: PriceSeries, rng: np.random.Generator) -> OtherSource:
    """Return the same bars from elsewhere, adjusted for a dividend every quarter."""
    quarter = np.arange(len(series)) % 63 == int(rng.integers(63))
    dividends = np.cumprod(np.where(quarter, 1.0 + rng.uniform(0.002, 0.02, len(series)), 1.0))
    columns: dict[str, Any] = {name: getattr(series, name) * dividends for name in PRICES}
    return OtherSource("elsewhere", series.timestamps, volume=series.volume, **columns)


def disagreement(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    other = second_opinion(series, rng)
    close = series.close.copy()
    close[at] *= 1.0 + rng.choice([-1.0, 1.0]) * rng.uniform(0.02, 0.3)
    return replace(series, close=close), other


def other_unit(series: PriceSeries, at: int, rng: np.random.Generator) -> Planted:
    other = second_opinion(series, rng)
    return _scaled(series, slice(None), 100.0)[0], other


# What each plant must be found as, and whether it needs candles (all, candles, minutes).
PLANTS: tuple[tuple[Plant, FindingKind, str], ...] = (
    (jump, "jump", "any"),
    (lasting_unit, "unit", "any"),
    (ohlc_order, "ohlc_order", "candles"),
    (no_split, "split_mismatch", "any"),
    (split_without_move, "split_mismatch", "any"),
    (copied_bar, "duplicate", "candles"),
    (copied_week, "duplicate", "closes"),
    (twice_a_day, "duplicate", "any"),
    (gap, "gap", "any"),
    (stale, "stale", "any"),
    (flat_line, "flat_line", "any"),
    (invalid_price, "invalid_price", "any"),
    (wrong_day, "impossible_time", "any"),
    (cut_day, "partial_bar", "candles"),
    (before_the_open, "partial_bar", "any"),
    (disagreement, "provider_disagreement", "any"),
    (other_unit, "provider_disagreement", "any"),
    (jump, "jump", "minutes"),
    (minutes_gap, "gap", "minutes"),
    (stale, "stale", "minutes"),
    (ohlc_order, "ohlc_order", "minutes"),
    (invalid_price, "invalid_price", "minutes"),
    (copied_bar, "duplicate", "minutes"),
    (flat_line, "flat_line", "minutes"),
)
