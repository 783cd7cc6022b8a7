"""Real workers and a real scheduler, and a supervisor that starts them again."""

import contextlib
import json
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

from tests.servers.fork_server import Forked, ForkServer, pipe

_CELERY = ("celery.bin.celery", "celery.apps.beat", "celery.apps.worker")
_WORKER = (
    "worker",
    "--pool=solo",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
    "--loglevel=WARNING",
)
_TAIL = 20_000
_BEAT = ("beat", "--pidfile=", "--loglevel=WARNING")


@dataclass(frozen=True, slots=True)
class Play:
    """What a crew plays: which jobs, by which settings, and what tests can ask of it."""

    app: str = "tests.faults.jobs_kinds"
    settings: str = "tests.faults.settings"
    driver: str = "tests.faults.driver"
    queues: tuple[str, ...] = ("default",) * 3
    """Each worker's."""
    environment: Mapping[str, str] = field(default_factory=dict)


_JOBS = Play()


class Crew:
    """Worker processes over one database and one Redis."""

    def __init__(self, folder: Path, database_url: str, redis_url: str, play: Play = _JOBS) -> None:
        self._play = play
        self._log = (folder / "crew.log").open("ab")
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": play.settings,
            "SIGHTLINE_DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "OMP_NUM_THREADS": "1",
            **play.environment,
        }
        celery = ("-m", "celery", "--quiet", "-A", f"{play.app}:app")
        self._commands = {
            "beat": (*celery, *_BEAT),
            **{
                f"worker-{number}": (
                    *celery, *_WORKER, f"--queues={queue}", f"--hostname=w{number}@%h",
                )
                for number, queue in enumerate(play.queues)
            },
        }  # fmt: skip
        loaded = (play.app, play.driver, *_CELERY)
        self.forks = ForkServer(self.environment, loaded, self._log.fileno())
        self._processes: dict[str, Forked] = {}
        self._drivers: list[Driver] = []

    def start(self) -> None:
        """Start whatever does not run."""
        for name, command in self._commands.items():
            process = self._processes.get(name)
            if process is None or process.poll() is not None:
                self._processes[name] = self.run(*command)

    def run(self, *command: str) -> Forked:
        """Start another process with the crew's settings."""
        with Path(os.devnull).open() as nothing:
            log = self._log.fileno()
            return self.forks.start(command, nothing.fileno(), log, log)

    def kill_one(self, random: Random) -> None:
        """`kill -9` a worker."""
        name = random.choice([name for name in self._commands if name != "beat"])
        self._processes[name].kill()
        self._processes[name].wait()

    def stop(self) -> dict[str, int]:
        """Ask all to stop and return their exit codes."""
        for process in self._processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        return {name: process.wait(40) for name, process in self._processes.items()}

    def kill(self) -> None:
        """End all, whatever they do."""
        for process in self._processes.values():
            process.kill()
            process.wait()
        for driver in self._drivers:
            driver.kill()
        self.forks.end()
        self._log.close()
        # pytest shows it where the test failed.
        sys.stdout.write(Path(self._log.name).read_text(errors="replace")[-_TAIL:])

    def driver(self) -> "Driver":
        """Start another process that takes commands; it ends with the crew."""
        found = Driver(self.forks, self._log, self._play.driver)
        self._drivers.append(found)
        return found

    def ask(self, *command: object) -> Any:
        """Run a command in the crew's first driver and return its answer."""
        if not self._drivers:
            self.driver()
        return self._drivers[0].ask(*command)


class Driver:
    """A process with the crew's settings that does what a test sends it."""

    def __init__(
        self, forks: ForkServer, log: BinaryIO, module: str = "tests.faults.driver"
    ) -> None:
        (read, self._asked), (self._answers, write) = pipe(), pipe()
        with read, write:
            files = (read.fileno(), write.fileno(), log.fileno())
            self._process = forks.start(("-m", module), *files)

    def ask(self, *command: object) -> Any:
        """Run a command and return its answer."""
        self.send(*command)
        return self.answer()

    def send(self, *command: object) -> None:
        """Begin a command."""
        self._asked.write(json.dumps(command) + "\n")
        self._asked.flush()

    def answer(self) -> Any:
        """Wait for the answer to a command."""
        line = self._answers.readline()
        assert line, "the driver ended; its last words are in the crew's log"
        return json.loads(line)

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def kill(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(BrokenPipeError):  # a question that it did not read any more
            self._asked.close()
        self._answers.close()
