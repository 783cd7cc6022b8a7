"""Sessions arrive by the way of live bars, and nothing is there before its close."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import numpy as np
import polars as pl
import pytest
from django.core.management import call_command

from apps.accounts.models import User
from apps.alerts.models import AlertEvent
from apps.alerts.monitoring import daily
from apps.alerts.types import RuleFields
from apps.core.clock import now
from apps.instruments.market_clock import feed_since, market_now, market_replayed
from apps.instruments.models import Bar, CorporateAction, DemoMarker, InstrumentRow
from apps.instruments.selectors import daily_bars, instrument_get
from apps.instruments.services.demo import demo_load
from apps.instruments.services.demo_levels import levels_read
from apps.jobs.models import Job
from apps.jobs.types import JobContext
from apps.refresh import work
from apps.refresh.kinds import REWIND
from apps.refresh.models import MarketReplay
from tests.apps.alerts.making import rule_create

START = date(2021, 12, 28)
DAY_US = 86_400_000_000


def _last(symbol: str) -> date:
    found = daily_bars(instrument=instrument_get(symbol=symbol))
    day: date = found.dates[-1].item()
    return day


def test_the_first_load_ends_a_year_before_most_series_do(replay: MarketReplay) -> None:
    assert (replay.start, replay.end) == (START, date(2022, 12, 28))
    assert replay.position == datetime(2021, 12, 28, 21, 0, tzinfo=UTC)
    assert market_now() == replay.position
    assert market_replayed()
    assert {_last(symbol) for symbol in ("KO", "PEP", "NVDA", "SPX")} == {START}


def test_no_bar_and_no_action_of_a_later_day_is_in_the_database(replay: MarketReplay) -> None:
    limit = (START - date(1970, 1, 1)).days * DAY_US
    assert not Bar.objects.filter(timestamp_us__gt=limit).exists()
    assert not CorporateAction.objects.filter(ex_date__gt=START).exists()


def test_a_session_comes_in_with_its_own_bars(play: Any, folders: Any) -> None:
    done = play("2021-12-29")
    assert set(done.result.bars) == {"KO", "NVDA", "PEP", "SPX"}
    assert market_now() == datetime(2021, 12, 29, 21, 0, tzinfo=UTC)
    frame = pl.read_parquet(folders / "candles.parquet")
    row = frame.filter((pl.col("symbol") == "NVDA") & (pl.col("date") == date(2021, 12, 29)))
    bars = daily_bars(instrument=instrument_get(symbol="NVDA"))
    assert bars.dates[-1].item() == date(2021, 12, 29)
    assert [bars.open[-1], bars.close[-1], bars.volume[-1]] == [
        row["open"][0], row["close"][0], row["volume"][0],
    ]  # fmt: skip


def test_the_feed_lags_after_a_jump_and_not_after_a_step(play: Any) -> None:
    play("2021-12-29")
    assert feed_since() is None
    play("2022-01-07")
    since = feed_since()
    assert since is not None
    assert timedelta(minutes=2) < since - now() < timedelta(minutes=3)


def test_playing_to_a_date_gives_what_loading_it_whole_gives(play: Any, settings: Any) -> None:
    """Also where a dividend of the year makes earlier prices other ones."""
    play("2022-03-31")
    played = {one: daily_bars(instrument=instrument_get(symbol=one)) for one in ("KO", "NVDA")}
    DemoMarker.objects.all().delete()
    settings.MARKET_REPLAY = True
    demo_load(market_now())
    for symbol, bars in played.items():
        whole = daily_bars(instrument=instrument_get(symbol=symbol))
        assert np.array_equal(whole.timestamps, bars.timestamps)
        np.testing.assert_allclose(bars.close, whole.close, rtol=1e-9)


def test_simulated_prices_go_through_the_session_under_way(play: Any, folders: Any) -> None:
    """A series of closes alone opens where the session before closed."""
    play("2021-12-30")
    closes = pl.read_parquet(folders / "closes.parquet").filter(pl.col("symbol") == "KO")
    before, after = (
        closes.filter(pl.col("date") == date(2021, 12, day))["close"][0] for day in (30, 31)
    )
    candles = pl.read_parquet(folders / "candles.parquet")
    row = candles.filter((pl.col("symbol") == "NVDA") & (pl.col("date") == date(2021, 12, 31)))
    found = levels_read()
    assert found.sessions["KO"] == (before, after)
    assert found.sessions["NVDA"] == (row["open"][0], row["close"][0])
    assert found.minutes == 1


def test_a_session_under_way_takes_as_long_as_people_set(play: Any) -> None:
    MarketReplay.objects.update(seconds_per_session=600)
    play("2021-12-30")
    assert levels_read().minutes == 10


def test_after_a_jump_the_feed_begins_at_that_days_prices(play: Any) -> None:
    play("2022-03-31")
    work.rewind(JobContext(uuid4(), None, {"session": "2022-01-03"}, REWIND.steps))
    closes = daily_bars(instrument=instrument_get(symbol="KO"))
    assert levels_read().sessions["KO"].open == closes.close[-1]


def test_a_session_that_is_played_again_changes_nothing(play: Any) -> None:
    play("2021-12-29")
    before = list(Bar.objects.order_by("pk").values_list("pk", "timestamp_us", "close"))
    assert sum(play("2021-12-29").result.bars.values()) == 0
    assert list(Bar.objects.order_by("pk").values_list("pk", "timestamp_us", "close")) == before


def test_the_source_stays_the_data_set_whoever_carries_it(play: Any) -> None:
    before = dict(InstrumentRow.objects.values_list("symbol", "source"))
    play("2021-12-29")
    assert dict(InstrumentRow.objects.values_list("symbol", "source")) == before


def test_forecasts_and_alerts_follow_even_if_an_attempt_before_had_stored_the_bars(
    play: Any,
) -> None:
    play("2021-12-29")
    Job.objects.all().delete()
    play("2021-12-29")
    kinds = set(Job.objects.values_list("kind", flat=True))
    assert kinds >= {"forecasts.train", "alerts.observe_daily", "quality.check"}


def test_a_day_beyond_value_at_risk_fires_though_the_rule_is_of_years_later_by_the_wall(
    play: Any, alice: User
) -> None:
    """NVIDIA lost 7.6 % on 17 February 2022; a rule is not notified of what was before it."""
    asked = RuleFields(kind="var_breach", symbol="NVDA", repeat="every", cooldown_s=0)
    rule = rule_create(user_id=alice.pk, fields=asked)
    assert rule.market_time.date() == START
    look = JobContext(uuid4(), None, {}, ("Look",))
    fired = AlertEvent.objects.filter(rule=rule)
    play("2022-02-18")
    daily.observe_daily(look)
    assert [event.occurred_at.date() for event in fired.all()] == [date(2022, 2, 17)]
    later = rule_create(user_id=alice.pk, fields=asked)
    daily.observe_daily(look)
    assert not AlertEvent.objects.filter(rule=later).exists()
    work.rewind(JobContext(uuid4(), None, {"session": str(START)}, REWIND.steps))
    assert not fired.exists()
    play("2022-02-18")
    daily.observe_daily(look)
    assert fired.count() == 1
    # It was there before the day came again.
    assert AlertEvent.objects.filter(rule=later).count() == 1


@pytest.mark.parametrize("to", ["2021-12-28", "2022-01-03"])
def test_going_back_leaves_what_was_known_then(play: Any, to: str) -> None:
    play("2022-01-03")
    then = list(Bar.objects.order_by("pk").values_list("instrument_id", "timestamp_us", "close"))
    actions = list(CorporateAction.objects.values_list("ex_date", "price_factor"))
    play("2022-03-31")
    work.rewind(JobContext(uuid4(), None, {"session": to}, REWIND.steps))
    if to == "2022-01-03":
        rows = Bar.objects.order_by("pk").values_list("instrument_id", "timestamp_us", "close")
        assert sorted(rows) == sorted(then)
        assert list(CorporateAction.objects.values_list("ex_date", "price_factor")) == actions
    assert _last("KO") == date.fromisoformat(to)
    assert MarketReplay.objects.get().round == 1


def test_an_installation_that_stood_still_starts_a_replay_without_what_it_knew(
    replay: MarketReplay, settings: Any
) -> None:
    settings.MARKET_REPLAY = False
    call_command("load_demo", verbosity=0)
    assert _last("KO") == date(2022, 12, 28)
    settings.MARKET_REPLAY = True
    call_command("load_demo", verbosity=0)
    assert _last("KO") == START
