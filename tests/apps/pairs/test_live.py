"""Live pairs: equal to the batch, once for each bar, pushed and observed."""

from typing import Any

import numpy as np
import pytest

from apps.accounts.models import User
from apps.alerts.histories import history_of, observation_at, question_of
from apps.alerts.models import AlertEvent
from apps.alerts.rules.previews import rule_preview
from apps.alerts.types import RuleFields
from apps.core.json import plain
from apps.core.typed.decoding import decode
from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import BarRow
from apps.pairs.live import LivePairs, LiveSpec, _pairs, follow_pairs, wanted_specs
from apps.pairs.monitors import monitor_create
from apps.pairs.services import pair_analytics
from apps.pairs.topics import authorize, snapshot
from apps.pairs.types import PairQuery
from ml.pairs.methods import HedgeMethod
from tests.apps.alerts.making import rule_create
from tests.apps.pairs.conftest import make_series

MINUTE = 60_000_000
START = 29_000_000 * MINUTE


def _instrument(symbol: str) -> None:
    InstrumentRow.objects.create(
        symbol=symbol,
        name=symbol,
        asset_class="crypto",
        exchange="TEST",
        currency="USD",
        calendar="24/7",
        source="test",
        intraday_source="simulator",
    )


def _bar(symbol: str, minute: int, close: float) -> BarRow:
    stamp = START + minute * MINUTE
    return BarRow(symbol, "1m", stamp, close, close, close, close, 1.0, close, 1, settled=True)


@pytest.fixture
def closes(db: None) -> tuple[np.ndarray, np.ndarray]:
    _pairs.cache_clear()
    _instrument("YC")
    _instrument("XC")
    rng = np.random.default_rng(8)
    x = 100.0 * np.exp(np.cumsum(rng.normal(scale=1e-3, size=400)))
    return 2.0 * x * np.exp(rng.normal(scale=1e-3, size=400)), x


def _store(closes: tuple[np.ndarray, np.ndarray], until: int) -> None:
    for symbol, series in zip(("YC", "XC"), closes, strict=True):
        bars_upsert([_bar(symbol, m, float(series[m])) for m in range(until)])


def test_it_equals_the_batch_after_a_restart_in_the_middle(alice: User, closes) -> None:
    _store(closes, 300)
    live = LivePairs()
    points: dict[Any, Any] = {}
    for minute in range(300, 400):
        for symbol, series in zip(("YC", "XC"), closes, strict=True):
            bar = _bar(symbol, minute, float(series[minute]))
            bars_upsert([bar])
            points |= {spec: point for spec, _, point in live.take(bar)}
    point = points[LiveSpec("YC", "XC", "1m")]
    batch = pair_analytics(
        query=PairQuery("YC", "XC", "1m"),
        user_id=alice.pk,
        window=60,
        method="rolling_ols",
        intercept=True,
        threshold=2.0,
    )
    assert point.beta == pytest.approx(batch.beta, abs=1e-7)
    assert point.alpha == pytest.approx(batch.alpha, abs=1e-6)
    assert point.z_score == pytest.approx(batch.z_score, abs=1e-6)
    assert point.correlation == pytest.approx(batch.series.correlation[-1], abs=1e-7)
    assert LiveSpec("YC", "XC", "5m") in points


def test_a_bar_that_comes_twice_counts_once(closes) -> None:
    _store(closes, 100)
    live = LivePairs()
    first = [live.take(_bar(s, 101, 100.0)) for s in ("YC", "XC")]
    assert [len(done) for done in first] == [0, 2]  # both directions, when the second side is there
    assert live.take(_bar("XC", 101, 100.0)) == []


def test_watched_pairs_and_pairs_of_rules_are_followed(alice: User, closes) -> None:
    pair = {"y": "YC", "x": "XC", "interval": "1m", "window": 90, "method": "ols"}
    more = {"log": True, "intercept": True, "entry_threshold": 2.0, "exit_threshold": 0.5}
    monitor_create(user_id=alice.pk, fields=pair | more)
    assert LiveSpec("YC", "XC", "1m", 90) in wanted_specs()


