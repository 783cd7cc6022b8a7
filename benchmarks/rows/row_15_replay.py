"""Row 15: the 250 sessions before a first training, replayed into the ledger; there is no peer.

The demo's symbols and all usual models, trained for this. Counted is what the replay adds to the
training: each forecast of each session, stored, and each of its outcomes, scored.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final
from unittest import mock
from uuid import uuid4

import django
from django.core.management import call_command

from benchmarks.harness import Budget

MOST_S: Final = 60.0


@dataclass
class _Spent:
    """Time of the replay's part of a training, on the wall and on the processors."""

    wall: float = 0.0
    cpu: float = 0.0
    forecasts: int = 0
    outcomes: int = 0

    def timing(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, whose time counts."""

        def timed(*args: Any, **named: Any) -> Any:
            wall, cpu = time.perf_counter(), time.process_time()
            try:
                return function(*args, **named)
            finally:
                self.wall += time.perf_counter() - wall
                self.cpu += time.process_time() - cpu

        return timed

    def note(self) -> str:
        """Say what came of it."""
        return (
            f"{self.forecasts:,} forecasts, {self.outcomes:,} outcomes; {self.cpu:.0f} s of "
            "processor time"
        )


def _train(spent: _Spent) -> float:
    from apps.forecasts import work  # noqa: PLC0415  Django is set up first
    from apps.forecasts.models import Forecast, Outcome  # noqa: PLC0415
    from apps.forecasts.types import TRAIN  # noqa: PLC0415
    from apps.jobs.types import JobContext  # noqa: PLC0415

    with ExitStack() as patched:
        # The parts of a training that are measured; what they have nothing to do for takes nothing.
        for name in ("replay_sessions", "forecasts_score"):
            timed = spent.timing(getattr(work, name))
            patched.enter_context(mock.patch.object(work, name, timed))
        work.train(JobContext(uuid4(), None, {}, TRAIN.steps))
    spent.forecasts, spent.outcomes = Forecast.objects.count(), Outcome.objects.count()
    return spent.wall


def rows() -> Iterator[Budget]:
    """Train once in an empty data folder."""
    with tempfile.TemporaryDirectory(prefix="sightline-replay-") as folder:
        os.environ["SIGHTLINE_DATA_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        yield from _measured()


def _measured() -> Iterator[Budget]:
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    spent = _Spent()
    yield Budget(
        "15",
        "replay",
        "250 sessions of the demo's symbols replayed by seven models, beyond their training",
        measured=lambda: _train(spent),
        most=MOST_S,
        unit="s",
        depends="one core's speed and the disk's",
        rounds=1,
        note=spent.note,
    )
