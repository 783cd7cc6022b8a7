"""The local providers, with settings that point at them."""

import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from pytest_django import Settings
from typing_extensions import override

from apps import providers as providers_app
from apps.core import clock, outbound
from apps.core.outbound import http
from apps.providers.shared.base import CallLimit
from apps.providers.yahoo import library
from tests.apps.instruments import conftest as instruments
from tests.servers.providers.csv_files import write_folder
from tests.servers.providers.faults import Fault
from tests.servers.providers.server import PROVIDERS, ProviderServer

# Pytest finds fixtures by the names of this module.
make_instrument = instruments.make_instrument
own_folders = instruments.own_folders

# The session of the Friday before ended long ago; and the library's own clock is later.
SATURDAY = datetime(2024, 11, 23, 12, 0, tzinfo=UTC)


class Clock:
    """The one clock, held still; `at` moves it."""

    def __init__(self) -> None:
        self.moment = SATURDAY

    def __call__(self) -> datetime:
        return self.moment


_CLOCK = clock.now
# Loaded before a clock is held: what is loaded later would keep that one.
for _one in (providers_app, outbound):
    for _module in pkgutil.walk_packages(_one.__path__, f"{_one.__name__}."):
        if "migrations" not in _module.name:
            import_module(_module.name)


def _loaded(*rooms: str) -> list[ModuleType]:
    return [module for name, module in sys.modules.items() if name.startswith(rooms)]


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Hold the clock of the apps still on a Saturday, for all who imported it by its name."""
    held = Clock()
    for module in _loaded("apps.providers.", "apps.core.outbound."):
        if getattr(module, "now", None) is _CLOCK:
            monkeypatch.setattr(module, "now", held)
    monkeypatch.setattr(clock, "now", held)
    return held


class Faults(dict[str, Fault]):
    """The faults of all providers; that of the files spoils them at once."""

    def __init__(self, spoil: Callable[[Fault], None]) -> None:
        super().__init__(dict.fromkeys((*PROVIDERS, "csv"), "none"))
        self._spoil = spoil

    @override
    def __setitem__(self, provider: str, fault: Fault) -> None:
        super().__setitem__(provider, fault)
        if provider == "csv":
            self._spoil(fault)


@pytest.fixture
def providers(settings: Settings, still: Clock, tmp_path: Path) -> Iterator[ProviderServer]:
    """All providers on loopback and as files, as if today were the clock's day."""
    http.breaker.cache_clear()
    settings.CSV_FOLDER = tmp_path / "csv"
    with ProviderServer(now=still) as server:
        server.faults = Faults(lambda fault: write_folder(tmp_path / "csv", server.listed, fault))
        server.faults["csv"] = "none"
        settings.OUTBOUND_SERVICES = {name: server.url(name) for name in PROVIDERS}
        settings.CHOSEN_PROVIDERS = frozenset(PROVIDERS)
        yield server
    library._door.cache_clear()
    http.breaker.cache_clear()


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Budgets that no test of other things can spend."""
    for module in _loaded("apps.providers."):
        found = getattr(module, "CAPABILITIES", None)
        if found is not None:
            wide = replace(found, limits=(CallLimit(100, 60),))
            monkeypatch.setattr(module, "CAPABILITIES", wide)
