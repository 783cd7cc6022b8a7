"""Outcomes of issued forecasts: each once, by closes that have arrived, in the forecast's terms."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import time_machine

from apps.forecasts import work
from apps.forecasts.answers.packed import steps_of
from apps.forecasts.models import Forecast, Outcome
from apps.forecasts.scoring.due import forecasts_score
from apps.instruments.models import CorporateAction
from tests.apps.forecasts.conftest import BARS, START, add_bars, issue_context
from tests.ml.panels import business_days


def _more(market, symbol, closes):
    """Bars after the market's last, the first days of which may be left out by NaN."""
    dates = business_days(BARS + 5, START)[BARS:]
    kept = np.isfinite(closes)
    add_bars(market.rows[symbol], dates[: len(closes)][kept], np.asarray(closes)[kept])


def _after(market, days=12):
    last = market.dates[-1].item()
    return datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=days)


def _one(symbol="AAA", model="ridge"):
    return Forecast.objects.get(symbol=symbol, model=model)


def test_a_forecast_is_scored_by_the_closes_of_its_targets(trained):
    row, closes = _one(), [101.0, 99.0, 102.5, 100.0, 98.0]
    _more(trained, "AAA", closes)
    with time_machine.travel(_after(trained), tick=False):
        # two models; the others' bars have not come
        assert forecasts_score() == 10
    found = list(row.outcomes.order_by("step"))
    assert [one.price for one in found] == pytest.approx(closes, rel=1e-12)
    for one, step, close in zip(found, steps_of(row.content), closes, strict=True):
        realised = np.log(close / row.last_price)
        assert one.realised_return == pytest.approx(realised, abs=1e-12)
        assert one.error == pytest.approx(realised - step["predicted_return"], abs=1e-12)
        assert one.inside_90 == (step["lower_90"] <= close <= step["upper_90"])
        assert one.brier == pytest.approx((step["probability_up"] - (realised > 0)) ** 2)
        assert one.known_at == datetime.fromisoformat(step["target_time"])
    row.refresh_from_db()
    assert row.next_target is None


def test_scoring_again_changes_nothing(trained):
    _more(trained, "AAA", [101.0, 99.0])
    with time_machine.travel(_after(trained), tick=False):
        assert forecasts_score() == 4
        before = list(Outcome.objects.order_by("pk").values())
        assert forecasts_score() == 0
    assert list(Outcome.objects.order_by("pk").values()) == before


def test_what_has_not_closed_by_the_markets_time_waits(trained):
    _more(trained, "AAA", [101.0, 99.0, 102.5])
    target = datetime.fromisoformat(steps_of(_one().content)[1]["target_time"])
    with time_machine.travel(target - timedelta(seconds=1), tick=False):
        assert forecasts_score() == 2
    assert _one().next_target == target
    with time_machine.travel(target, tick=False):
        assert forecasts_score() == 2


def test_a_session_that_was_left_out_is_unknown_once_later_ones_are_there(trained):
    _more(trained, "AAA", [101.0, np.nan])
    with time_machine.travel(_after(trained), tick=False):
        assert forecasts_score() == 2  # the bar may still come
    _more(trained, "AAA", [np.nan, np.nan, 103.0])
    with time_machine.travel(_after(trained), tick=False):
        assert forecasts_score() == 4
    numbers = list(_one().outcomes.order_by("step").values_list("price", "inside_50", "error"))
    assert numbers[1] == (None, None, None)
    assert numbers[2][0] == 103.0


def test_a_split_between_forecast_and_outcome_is_no_loss(trained):
    """Two for one: 52 after the split is 104 in the terms of the forecast."""
    _more(trained, "AAA", [101.0, 52.0])
    second = business_days(BARS + 5, START)[BARS + 1].item()
    CorporateAction.objects.create(
        instrument=trained.rows["AAA"],
        ex_date=second,
        kind="split",
        price_factor=0.5,
        volume_factor=2.0,
    )
    with time_machine.travel(_after(trained), tick=False):
        forecasts_score()
    prices = list(_one().outcomes.order_by("step").values_list("price", flat=True))
    assert prices == pytest.approx([101.0, 104.0], rel=1e-12)


def test_a_last_price_that_was_corrected_since_does_not_change_what_was_said(trained):
    """The forecast started from what was known; its bounds stand."""
    row = _one()
    add_bars(trained.rows["AAA"], trained.dates[-1:], np.array([row.last_price * 2.0]))
    _more(trained, "AAA", [row.last_price])
    with time_machine.travel(_after(trained), tick=False):
        forecasts_score()
    outcome = row.outcomes.get(step=1)
    assert outcome.price == pytest.approx(row.last_price, rel=1e-12)
    assert outcome.realised_return == pytest.approx(0.0, abs=1e-12)
    assert outcome.inside_50


def test_new_bars_are_scored_and_then_forecast_by_one_job(trained):
    for symbol in ("AAA", "BBB", "CCC"):
        _more(trained, symbol, [101.0])
    with time_machine.travel(_after(trained), tick=False):
        done = work.issue(issue_context())
    assert done.result["scored"] == 6
    assert done.result["issued"] == 6


def test_forecasts_of_an_instrument_that_was_deleted_are_nobodys(trained):
    _more(trained, "AAA", [101.0])
    trained.rows["AAA"].delete()
    with time_machine.travel(_after(trained), tick=False):
        assert forecasts_score() == 0
