"""`kill -9` of the stream process while it writes: the next one goes on, nothing lost or double."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

import pytest

from apps.market.ingest.intake import now_us
from tests.apps.market.stream.faulty_venue import Faults, FaultyVenue, tape
from tests.apps.market.stream.running import until

ROOT = Path(__file__).resolve().parents[2]
SYMBOLS = ("BTCUSDT", "ETHUSDT")
COUNT = 24_000
KILL_AT = (6_000, 12_000, 18_000)

pytestmark = [pytest.mark.faults, pytest.mark.slow]


class Product:
    """The product's own commands, over one data folder and one venue."""

    def __init__(self, folder: Path, database_url: str, port: int) -> None:
        self.processes: list[Process] = []
        self._environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SIGHTLINE_DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "SIGHTLINE_BINANCE_WS_URL": f"ws://127.0.0.1:{port}/stream",
            "SIGHTLINE_BINANCE_REST_URL": f"http://127.0.0.1:{port}",
            "SIGHTLINE_STREAM_SYMBOLS": ",".join(SYMBOLS),
            "SIGHTLINE_LOG_LEVEL": "ERROR",
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

    async def answer(self, *arguments: str) -> str:
        process = await self.start(*arguments)
        out, _ = await asyncio.wait_for(process.communicate(), 120)
        assert process.returncode == 0
        return out.decode()


@pytest.mark.timeout(300)
async def test_three_kills(server_folder: Path, database_url: str) -> None:
    played = tape(SYMBOLS, COUNT, now_us=now_us())
    async with FaultyVenue(played, Faults(duplicate=0.01, pause_s=0.02)).open() as venue:
        product = Product(server_folder, database_url, venue.port)
        try:
            await _kill_and_go_on(product, venue)
            answer = await product.answer("-m", "tests.faults.stream_check", *SYMBOLS)
        finally:
            await product.end()
    found = json.loads(answer.splitlines()[-1])
    assert sum(one["ticks"] for one in found.values()) == COUNT
    assert all(one["missing"] == one["differ"] == 0 for one in found.values())


async def _kill_and_go_on(product: Product, venue: FaultyVenue) -> None:
    await product.answer("manage.py", "migrate", "--verbosity=0")
    for place in KILL_AT:
        stream = await product.start("manage.py", "stream")
        await until(lambda place=place: venue.played > place, within_s=60)
        stream.kill()
        await stream.wait()
    stream = await product.start("manage.py", "stream")
    await asyncio.wait_for(venue.finished.wait(), 60)
    await asyncio.sleep(3)
    stream.terminate()
    assert await asyncio.wait_for(stream.wait(), 30) == 0
