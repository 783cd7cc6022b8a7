"""Volatility and losses as alerts see them: their past, the closed day, and live."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import numpy as np
import pytest

from apps.accounts.models import User
from apps.alerts.models import AlertEvent, AlertRule
from apps.alerts.monitoring.daily import observe_daily
from apps.alerts.types import Question, RuleFields
from apps.core.errors import ProblemError
from apps.core.typed.decoding import decode
from apps.instruments.models import Bar, InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import DAY_US, BarRow, StoredInterval
from apps.jobs.types import JobContext
from apps.risk import watching
from ml.risk.methods import rolling_tail_risk, tail_risk
from tests.apps.alerts.making import rule_create

DAYS = 700
FIRST = 20_000


def _bar(day: int, close: float, interval: StoredInterval = "1d") -> BarRow:
    stamp = (FIRST + day) * DAY_US + (0 if interval == "1d" else 36_000_000_000)
    return BarRow("AAA", interval, stamp, None, None, None, close, None, None, None, settled=True)


def _closes(returns: np.ndarray) -> list[float]:
    closes: list[float] = (100.0 * np.cumprod(np.r_[1.0, 1.0 + returns])).tolist()
    return closes


@pytest.fixture
def returns(db: None) -> np.ndarray:
    """Quiet days and a last one that loses 9 %."""
    made = np.random.default_rng(4).normal(scale=0.01, size=DAYS)
    made[-1] = -0.09
    InstrumentRow.objects.create(
        symbol="AAA", name="AAA", asset_class="crypto", exchange="TEST", currency="USD",
        calendar="24/7", source="test", intraday_source="simulator",
        last_bar=date(1970, 1, 1) + timedelta(days=FIRST + DAYS),
    )  # fmt: skip
    bars_upsert([_bar(day, close) for day, close in enumerate(_closes(made))])
    watching._limits.clear()
    return made


def _rule(user: User, **fields: object) -> AlertRule:
    base = {"symbol": "AAA", "direction": "above", "repeat": "every", "cooldown_s": 0}
    rule = rule_create(user_id=user.pk, fields=decode(RuleFields, base | fields))
    made = datetime(2000, 1, 1, tzinfo=UTC)
    AlertRule.objects.filter(pk=rule.pk).update(created_at=made, market_time=made)
    return rule


def _look() -> int:
    found: int = observe_daily(JobContext(uuid4(), None, {}, ("Look",))).result["events"]
    return found


def test_realised_volatility_is_of_the_last_21_days_a_year(alice: User, returns) -> None:
    question = Question("volatility", "AAA", alice.pk, measure="realised")
    series = watching.volatility_history(question)
    assert series.values[-1] == pytest.approx(returns[-21:].std(ddof=1) * np.sqrt(365), rel=1e-9)
    assert len(series) == DAYS


def test_volatility_rules_ask_for_their_own_measure(alice: User, returns) -> None:
    _rule(alice, kind="volatility", threshold=0.3, measure="realised")
    _rule(alice, kind="volatility", threshold=9.0, measure="predicted")
    assert _look() == 1
    message = AlertEvent.objects.get().message
    assert message.startswith("Realised volatility of AAA is ")
    assert message.endswith("% a year (at or above 30.0%)")


def test_losses_stand_beside_the_limit_of_the_days_before(alice: User, returns) -> None:
    series = watching.loss_history(Question("var_breach", "AAA", alice.pk))
    limits = rolling_tail_risk(returns, 0.95, "fhs").value_at_risk
    np.testing.assert_allclose(series.details["value_at_risk"][-150:], limits[-150:], rtol=1e-9)
    assert series.happened is not None
    np.testing.assert_array_equal(series.happened[-150:], -returns[-150:] > limits[-150:])
    assert series.happened[-1]


def test_a_settled_day_beyond_its_value_at_risk_is_reported_once(alice: User, returns) -> None:
    _rule(alice, kind="var_breach")
    events = _look()
    assert _look() == 0
    newest = AlertEvent.objects.order_by("-occurred_at").first()
    assert events >= 1
    assert newest is not None
    assert newest.value == pytest.approx(0.09)
    assert newest.message.startswith("AAA lost 9.00%, more than its 95% value at risk of ")


def test_a_live_breach_is_reported_once_and_not_again_when_the_day_settles(
    alice: User, returns
) -> None:
    rule = _rule(alice, kind="var_breach")
    close = 100.0 * float(np.prod(1.0 + returns))
    limit = tail_risk(returns[-500:], 0.95, "fhs").value_at_risk
    for minute, loss in enumerate((limit * 0.9, limit * 1.1, limit * 1.2)):
        bar = _bar(DAYS + 1, close * (1.0 - loss), "1m")
        stamp = bar.timestamp_us + minute * 60_000_000
        watching.watch_losses(
            BarRow("AAA", "1m", stamp, None, None, None, bar.close, None, None, None, settled=True)
        )
    event = AlertEvent.objects.get(rule=rule)
    assert event.value == pytest.approx(limit * 1.1)
    assert "since the last close" in event.message
    bars_upsert([_bar(DAYS + 1, close * (1.0 - limit * 1.3))])
    _look()
    assert AlertEvent.objects.filter(rule=rule, occurred_at__gte=event.occurred_at).count() == 1


def test_a_close_that_is_corrected_moves_what_live_losses_are_measured_from(
    alice: User, returns
) -> None:
    rule = _rule(alice, kind="var_breach")
    close = 100.0 * float(np.prod(1.0 + returns))
    halved = _bar(DAYS + 1, close / 2.0, "1m")
    watching.watch_losses(_bar(DAYS + 1, close, "1m"))
    bars_upsert([_bar(day, price / 2.0) for day, price in enumerate(_closes(returns))])
    watching.watch_losses(halved)
    assert not AlertEvent.objects.filter(rule=rule).exists()


def test_a_small_gain_is_no_loss_beyond_a_value_at_risk_below_zero(alice: User, returns) -> None:
    gains = np.random.default_rng(5).uniform(0.001, 0.002, size=DAYS)
    bars_upsert([_bar(day, price) for day, price in enumerate(_closes(gains))])
    series = watching.loss_history(Question("var_breach", "AAA", alice.pk))
    assert series.details["value_at_risk"][-1] < 0.0
    assert series.happened is not None
    assert not series.happened.any()
    rule = _rule(alice, kind="var_breach")
    watching.watch_losses(_bar(DAYS + 1, float(_closes(gains)[-1]) * 1.0001, "1m"))
    assert not AlertEvent.objects.filter(rule=rule).exists()


def test_too_short_a_history_is_reported_with_counts(alice: User, returns) -> None:
    Bar.objects.filter(timestamp_us__lt=(FIRST + DAYS - 100) * DAY_US).delete()
    with pytest.raises(ProblemError) as caught:
        watching.loss_history(Question("var_breach", "AAA", alice.pk))
    assert caught.value.code == "insufficient_history"


def test_a_symbol_without_daily_bars_is_refused_with_its_field(alice: User, returns) -> None:
    InstrumentRow.objects.update(last_bar=None)
    with pytest.raises(ProblemError, match="no real daily history"):
        _rule(alice, kind="volatility", threshold=0.3)
