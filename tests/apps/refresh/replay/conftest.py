"""A replay of a few symbols of the demo, whose moves are done where they are submitted."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl
import pytest
from django.core.management import call_command

from apps.jobs.models import Job
from apps.jobs.types import JobContext, JobOutcome
from apps.providers.registry import FACTORIES
from apps.refresh import work
from apps.refresh.kinds import SESSION
from apps.refresh.models import MarketReplay
from apps.refresh.replay.position import forget
from apps.refresh.replay.provider import NAME, Replay
from tests.registries import having

SYMBOLS = ("KO", "PEP", "NVDA", "SPX")
Play = Callable[[str], JobOutcome[Any]]


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Path:
    """The demo's files cut to a few symbols, and derived files of the test's own."""
    made = tmp_path / "demo"
    shutil.copytree(settings.DEMO_FIXTURES, made)
    for name in ("closes", "candles", "actions"):
        frame = pl.read_parquet(made / f"{name}.parquet")
        frame.filter(pl.col("symbol").is_in(SYMBOLS)).write_parquet(made / f"{name}.parquet")
    settings.DEMO_FIXTURES = made
    settings.DATA_DIR = tmp_path
    settings.PANEL_DIR = tmp_path / "panel"
    settings.MODELS_DIR = tmp_path / "models"
    return made


@pytest.fixture(autouse=True)
def replayed(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings of demo mode as they are without SIGHTLINE_REPLAY=off."""
    settings.MARKET_REPLAY = True
    having(monkeypatch, FACTORIES, {NAME: lambda _key: Replay()})
    settings.CHOSEN_PROVIDERS = frozenset({"replay"})
    settings.PROVIDER_ORDER = ("replay",)
    forget()
    yield settings
    forget()


@pytest.fixture
def replay(db: None) -> MarketReplay:
    """The replay at its start, after the first load."""
    call_command("load_demo", verbosity=0)
    Job.objects.all().delete()  # a first look for the sample rules, which a worker would have done
    return MarketReplay.objects.get()


@pytest.fixture
def play(replay: MarketReplay) -> Play:
    """Let all sessions up to a date come in."""

    def session(day: str) -> JobOutcome[Any]:
        date.fromisoformat(day)
        return work.session(JobContext(uuid4(), None, {"session": day}, SESSION.steps))

    return session
