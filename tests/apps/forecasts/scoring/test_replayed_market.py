"""A ledger over a replayed market: each session once, whatever way the market took there."""

from collections import Counter
from datetime import date
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from apps.forecasts import work
from apps.forecasts.models import Forecast, ModelVersion, Outcome, SymbolScore
from apps.instruments.calendars import session_days
from apps.instruments.market_clock import market_now
from apps.jobs.types import JobContext
from apps.refresh import work as refreshing
from apps.refresh.kinds import REWIND
from tests.apps.forecasts.conftest import add_bars, add_instrument, context, issue_context
from tests.apps.refresh.replay import conftest as replays
from tests.ml.panels import business_days, random_walks

# Pytest finds fixtures by the names of this module.
folders, replayed, replay, play = (
    replays.folders, replays.replayed, replays.replay, replays.play,
)  # fmt: skip
START = "2021-12-28"


@pytest.fixture
def own_folders() -> None:
    """The replay has folders of its own."""


@pytest.fixture
def market(replay: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The replay at its start, with one model and no record before it."""
    monkeypatch.setattr("apps.forecasts.training.replays.REPLAYED_BARS", 0)
    work.train(context({"models": ["drift"]}))


def _ledger() -> dict[tuple[str, str], str]:
    rows = Forecast.objects.order_by("pk").values_list("symbol", "as_of", "forecast_hash")
    return {(symbol, as_of.date().isoformat()): said for symbol, as_of, said in rows}


def _go(play: Any, day: str) -> None:
    play(day)
    work.issue(issue_context())


def _back(day: str) -> None:
    refreshing.rewind(JobContext(uuid4(), None, {"session": day}, REWIND.steps))


def _sessions(last: str) -> list[str]:
    days = session_days("XNYS", date.fromisoformat(START), date.fromisoformat(last))
    return [day.isoformat() for day in days]


def test_session_by_session_or_all_at_once_is_the_same_ledger(market: None, play: Any) -> None:
    for day in _sessions("2022-01-05")[1:]:
        _go(play, day)
    slowly = _ledger()
    _back(START)
    assert set(_ledger()) == {key for key in slowly if key[1] == START}
    _go(play, "2022-01-05")
    assert _ledger() == slowly


def test_no_session_is_left_out_and_none_is_there_twice(market: None, play: Any) -> None:
    for day in ("2021-12-31", "2022-01-03", "2022-01-20"):
        _go(play, day)
        _go(play, day)  # as after a kill
    days = Counter(Forecast.objects.values_list("symbol", "as_of__date"))
    for symbol in ("KO", "PEP", "NVDA", "SPX"):
        said = sorted(str(day) for one, day in days if one == symbol)
        assert said == _sessions("2022-01-20"), symbol
    assert set(days.values()) == {1}
    due = Forecast.objects.filter(symbol="KO", next_target__lte=market_now())
    assert not due.exists()


def test_outcomes_follow_the_market(market: None, play: Any) -> None:
    _go(play, "2022-01-03")
    assert not Outcome.objects.filter(known_at__gt=market_now()).exists()
    first = Forecast.objects.get(symbol="KO", as_of__date=START)
    assert list(first.outcomes.order_by("step").values_list("step", flat=True)) == [1, 2, 3, 4]
    _go(play, "2022-01-04")
    assert first.outcomes.count() == 5


def test_going_back_leaves_no_outcome_model_or_score_of_later_prices(
    market: None, play: Any
) -> None:
    _go(play, "2022-01-10")
    _back("2021-12-30")
    moment = market_now()
    assert not Forecast.objects.filter(market_time__gt=moment).exists()
    assert not Outcome.objects.filter(known_at__gt=moment).exists()
    assert not SymbolScore.objects.filter(market_time__gt=moment).exists()
    assert ModelVersion.objects.count() == 1  # trained at the start
    first = Forecast.objects.get(symbol="KO", as_of__date=START)
    assert first.outcomes.count() == 2
    assert first.next_target is not None
    _go(play, "2022-01-04")
    first.refresh_from_db()
    assert first.outcomes.count() == 5


def test_each_forecast_says_that_it_was_replayed_and_when(market: None, play: Any) -> None:
    _go(play, "2022-01-05")
    for row in Forecast.objects.all():
        assert row.replayed
        assert row.as_of <= row.market_time < row.issued_at


def test_what_a_person_uploaded_is_known_by_the_wall(market: None, play: Any, alice: Any) -> None:
    """Its days lie after the replay's present, and going back does not touch it."""
    dates = business_days(620, "2023-01-02")
    closes = random_walks(np.random.default_rng(3), 620, 1)[:, 0]
    row = add_instrument("MINE", owner=alice)
    add_bars(row, dates[:600], closes[:600])
    work.issue(issue_context({"symbol": "MINE", "model": "drift"}, owner_id=alice.pk))
    mine = Forecast.objects.get(symbol="MINE")
    assert not mine.replayed
    assert mine.market_time == mine.issued_at > mine.as_of
    add_bars(row, dates[600:], closes[600:])
    _go(play, "2021-12-29")
    assert mine.outcomes.count() == 5
    _back(START)
    assert mine.outcomes.count() == 5
