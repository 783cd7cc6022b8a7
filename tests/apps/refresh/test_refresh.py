"""Refresh: what is new and what was corrected, politely, and honest when nobody answers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.core.errors import ProblemError
from apps.instruments.models import Bar, DailyFeed, InstrumentRow
from apps.instruments.panel import panel_version
from apps.instruments.selectors import close_panel, daily_bars, instrument_get, price_quote
from apps.jobs.models import Job
from apps.refresh import work
from apps.refresh.selectors.feeds import feed_health
from apps.refresh.services.daily_feed import due_instruments
from tests.apps.refresh.conftest import NOON, Clock, Notes, Run
from tests.servers.providers.server import ProviderServer

AFTER_CLOSE = timedelta(hours=10)  # 22:00 UTC: New York closed at 21:00


def test_a_second_look_changes_nothing(add: Callable[..., Any], run: Run) -> None:
    add("AAPL")
    version = panel_version("1d")
    outcome = run(work.refresh, {"symbols": ["AAPL"]})
    assert outcome.result.bars == {"AAPL": 0}
    assert panel_version("1d") == version


def test_the_days_bar_comes_after_the_close(
    add: Callable[..., Any], run: Run, moment: Clock
) -> None:
    add("AAPL")
    last = instrument_get(symbol="AAPL").last_bar
    assert list(due_instruments(moment.moment)) == []
    moment.moment = NOON + AFTER_CLOSE
    assert [one.symbol for one in due_instruments(moment.moment)] == ["AAPL"]
    outcome = run(work.refresh, {})
    # The stand-in moves its whole history on, so more than the newest bar differs.
    assert outcome.result.bars["AAPL"] >= 1
    assert instrument_get(symbol="AAPL").last_bar == NOON.date() != last
    assert list(due_instruments(moment.moment)) == []


def test_a_corrected_bar_is_replaced(add: Callable[..., Any], run: Run) -> None:
    add("AAPL")
    wrong = Bar.objects.filter(interval_s=86_400).order_by("-timestamp_us")[0]
    Bar.objects.filter(timestamp_us=wrong.timestamp_us).update(close=1.0)
    assert run(work.refresh, {"symbols": ["AAPL"]}).result.bars == {"AAPL": 1}
    assert daily_bars(instrument=instrument_get(symbol="AAPL")).close[-1] == wrong.close


def test_an_unsettled_bar_is_shown_and_reaches_no_analysis(
    add: Callable[..., Any], run: Run, moment: Clock
) -> None:
    moment.moment = NOON + timedelta(hours=6)  # 13:00 in New York
    add("AAPL")
    newest = Bar.objects.filter(interval_s=86_400).order_by("-timestamp_us")[0]
    assert not newest.settled
    instrument = instrument_get(symbol="AAPL")
    assert instrument.last_bar is not None
    assert instrument.last_bar < NOON.date()
    assert daily_bars(instrument=instrument).dates[-1].item() == instrument.last_bar
    assert close_panel(symbols=["AAPL"]).dates[-1].item() == instrument.last_bar
    assert price_quote(instrument=instrument).price == newest.close


def test_when_nobody_answers_the_last_good_data_stay_with_cause_and_time(
    alice_api: Any, add: Callable[..., Any], run: Run, providers: ProviderServer, moment: Clock
) -> None:
    add("AAPL")
    providers.faults["yahoo"] = "server_error"
    moment.moment = NOON + AFTER_CLOSE
    notes = Notes()
    with pytest.raises(ProblemError, match=r"yahoo.*asked again by themselves"):
        run(work.refresh, {}, notes)
    assert any("503" in line for line in notes.lines)
    health = feed_health()
    assert (health.stale, health.failing) == (True, 1)
    assert "503" in health.cause
    assert health.retry_at is not None
    detail = alice_api.get("/api/v1/instruments/AAPL").json()
    assert "503" in detail["feed"]["cause"]
    assert detail["feed"]["tried"][0]["provider"] == "yahoo"
    price = alice_api.get("/api/v1/price?symbol=AAPL").json()
    assert price["freshness"] == "stale"
    assert price["price"] > 0
    providers.faults["yahoo"] = "none"
    moment.moment += timedelta(minutes=16)
    run(work.refresh, {})
    assert feed_health().failing == 0
    assert alice_api.get("/api/v1/price?symbol=AAPL").json()["freshness"] == "delayed"


def test_a_round_in_which_nobody_answered_fails_and_names_how_many_and_why(
    add: Callable[..., Any], run: Run, providers: ProviderServer, moment: Clock
) -> None:
    for symbol in ("AAPL", "MSFT", "IBM"):
        add(symbol)
    providers.faults["yahoo"] = "server_error"
    moment.moment = NOON + AFTER_CLOSE
    with pytest.raises(ProblemError, match="3 of 3 symbols could not be fetched") as caught:
        run(work.refresh, {})
    assert "AAPL: yahoo: /v8/finance/chart/AAPL answered 503" in caught.value.detail
    assert (caught.value.code, caught.value.status) == ("providers_failed", 503)
    assert not caught.value.retryable


def test_a_round_in_which_some_failed_says_how_many_and_why(
    add: Callable[..., Any], run: Run, moment: Clock
) -> None:
    add("AAPL")
    add("MSFT")
    InstrumentRow.objects.filter(symbol="MSFT").update(symbol="NOSUCH")
    moment.moment = NOON + AFTER_CLOSE
    outcome = run(work.refresh, {})
    assert set(outcome.result.bars) == {"AAPL"}
    assert outcome.message.startswith("1 of 2 symbols could not be fetched. NOSUCH: yahoo: ")
    assert outcome.message.endswith(outcome.result.failed["NOSUCH"])


def test_one_that_was_asked_for_by_hand_fails_with_the_reason(
    add: Callable[..., Any], run: Run, providers: ProviderServer
) -> None:
    add("AAPL")
    providers.faults["yahoo"] = "html"
    with pytest.raises(ProblemError, match="asked again by themselves") as caught:
        run(work.refresh, {"symbols": ["AAPL"]})
    assert not caught.value.retryable
    assert caught.value.extra["tried"][0]["provider"] == "yahoo"


def test_a_limit_is_kept_until_it_is_over(
    add: Callable[..., Any], run: Run, providers: ProviderServer, moment: Clock
) -> None:
    add("AAPL")
    providers.faults["yahoo"] = "rate_limit"  # asks to come back in seven seconds
    moment.moment = NOON + AFTER_CLOSE
    with pytest.raises(ProblemError):
        run(work.refresh, {})
    state = DailyFeed.objects.get()
    assert state.due_at - moment.moment == timedelta(seconds=7)


def test_those_of_the_demo_and_removed_ones_are_never_due(
    add: Callable[..., Any], moment: Clock
) -> None:
    add("AAPL")
    InstrumentRow.objects.create(
        symbol="KO", name="KO", asset_class="stock", exchange="XNYS", currency="USD",
        calendar="XNYS", source="demo",
    )  # fmt: skip
    moment.moment = NOON + AFTER_CLOSE
    assert [one.symbol for one in due_instruments(moment.moment)] == ["AAPL"]
    InstrumentRow.objects.filter(symbol="AAPL").update(active=False)
    assert list(due_instruments(moment.moment)) == []


def test_forecasts_follow_new_bars(add: Callable[..., Any]) -> None:
    add("AAPL")
    assert Job.objects.filter(kind="forecasts.train", owner=None).exists()


def test_on_demand_it_is_a_job_of_the_person(
    alice: Any, alice_api: Any, add: Callable[..., Any]
) -> None:
    add("AAPL")
    answer = alice_api.post("/api/v1/instruments/AAPL/refresh", headers={"Prefer": "wait=0"})
    assert answer.status_code == 202
    job = Job.objects.get(pk=answer.json()["id"])
    assert (job.kind, job.owner_id) == ("market.refresh", alice.pk)
    assert alice_api.get("/api/v1/instruments/AAPL").json()["job_id"] == str(job.pk)
