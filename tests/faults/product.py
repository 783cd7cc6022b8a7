"""The product's own commands as processes over one data folder, one database and one venue."""

import asyncio
import json
import os
from collections.abc import Sequence
from pathlib import Path

from tests.servers.fork_server import Forked, ForkServer, pipe

_LOADED = (
    "tests.faults.stream_check",
    "apps.instruments.store",
    "apps.streaming.management.commands.stream",
    "uvloop",
)
_ERRORS = 2


class Running:
    """A command that runs, for tests with an event loop."""

    def __init__(self, forked: Forked) -> None:
        self._forked = forked
        self.pid, self.kill, self.terminate = forked.pid, forked.kill, forked.terminate

    async def wait(self) -> int:
        """Wait until it has ended and return its exit code."""
        return await asyncio.to_thread(self._forked.wait)


class Product:
    """The product's own commands, over one data folder and one venue."""

    def __init__(
        self,
        folder: Path,
        database_url: str,
        port: int,
        symbols: Sequence[str],
        redis_url: str = "redis://127.0.0.1:1/0",
    ) -> None:
        self.processes: list[Running] = []
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SIGHTLINE_DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "SIGHTLINE_BINANCE_WS_URL": f"ws://127.0.0.1:{port}/stream",
            "SIGHTLINE_BINANCE_REST_URL": f"http://127.0.0.1:{port}",
            "SIGHTLINE_STREAM_SYMBOLS": ",".join(symbols),
            "SIGHTLINE_LOG_LEVEL": "ERROR",
            "REDIS_URL": redis_url,
        }
        self._forks = ForkServer(environment, _LOADED, _ERRORS)

    async def start(self, *arguments: str, output: int | None = None) -> Running:
        """Start a command; what it prints goes nowhere, or to the given descriptor."""
        forked = await asyncio.to_thread(self._fork, arguments, output)
        self.processes.append(Running(forked))
        return self.processes[-1]

    def _fork(self, arguments: Sequence[str], output: int | None) -> Forked:
        with Path(os.devnull).open("r+") as nothing:
            nowhere = nothing.fileno()
            return self._forks.start(arguments, nowhere, output or nowhere, _ERRORS)

    async def end(self) -> None:
        """Leave nothing running."""
        for process in self.processes:
            process.kill()
            await process.wait()
        self._forks.end()

    async def stored(self, symbols: Sequence[str], count: int) -> None:
        """Wait until so many ticks are stored, in the time that it takes.

        What was missed is fetched and written after the venue's last trade: on a machine with other
        work to do that is no matter of some seconds. Each look folds all ticks, so it is no busy
        loop, and the test's own limit ends one that never comes true.
        """
        found = -1
        while found < count:
            answer = await self.answer("-m", "tests.faults.stream_check", *symbols)
            answered = json.loads(answer.splitlines()[-1])
            found = sum(answered[symbol]["ticks"] for symbol in symbols)

    async def answer(self, *arguments: str) -> str:
        read, write = pipe()
        with read:
            with write:
                process = await self.start(*arguments, output=write.fileno())
            out = await asyncio.wait_for(asyncio.to_thread(read.read), 120)
        assert await process.wait() == 0
        return out
