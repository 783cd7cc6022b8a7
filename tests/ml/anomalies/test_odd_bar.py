"""The forest's part in data health: what it finds, explains, and leaves alone.

False alarms of all checks together, this one included, are counted in `test_recall`.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ml.anomalies.bars import JUDGED
from ml.anomalies.checks.odd_bar import odd_bar
from ml.anomalies.finding import SeriesFinding
from ml.anomalies.health import check_series
from ml.anomalies.series import PRICES, PriceSeries, Split
from tests.ml.anomalies.demo import cut, demo_series, minutes

TRIES = 60
PIECE = 504
RECALL = 0.95
FALSE_ALARMS = 0.01
CANDLES = ("AAPL.OHLC", "GOOG", "IBM", "MSFT.OHLC", "SPX.OHLC", "IXIC")
CLOSES = ("BAC", "JPM", "KO", "MSFT", "PG", "WMT", "XOM", "USMV")


def misprinted(series: PriceSeries, at: int, factor: float) -> PriceSeries:
    """Return the series with one bar whose prices are all wrong by a factor."""
    columns = {name: getattr(series, name).copy() for name in PRICES}
    for values in columns.values():
        values[at] *= factor
    return replace(series, **columns)


def piece(symbols: tuple[str, ...], rng: np.random.Generator) -> PriceSeries:
    series = demo_series()[str(rng.choice(symbols))]
    return cut(series, int(rng.integers(0, len(series) - PIECE)), PIECE)


@pytest.mark.parametrize("symbols", [CANDLES, CLOSES], ids=["candles", "closes"])
def test_misprints_are_found_and_explained(symbols: tuple[str, ...]) -> None:
    """By this check, or by the one for splits, which then has the forest's word as well."""
    rng = np.random.default_rng(len(symbols))
    found = 0
    for _ in range(TRIES):
        series = piece(symbols, rng)
        at = int(rng.integers(130, len(series) - 80))
        factor = float(np.exp(rng.choice([-1.0, 1.0]) * rng.uniform(0.7, 1.2)))
        at_us = int(series.timestamps[at])
        here = [
            finding
            for finding in check_series(misprinted(series, at, factor))
            if finding.start_us <= at_us <= finding.end_us
        ]
        found += any("unusual" in finding.evidence for finding in here)
    assert found / TRIES >= RECALL


def test_clean_series_raise_few_alarms() -> None:
    alarms, years = [], 0.0
    for symbol, series in demo_series().items():
        alarms += [(symbol, finding.sentence) for finding in odd_bar(series, ())]
        years += len(series) / 252
    assert years > 800
    assert len(alarms) <= FALSE_ALARMS * years, alarms


def one_odd(**changes: Any) -> PriceSeries:
    series = cut(demo_series()["MSFT.OHLC"], 1_000, PIECE)
    return replace(misprinted(series, 300, 1.35), **changes)


def test_a_misprint_is_reported_with_its_neighbours_and_reasons() -> None:
    series = one_odd()
    (finding,) = odd_bar(series, ())
    assert (finding.kind, finding.severity, finding.repair) == ("odd_bar", "warning", None)
    assert finding.start_us == finding.end_us == series.timestamps[300]
    assert finding.evidence["close"] == series.close[300]
    assert finding.evidence["before"] == series.close[299]
    assert finding.evidence["after"] == series.close[301]
    unusual = finding.evidence["unusual"]
    assert unusual["score"] >= 0.65
    assert sum(one["share"] for one in unusual["reasons"]) <= 1.0
    assert {one["name"] for one in unusual["reasons"]} <= set(JUDGED)
    assert "back at once" in finding.sentence


def test_a_source_that_can_be_asked_is_offered() -> None:
    series = one_odd(refetchable=True)
    (finding,) = odd_bar(series, ())
    assert finding.repair is not None
    assert (finding.repair.action, finding.repair.start_us) == ("refetch", series.timestamps[300])


def test_a_fall_that_stays_is_no_wrong_price() -> None:
    series = cut(demo_series()["MSFT.OHLC"], 1_000, PIECE)
    columns = {name: getattr(series, name).copy() for name in PRICES}
    for values in columns.values():
        values[300:] *= 0.7
    assert odd_bar(replace(series, **columns), ()) == []


def test_a_recorded_split_is_no_oddity() -> None:
    series = cut(demo_series()["MSFT.OHLC"], 1_000, PIECE)
    columns = {name: getattr(series, name).copy() for name in PRICES}
    for values in columns.values():
        values[300:] *= 0.5
    split = Split(int(series.timestamps[300]), 0.5)
    assert odd_bar(replace(series, splits=(split,), **columns), ()) == []


def test_a_failed_check_on_the_same_bar_stays_one_finding_with_both_reasons() -> None:
    series = one_odd()
    at = int(series.timestamps[300])
    other = SeriesFinding(
        "provider_disagreement", "warning", at, at, "Apart.", {"source": "polygon"}
    )
    (finding,) = odd_bar(series, (other,))
    assert (finding.kind, finding.sentence) == ("provider_disagreement", "Apart.")
    assert finding.evidence["source"] == "polygon"
    assert finding.evidence["unusual"]["reasons"]


def test_minutes_and_short_series_are_left_alone() -> None:
    assert odd_bar(minutes(1), ()) == []
    assert odd_bar(cut(demo_series()["KO"], 1_000, 60), ()) == []
