"""Live mode against the providers that stand in on loopback, with clocks and faults of the test."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from typing_extensions import override

from apps.accounts.models import User
from apps.core import clock
from apps.core.outbound.http import breaker
from apps.jobs.types import JobContext, JobOutcome, SilentRecorder
from apps.providers.yahoo import library
from apps.refresh import work
from apps.refresh.kinds import BACKFILL
from apps.refresh.services.instruments import instrument_add
from tests.apps.instruments import conftest as instruments
from tests.servers.providers.server import PROVIDERS, ProviderServer

# Pytest finds fixtures by the names of this module.
make_instrument = instruments.make_instrument
own_folders = instruments.own_folders

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday; New York has not opened yet


class Clock:
    """A present that the test moves."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


class Notes(SilentRecorder):
    """Keeps what a job says."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.progressed: list[str] = []

    @override
    def progress(self, _fraction: float, message: str) -> None:
        self.progressed.append(message)

    @override
    def log(self, message: str) -> None:
        self.lines.append(message)


Run = Callable[..., JobOutcome[Any]]


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(NOON)
    monkeypatch.setattr(clock, "now", made)
    for module in ("shared.budget", "shared.closing", "yahoo.provider", "fallback"):
        monkeypatch.setattr(f"apps.providers.{module}.now", made)
    return made


@pytest.fixture
def providers(settings: Any, moment: Clock, tmp_path: Any) -> Iterator[ProviderServer]:
    settings.SIGHTLINE_MODE = "live"
    settings.PROVIDER_KEYS = {}
    settings.PROVIDER_ORDER = ("yahoo",)
    settings.PROVIDER_CACHE_DIR = tmp_path / "providers"
    with ProviderServer(now=moment) as server:
        settings.OUTBOUND_SERVICES = {name: server.url(name) for name in PROVIDERS}
        breaker.cache_clear()
        library._door.cache_clear()
        yield server
        breaker.cache_clear()
        library._door.cache_clear()


@pytest.fixture
def run(db: None) -> Run:
    """Do a job's work here; gives its outcome, `notes` gets what it says."""

    def do(work_of: Any, params: dict[str, Any], notes: Notes | None = None) -> JobOutcome[Any]:
        context = JobContext(uuid4(), None, params, BACKFILL.steps, notes or Notes())
        outcome: JobOutcome[Any] = work_of(context)
        return outcome

    return do


@pytest.fixture
def add(alice: User, providers: ProviderServer, run: Run) -> Callable[..., JobOutcome[Any]]:
    """Add a symbol as Alice and fill it."""

    def added(symbol: str, **more: Any) -> JobOutcome[Any]:
        instrument_add(user=alice, symbol=symbol, **more)
        return run(work.backfill, {"symbols": [symbol]})

    return added
