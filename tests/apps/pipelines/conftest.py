"""Daily bars of three instruments: a whole one, one of closes only, and one of Alice's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np
import pytest
from typing_extensions import override

from apps.accounts.models import User
from apps.core.json import plain
from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import DAY_US, BarRow
from apps.jobs.types import JobContext, SilentRecorder
from apps.pipelines import work
from apps.pipelines.types import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = 18_000 * DAY_US
BARS = 300


class Timeline(SilentRecorder):
    """Keeps what a run says; `stop` is called at each look whether the job must stop."""

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.shares: list[float] = []
        self.lines: list[str] = []
        self.stop: Callable[[], None] = lambda: None

    @override
    def step(self, index: int, message: str) -> None:
        self.steps.append(index)

    @override
    def progress(self, fraction: float, message: str) -> None:
        self.shares.append(fraction)

    @override
    def log(self, message: str) -> None:
        self.lines.append(message)

    @override
    def check(self) -> None:
        self.stop()


def make_bars(
    symbol: str, *, seed: int, bars: int = BARS, whole: bool = True, owner: User | None = None
) -> None:
    """Store a seeded walk."""
    rng = np.random.default_rng(seed)
    closes = 100.0 * np.exp(np.cumsum(rng.normal(scale=0.01, size=bars)))
    row = InstrumentRow.objects.create(
        symbol=symbol, name=symbol, asset_class="stock", exchange="TEST", currency="USD",
        calendar="24/7", source="test", has_ohlc=whole, owner=owner,
    )  # fmt: skip
    rows = [
        BarRow(
            symbol, "1d", FIRST + day * DAY_US,
            close if whole else None, close * 1.01 if whole else None,
            close * 0.99 if whole else None, close, 1_000.0 + day % 37 if whole else None,
            None, None, True,
        )
        for day, close in enumerate(closes.tolist())
    ]  # fmt: skip
    bars_upsert(rows, instrument_ids={symbol: row.pk})


def run_features(
    user: User, *symbols: str, engine: str = "polars", timeline: Timeline | None = None
) -> dict[str, Any]:
    """Do a run as a worker would, with its effects; return its result."""
    params = {"symbols": list(symbols), "engine": engine, "interval": "1d"}
    recorder = timeline or Timeline()
    outcome = work.features(JobContext(uuid4(), user.pk, params, STEPS, recorder))
    assert outcome.persist is not None
    outcome.persist()
    found: dict[str, Any] = plain(outcome.result)
    return found


@pytest.fixture(autouse=True)
def store(settings, tmp_path: Path) -> Path:
    folder = tmp_path / "features"
    settings.FEATURES_DIR = folder
    return folder


@pytest.fixture
def universe(alice: User) -> None:
    make_bars("WHOLE", seed=1)
    make_bars("CLOSES", seed=2, whole=False)
    make_bars("MINE", seed=3, owner=alice)
