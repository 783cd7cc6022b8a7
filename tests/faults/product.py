"""The product's own commands as processes over one data folder, one database and one venue."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


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
        self.processes: list[Process] = []
        self._environment = {
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

    async def start(self, *arguments: str) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=ROOT,
            env=self._environment,
            stdin=DEVNULL,
            stdout=PIPE,
        )
        self.processes.append(process)
        return process

    async def end(self) -> None:
        """Leave nothing running."""
        for process in self.processes:
            if process.returncode is None:
                process.kill()
                await process.wait()

    async def stored(self, symbols: Sequence[str], count: int) -> None:
        """Wait until so many ticks are stored, in the time that it takes.

        What was missed is fetched and written after the venue's last trade: on a machine with other
        work to do that is no matter of some seconds. Each look is a process, so it is no busy loop,
        and the test's own limit ends one that never comes true.
        """
        found = -1
        while found < count:
            answer = await self.answer("-m", "tests.faults.stream_check", *symbols)
            answered = json.loads(answer.splitlines()[-1])
            found = sum(answered[symbol]["ticks"] for symbol in symbols)

    async def answer(self, *arguments: str) -> str:
        process = await self.start(*arguments)
        out, _ = await asyncio.wait_for(process.communicate(), 120)
        assert process.returncode == 0
        return out.decode()
