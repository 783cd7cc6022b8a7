"""How much of what is planted is found, and how often clean data are accused.

Recall is counted per kind over seeded plants in two-year pieces of the demo's real series (and
simulated minutes); a plant counts as found when a finding of its kind touches the planted bars.
False alarms are counted per instrument-year of the untouched series, the crashes of 2000, 2008 and
2020 included.
"""

from zlib import crc32

import numpy as np
import pytest

from ml.anomalies.checks.provider_disagreement import provider_disagreement
from ml.anomalies.finding import FindingKind, SeriesFinding
from ml.anomalies.health import check_series
from ml.anomalies.series import PriceSeries
from tests.ml.anomalies.demo import cut, demo_series, minutes
from tests.ml.anomalies.plants import PLANTS, Plant, second_opinion

TRIES = 150
PIECE = 504
RECALL = 0.95
FALSE_ALARMS = 0.01
CANDLES = ("AAPL.OHLC", "GOOG", "IBM", "MSFT.OHLC", "SPX.OHLC", "IXIC")
CLOSES = ("AAPL", "BAC", "GE", "JPM", "KO", "MSFT", "PG", "WMT", "XOM", "USMV")


def _piece(where: str, number: int, rng: np.random.Generator) -> PriceSeries:
    if where == "minutes":
        return minutes(number % 5, days=1)
    names = {"candles": CANDLES, "closes": CLOSES}.get(where, CANDLES + CLOSES)
    series = demo_series()[str(rng.choice(names))]
    return cut(series, int(rng.integers(0, len(series) - PIECE)), PIECE)


def _splittable(series: PriceSeries, kind: FindingKind) -> bool:
    return kind != "split_mismatch" or series.can_split


def _found(
    findings: list[SeriesFinding], kind: FindingKind, at_us: int, series: PriceSeries
) -> bool:
    """A finding that reaches over a whole end of the series is found by its one edge."""
    reach = 12 * series.step_us
    return any(
        one.kind == kind and one.start_us - reach <= at_us <= one.end_us + reach for one in findings
    )


@pytest.mark.parametrize(
    ("plant", "kind", "where"), PLANTS, ids=[f"{p.__name__}-{w}" for p, _, w in PLANTS]
)
def test_planted_faults_are_found(plant: Plant, kind: FindingKind, where: str) -> None:
    rng = np.random.default_rng(crc32(f"{plant.__name__}:{where}".encode()))
    found, tried = 0, 0
    while tried < TRIES:
        series = _piece(where, tried, rng)
        if not _splittable(series, kind):
            continue
        at = int(rng.integers(80, len(series) - 80))
        at_us = int(series.timestamps[at])
        broken, other = plant(series, at, rng)
        findings = check_series(broken, other)
        anywhere = plant.__name__ in {"stale", "before_the_open", "wrong_day"}
        hit = any(one.kind == kind for one in findings) if anywhere else False
        found += hit or _found(findings, kind, at_us, series)
        tried += 1
    assert found / tried >= RECALL, f"{found} of {tried}"


# Bars that their source left out or half empty are real faults; the About page says so.
FAULTY = {"005930.KS", "BTC-USD"}
# A fall of nearly a third on one day, which is a 3:2 split to the eye; the About page says so too.
ACCUSED = {"NVDA": 1}


def _clean() -> list[tuple[str, PriceSeries]]:
    return [pair for pair in demo_series().items() if pair[0] not in FAULTY]


def test_clean_daily_series_raise_few_alarms() -> None:
    alarms, years = [], 0.0
    for symbol, series in _clean():
        alarms += [(symbol, finding.sentence) for finding in check_series(series)]
        years += len(series) / 252
    assert years > 800
    assert len(alarms) <= FALSE_ALARMS * years, alarms


@pytest.mark.parametrize(("first", "last"), [("2008-06-01", "2009-06-30"), ("2020", "2020-12-31")])
def test_crashes_are_not_faults(first: str, last: str) -> None:
    span = np.array([first, last], dtype="datetime64[us]").astype(np.int64)
    accused = {
        symbol: [finding.sentence for finding in check_series(series)][ACCUSED.get(symbol, 0) :]
        for symbol, whole in _clean()
        if symbol != "WTI" and len(series := whole.where(_within(whole, span))) > 100
    }
    assert len(accused) > 20
    assert {symbol: accusations for symbol, accusations in accused.items() if accusations} == {}


def _within(series: PriceSeries, span: np.ndarray) -> np.ndarray:
    inside: np.ndarray = (series.timestamps >= span[0]) & (series.timestamps <= span[1])
    return inside


def test_simulated_minutes_raise_few_alarms() -> None:
    alarms = [finding.sentence for seed in range(30) for finding in check_series(minutes(seed))]
    assert len(alarms) <= FALSE_ALARMS * 60, alarms  # 30 series of two days


def test_two_sources_that_differ_by_dividends_agree() -> None:
    rng = np.random.default_rng(11)
    alarms, years = [], 0.0
    for symbol, series in demo_series().items():
        found = provider_disagreement(series, second_opinion(series, rng))
        alarms += [(symbol, finding.sentence) for finding in found]
        years += len(series) / 252
    assert len(alarms) <= FALSE_ALARMS * years, alarms[:20]
