"""The whole product, started and ended as a person does it, and as accidents do it."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from launcher.checks.health import ask
from launcher.install.frontend import is_built
from launcher.layout import ROOT, Layout
from launcher.running.leftovers import marked_processes
from launcher.running.run_lock import Holder, read_holder
from launcher.testing.ports import reserved_port

pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 300
"""A start takes half a minute alone, minutes beside the other lanes of the suite."""

# One process of each kind, by a part of its command line.
PROGRAMS = ("redis-server", "uvicorn", "exchange_simulator", " stream", "default-1", "ml-1", "beat")


class Product:
    """A started ``./sightline up``."""

    def __init__(self, data: Path, port: int) -> None:
        self.layout, self.port = Layout(data=data), port
        self.output = data / "screen.txt"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def command(self) -> list[str]:
        words = ["up", "--no-browser", "--port", str(self.port), "--data", str(self.layout.data)]
        return [sys.executable, str(ROOT / "sightline"), *words]

    def start(self) -> Holder:
        env = {name: value for name, value in os.environ.items() if not _is_ours(name)}
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=env, stdout=output, stderr=output
            )
        assert eventually(self.is_ready), self.text()
        holder = read_holder(self.layout)
        assert holder is not None
        return holder

    def is_ready(self) -> bool:
        return ask("127.0.0.1", self.port, patience=2.0).serves

    def send(self, number: int) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)

    def text(self) -> str:
        return self.output.read_text(errors="replace")

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def health(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.get("/api/v1/health/ready")[1])
        return found


def _is_ours(name: str) -> bool:
    return name.startswith("SIGHTLINE_") or name in ("DATABASE_URL", "REDIS_URL")


def eventually(condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def find(run_id: str, word: str) -> int:
    """The process of this run whose command line has the word; 0 when there is none."""
    found = [pid for pid in marked_processes(run_id) if word in command_line(pid)]
    return found[0] if found else 0


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    made = Product(tmp_path, reserved_port())
    if not is_built(made.layout):
        pytest.skip("needs the built front end: ./sightline test builds it first")
    yield made
    if made.process is not None and made.process.poll() is None:
        made.process.kill()
        made.process.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_life_of_a_product(product: Product) -> None:
    run = product.start().run_id
    assert product.get("/")[0] == 200
    assert eventually(lambda: all(find(run, word) for word in PROGRAMS)), product.text()
    assert eventually(lambda: product.health()["status"] == "ready"), product.health()

    second = subprocess.run(
        product.command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert second.returncode == 1
    assert "already runs" in second.stderr

    web, redis = find(run, "uvicorn"), find(run, "redis-server")
    os.kill(web, signal.SIGKILL)
    os.kill(redis, signal.SIGKILL)
    assert eventually(lambda: find(run, "uvicorn") not in (0, web)), product.text()
    assert eventually(lambda: find(run, "redis-server") not in (0, redis)), product.text()
    assert eventually(product.is_ready)
    assert eventually(lambda: product.health()["parts"]["redis"]["ok"]), product.health()

    assert product.send(signal.SIGTERM) == 0, product.text()
    assert marked_processes(run) == []
    assert read_holder(product.layout) is None

    again = product.start().run_id
    assert eventually(lambda: find(again, "ml-1") != 0), product.text()
    product.send(signal.SIGKILL)
    assert eventually(lambda: marked_processes(again) == [], 10)

    third = product.start().run_id
    assert product.send(signal.SIGINT) == 0
    assert marked_processes(third) == []
    assert (product.layout.data / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert "Traceback" not in product.text()
