from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from apps.forecasts.live import intraday
from apps.forecasts.models import IntradayForecast
from apps.forecasts.selectors import stored
from apps.instruments.store import bars_upsert
from apps.instruments.types import BarRow
from apps.streaming.signals import bar_closed

URL = "/api/v1/prediction"
START = 1_700_000_040_000_000 // intraday.MINUTE_US * intraday.MINUTE_US


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """Each test starts with a stream process that has seen nothing."""
    monkeypatch.setattr(intraday, "_states", {})


def bars(count, start=0, seed=3):
    closes = 100.0 * np.exp(np.cumsum(np.random.default_rng(seed).standard_normal(count) * 0.001))
    return [
        BarRow(
            "COIN",
            "1m",
            START + (start + place) * intraday.MINUTE_US,
            close,
            close,
            close,
            close,
            1.0,
            close,
            1,
            settled=True,
        )
        for place, close in enumerate(closes.tolist())
    ]


def test_it_hangs_on_the_stream():
    assert intraday.bar_closed in bar_closed["1m"].receivers


def test_each_settled_minute_gives_a_forecast_of_the_next_five(market, alice_api):
    for bar in bars(100):
        intraday.bar_closed(bar)
    body = alice_api.get(URL, {"symbol": "COIN", "horizon": 3}).json()
    assert (body["model"], body["interval"], body["simulated"]) == ("ewma_conformal", "1m", True)
    assert [step["step"] for step in body["steps"]] == [1, 2, 3]
    assert body["direction"] == "no_edge"
    assert body["skill"]["verdict"] == "no_edge"
    assert body["predicted_price"] == body["last_price"]
    assert body["coverage"]["observations"] == body["skill"]["observations"] > 40
    assert body["interval_method"] == "conformal"
    assert body["steps"][0]["lower_95"] < body["last_price"] < body["steps"][0]["upper_95"]


def test_it_expires_with_its_last_minute(market, alice_api, monkeypatch):
    for bar in bars(100):
        intraday.bar_closed(bar)
    body = alice_api.get(URL, {"symbol": "COIN", "horizon": 3}).json()
    end = body["steps"][-1]["target_time"]
    assert body["expired_at"] == end == "2023-11-14T23:57:00Z"
    for before, expired_at in ((timedelta(seconds=1), None), (timedelta(0), end)):
        moment = datetime.fromisoformat(end) - before
        monkeypatch.setattr(stored, "feed_now", lambda moment=moment: moment)
        again = alice_api.get(URL, {"symbol": "COIN", "horizon": 3}).json()
        assert again["expired_at"] == expired_at


def test_early_forecasts_say_that_they_are_not_calibrated(market, alice_api):
    for bar in bars(8):
        intraday.bar_closed(bar)
    body = alice_api.get(URL, {"symbol": "COIN", "model": "ewma_conformal"}).json()
    assert body["interval_method"] == "gaussian"
    assert body["interval_scores"] < 40


def test_a_restart_starts_from_the_stored_bars(market):
    past = bars(60)
    bars_upsert(past[:-1], instrument_ids={"COIN": market.rows["COIN"].pk})
    intraday.bar_closed(past[-1])
    document = IntradayForecast.objects.get().document
    # The first five returns warm up, and the last five bars wait for their fifth minute.
    assert document["interval_scores"] == 60 - 5 - 5


def test_a_bar_that_comes_twice_counts_once(market):
    feed = bars(20)
    for bar in feed:
        intraday.bar_closed(bar)
    before = IntradayForecast.objects.get().document
    intraday.bar_closed(feed[-1])
    assert IntradayForecast.objects.get().document == before


def test_nothing_is_scored_across_missing_minutes(market):
    for bar in bars(50):
        intraday.bar_closed(bar)
    before = IntradayForecast.objects.get().document["interval_scores"]
    intraday.bar_closed(bars(1, start=500)[0])
    after = IntradayForecast.objects.get().document
    assert after["interval_scores"] == before
    assert after["last_price"] == pytest.approx(bars(1)[0].close)


def test_only_the_newest_is_kept(market):
    for bar in bars(30):
        intraday.bar_closed(bar)
    assert IntradayForecast.objects.count() == 1


def test_it_is_announced(market, monkeypatch):
    sent: list[Any] = []
    monkeypatch.setattr("apps.forecasts.services.publish", sent.append)
    for bar in bars(10):
        intraday.bar_closed(bar)
    assert [(event.symbol, event.interval) for event in sent] == [("COIN", "1m")] * len(sent)
    assert len(sent) == 5


def test_before_the_first_forecast_the_answer_says_what_is_missing(market, alice_api):
    answer = alice_api.get(URL, {"symbol": "COIN"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "insufficient_history"
