"""The containers' files agree with the launcher's table and with each other."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from typing_extensions import override

from celery_worker.queues import QUEUES

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    return found


def test_every_service_that_stays_has_a_health_check(services: dict[str, Any]) -> None:
    without = [name for name, one in services.items() if "test" not in one.get("healthcheck", {})]
    assert without == ["migrate"]


def test_every_queue_has_its_workers(services: dict[str, Any]) -> None:
    words = [word for one in services.values() for word in one.get("command", [])]
    for queue in QUEUES:
        assert f"--queues={queue}" in words


def test_the_processes_are_those_of_the_launcher(services: dict[str, Any]) -> None:
    assert {"database", "redis", "web", "beat", "stream", "simulator"} <= services.keys()


def test_every_process_that_asks_providers_sees_the_folder_of_files(
    services: dict[str, Any],
) -> None:
    added = yaml.safe_load((DEPLOY / "csv.yaml").read_text())["services"]
    asking = {name for name in services if name.startswith(("web", "worker-", "stream"))}
    assert added.keys() == asking
    for one in added.values():
        folder = one["environment"]["SIGHTLINE_CSV_DIR"]
        assert [volume.rsplit(":", 2)[1:] for volume in one["volumes"]] == [[folder, "ro"]]


def test_what_the_image_copies_exists() -> None:
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--" not in line]
    for source in (word for words in copies for word in words):
        assert (ROOT / source).exists(), source


class _Web(BaseHTTPRequestHandler):
    detail = ""

    def do_GET(self) -> None:
        workers = {"ok": not self.detail, "detail": self.detail, "essential": False}
        body = json.dumps({"parts": {"workers": workers}}).encode()
        ready = self.headers["Host"] == "localhost"
        self.send_response(200 if ready else 400)
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet."""


@pytest.fixture
def web() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Web)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def check(url: str, *words: str) -> int:
    command = [sys.executable, str(DEPLOY / "healthcheck.py"), *words]
    env = {"SIGHTLINE_HEALTH_URL": url}
    return subprocess.run(command, env=env, capture_output=True, check=False).returncode


def test_a_living_web_process_is_healthy(web: str) -> None:
    assert check(web, "web") == 0


def test_a_dead_web_process_is_not() -> None:
    assert check("http://127.0.0.1:1", "web") == 1


def test_a_queue_without_a_worker_is_not_healthy(web: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Web, "detail", "no living worker for: ml")
    assert check(web, "queue", "ml") == 1
    assert check(web, "queue", "default") == 0
