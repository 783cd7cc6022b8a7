"""Workers of a replay are killed at random: every session comes once, with all that follows it."""

import os
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from django.conf import settings

from apps.instruments.calendars import session_days
from tests.apps.refresh.replay.conftest import SYMBOLS
from tests.faults.crew import Crew, Play
from tests.servers.redis import RedisServer

SESSIONS = int(os.environ.get("SIGHTLINE_FAULT_SESSIONS", "15"))
KILLS = int(os.environ.get("SIGHTLINE_FAULT_REPLAY_KILLS", "4"))
LONGEST_S = int(os.environ.get("SIGHTLINE_FAULT_REPLAY_S", "600"))
MODELS = ("random_walk", "drift", "ridge")
CHANGE = 0.01
MAX_HORIZON = 5
START, END = date(2021, 12, 28), date(2022, 12, 28)
DAYS = [day.isoformat() for day in session_days("XNYS", START, END)][: SESSIONS + 1]

pytestmark = [pytest.mark.faults, pytest.mark.slow]


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demo's files cut to a few symbols."""
    made = tmp_path / "demo"
    shutil.copytree(settings.DEMO_FIXTURES, made)
    for name in ("closes", "candles", "actions"):
        frame = pl.read_parquet(made / f"{name}.parquet")
        frame.filter(pl.col("symbol").is_in(SYMBOLS)).write_parquet(made / f"{name}.parquet")
    return made


@pytest.fixture
def crew(
    server_folder: Path, database_url: str, redis_server: RedisServer, demo: Path
) -> Iterator[Crew]:
    """The workers of the product, one for each queue and one more, that are not started yet."""
    play = Play(
        app="tests.faults.replay.workers",
        settings="tests.faults.replay.settings",
        driver="tests.faults.replay.driver",
        queues=("default", "default", "ingest", "ml"),
        environment={"SIGHTLINE_REPLAY": "on", "SIGHTLINE_TEST_DEMO": str(demo)},
    )
    found = Crew(server_folder, database_url, redis_server.url, play)
    try:
        yield found
    finally:
        found.kill()


def test_each_session_has_its_bars_forecasts_scores_and_alerts_once(crew: Crew, demo: Path) -> None:
    random = Random(20261130)
    begun = crew.ask("prepare", MODELS, CHANGE)
    assert datetime.fromisoformat(begun).date().isoformat() == DAYS[0]
    crew.start()
    player = crew.driver()
    killed = _play_and_kill(crew, player, random)
    assert killed == KILLS
    crew.ask("pause")
    _await_quiet(crew)
    found = crew.ask("report")

    assert found["errors"] == []
    assert set(found["states"]) == {"done"}
    assert sorted(found["played"]) == DAYS[1:]
    _assert_bars(found["bars"])
    _assert_ledger(found["forecasts"], found["outcomes"])
    _assert_alerts(found, demo)


def _play_and_kill(crew: Crew, player: Any, random: Random) -> int:
    """Play session after session; workers die at random moments in between."""
    moments = sorted(random.sample(range(1, SESSIONS), KILLS))
    killed = 0
    for place in moments:
        assert player.ask("play", DAYS[place], LONGEST_S) >= DAYS[place]
        # In the middle of whatever the next session is at.
        player.send("play", DAYS[place + 1], LONGEST_S)
        time.sleep(random.uniform(0.0, 1.5))
        crew.kill_one(random)
        crew.start()
        killed += 1
        assert player.answer() >= DAYS[place + 1]
    assert player.ask("play", DAYS[-1], LONGEST_S) >= DAYS[-1]
    return killed


def _await_quiet(crew: Crew) -> None:
    end = time.monotonic() + LONGEST_S
    while crew.ask("still_open") and time.monotonic() < end:
        crew.start()
        time.sleep(0.5)
    assert crew.ask("still_open") == 0


def _assert_bars(bars: list[Any]) -> None:
    seen = Counter((symbol, _day(stamp)) for symbol, stamp in bars)
    assert set(seen.values()) == {1}
    for symbol in SYMBOLS:
        later = sorted(day for one, day in seen if one == symbol and day >= DAYS[0])
        assert later == DAYS, symbol


def _assert_ledger(forecasts: list[Any], outcomes: list[Any]) -> None:
    said = Counter(map(tuple, forecasts))
    assert said == {
        (symbol, model, day): 1 for symbol in SYMBOLS for model in MODELS for day in DAYS
    }
    # Each of its steps is scored once its session has closed, which the last ones' have not.
    scored = Counter(map(tuple, outcomes))
    assert scored == {
        (symbol, model, day, step): 1
        for symbol in SYMBOLS
        for model in MODELS
        for place, day in enumerate(DAYS)
        for step in range(1, MAX_HORIZON + 1)
        if place + step < len(DAYS)
    }


def _assert_alerts(found: Any, demo: Path) -> None:
    """The first of the days in a row on which the index moves by more fires once, and no other."""
    closes = pl.read_parquet(demo / "closes.parquet").filter(pl.col("symbol") == "SPX").sort("date")
    large = (pl.col("close") / pl.col("close").shift(1) - 1.0).abs() > CHANGE
    played = closes.with_columns(large=large).filter(pl.col("date").cast(pl.Utf8).is_in(DAYS[1:]))
    first = pl.col("large") & ~pl.col("large").shift(1, fill_value=False)
    expected = played.filter(first)["date"].cast(pl.Utf8).to_list()
    assert len(expected) > 0
    assert len(set(found["alerts"])) == len(found["alerts"])
    assert sorted(found["alert_days"]) == expected


def _day(stamp: int) -> str:
    return (date(1970, 1, 1) + timedelta(microseconds=stamp)).isoformat()
