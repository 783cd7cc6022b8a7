"""The runs of pytest: on SQLite, on PostgreSQL, and of the stories in a browser."""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.testing.chromium import ensure_chromium
from launcher.testing.outcome import Outcome, failure
from launcher.testing.plan import (
    BROWSER_ROOMS,
    DATABASE_ROOMS,
    FAULT_ROOMS,
    ON_THE_SECOND_DATABASE,
    coverage_options,
    narrowed,
    pytest_step,
    two_at_a_time,
)
from launcher.testing.product import running_product
from launcher.testing.runner import Prepared, Step, Work, Write


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the suite is wanted.

    Attributes
    ----------
    words : list of str
        Places and options of pytest; empty for everything.
    full : bool
        Every test on the second database too, not only what it can answer differently.
    coverage : bool
        Only the run on SQLite, measured and held to the floor.
    """

    words: list[str]
    full: bool = False
    coverage: bool = False


@dataclass(frozen=True, slots=True)
class Runs:
    """Makes the runs of pytest that somebody asked for."""

    layout: Layout
    env: Mapping[str, str]
    asked: Asked

    def lanes(self) -> list[list[Work]]:
        """Everything, in two lanes: what computes on SQLite; what browsers do, faults, PostgreSQL.

        More lanes end no sooner on two cores, and each of their waits takes several times as long.
        """
        computing = [room for room in self._rooms() if room not in FAULT_ROOMS]
        return [
            [*self._on_sqlite("pytest on SQLite", computing)],
            [*self._in_browser(),
             *self._on_sqlite("faults on SQLite", FAULT_ROOMS),
             *self._on_postgres("faults on PostgreSQL", FAULT_ROOMS),
             *self._on_postgres("pytest on PostgreSQL", DATABASE_ROOMS)],
        ]  # fmt: skip

    def named(self) -> Iterator[Work]:
        """Some places, or what is measured: one after the other."""
        yield from self._on_sqlite("pytest on SQLite", self._rooms())
        if not self.asked.coverage:
            yield from self._on_postgres("pytest on PostgreSQL", (*DATABASE_ROOMS, *FAULT_ROOMS))
            yield from self._in_browser()

    @property
    def _filtered(self) -> bool:
        return bool(self.asked.words)

    def _rooms(self) -> list[str]:
        root = self.layout.root
        rooms = (
            folder.relative_to(root) for folder in (root / "tests").iterdir() if _is_room(folder)
        )
        return sorted(room for one in rooms if (room := str(one)) not in BROWSER_ROOMS)

    def _step(self, name: str, words: Sequence[str]) -> Step:
        return pytest_step(self.layout, name, words, self.env, filtered=self._filtered)

    def _on_sqlite(self, name: str, rooms: Sequence[str]) -> Iterator[Work]:
        words = narrowed(self.layout.root, rooms, self.asked.words)
        if words is not None:
            measured = (
                coverage_options(self.layout, filtered=self._filtered)
                if self.asked.coverage
                else ()
            )
            yield self._step(name, [*two_at_a_time(self.layout, name), *measured, *words])

    def _on_postgres(self, name: str, rooms: Sequence[str]) -> Iterator[Work]:
        words = narrowed(self.layout.root, rooms, self.asked.words)
        if words is not None:
            some = () if self.asked.full or self._filtered else ON_THE_SECOND_DATABASE
            step = self._step(name, [*two_at_a_time(self.layout, name), *some, *words])
            yield Prepared(name, lambda write: _with_postgres(step, write))

    def _in_browser(self) -> Iterator[Work]:
        words = narrowed(self.layout.root, BROWSER_ROOMS, self.asked.words)
        if words is not None:
            step = self._step("browser tests", words)
            yield Prepared(step.name, lambda write: _with_product(self.layout, step, write))


def _is_room(folder: Path) -> bool:
    return (folder / "__init__.py").exists()


def _with_postgres(step: Step, write: Write) -> Outcome:
    # Needs what ensure_environment installed, so not at the top.
    from tests.servers.postgres import PostgresServer  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="sightline-pg-") as folder:
        Path(folder).chmod(0o711)
        server = PostgresServer(Path(folder)).start()
        try:
            return replace(step, env={**step.env, "DATABASE_URL": server.url}).run(write)
        finally:
            server.stop()


def _with_product(layout: Layout, step: Step, write: Write) -> Outcome:
    begin = time.monotonic()
    try:
        chromium = ensure_chromium(layout)
        with running_product(layout, step.env) as url:
            where = {"SIGHTLINE_TEST_URL": url, "SIGHTLINE_TEST_CHROMIUM": chromium}
            return replace(step, env={**step.env, **where}).run(write)
    except LauncherError as error:
        return failure(step.name, error, begin, write)