def test_a_rule_on_z_fires_with_its_signal(alice: User, closes) -> None:
    y, x = closes
    y[350] *= 1.02
    _store((y, x), 350)
    fields = {"kind": "z_score", "symbol": "YC", "symbol_x": "XC", "interval": "1m", "window": 60}
    levels = {"threshold": 2.0, "repeat": "every", "cooldown_s": 0, "direction": "either"}
    rule_create(user_id=alice.pk, fields=decode(RuleFields, fields | levels))
    for symbol, series in (("YC", y), ("XC", x)):
        follow_pairs(_bar(symbol, 350, float(series[350])))
    event = AlertEvent.objects.get()
    assert event.value > 2.0
    assert event.details["signal"] == "SHORT_SPREAD"


HEDGES = [
    ("ols", True, True),
    ("ols", False, False),
    ("kalman", True, True),
    ("kalman", False, False),
    ("rolling_ols", False, True),
    ("rolling_ols", True, False),
]


@pytest.mark.parametrize(("method", "log", "intercept"), HEDGES)
def test_a_rule_watches_the_pair_as_it_is_hedged(
    alice: User, closes, method: HedgeMethod, log: bool, intercept: bool
) -> None:
    y, x = closes
    y[350] *= 1.02
    _store((y, x), 350)
    fields = {"kind": "z_score", "symbol": "YC", "symbol_x": "XC", "interval": "1m", "window": 60}
    hedge = {"method": method, "log": log, "intercept": intercept}
    levels = {"threshold": 2.0, "repeat": "every", "cooldown_s": 0, "direction": "either"}
    rule = rule_create(user_id=alice.pk, fields=decode(RuleFields, fields | hedge | levels))
    for symbol, series in (("YC", y), ("XC", x)):
        bar = _bar(symbol, 350, float(series[350]))
        bars_upsert([bar])
        follow_pairs(bar)
    served = pair_analytics(
        query=PairQuery("YC", "XC", "1m", log),
        user_id=alice.pk,
        window=60,
        method=method,
        intercept=intercept,
        threshold=2.0,
    )
    event = AlertEvent.objects.get()
    assert event.value == pytest.approx(served.z_score, abs=1e-6)
    assert event.details["signal"] == served.signal
    preview = rule_preview(rule)
    assert preview.latest == pytest.approx(served.z_score, abs=1e-6)
    last = history_of(question_of(rule))
    assert event.key == observation_at(question_of(rule), last, len(last) - 1).key


def test_a_rule_without_a_hedge_asks_what_the_analytics_ask_without(alice: User, closes) -> None:
    fields = {"kind": "z_score", "symbol": "YC", "symbol_x": "XC", "interval": "1m", "window": 60}
    levels = {"threshold": 2.0, "repeat": "every", "cooldown_s": 0, "direction": "above"}
    rule = rule_create(user_id=alice.pk, fields=decode(RuleFields, fields | levels))
    assert (rule.method, rule.log, rule.intercept) == ("ols", True, True)
    assert LiveSpec("YC", "XC", "1m", 60, "ols") in wanted_specs()


def test_the_snapshot_is_the_analytics_or_says_what_is_missing(alice: User, closes) -> None:
    parts = ("YC", "XC", "1m")
    assert plain(snapshot(alice.pk, parts))["problem"]["code"] == "insufficient_history"
    _store(closes, 100)
    assert plain(snapshot(alice.pk, parts))["observations"] == 100


def test_unknown_or_foreign_symbols_have_no_topic(alice: User, charlie: User, planted) -> None:
    make_series("MINE", planted[0], owner=alice)
    assert authorize(alice.pk, ("MINE", "XXX", "1d"))
    assert not authorize(charlie.pk, ("MINE", "XXX", "1d"))
    assert not authorize(alice.pk, ("YYY", "XXX", "7m"))
    assert not authorize(alice.pk, ("YYY", "XXX"))
