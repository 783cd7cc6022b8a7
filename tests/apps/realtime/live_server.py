"""A real uvicorn over a real database file, and clients that speak to it."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from launcher.testing.ports import reserved_port
from tests.servers.fork_server import ForkServer, said
from tests.servers.process import ServerProcess

_ROOT = Path(__file__).resolve().parents[3]
_SITE = "tests.apps.realtime.live_site"
# What the site and the commands load, before they are forked; the server itself is no fork.
_LOADED = ("config.asgi", "apps.realtime.upstream", "apps.accounts.services", "apps.jobs.models")
_ERRORS = 2


class LiveServer:
    """Start, ask, stop."""

    def __init__(self, folder: Path, database_url: str, redis_url: str) -> None:
        self.port = reserved_port()
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(_ROOT),
            "SIGHTLINE_DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
        }
        command = [sys.executable, "-m", "uvicorn", f"{_SITE}:application"]
        options = f"--port {self.port} --loop uvloop --ws websockets-sansio --lifespan off"
        options += " --ws-per-message-deflate false --log-level warning"
        self.process = ServerProcess([*command, *options.split()], folder, env=self._environment)
        self._forks: ForkServer | None = None

    def people(self, *names: str) -> dict[str, dict[str, Any]]:
        """Make people (and the database) and return how each gets in."""
        found: dict[str, dict[str, Any]] = json.loads(
            self._said("-m", _SITE, *names).splitlines()[-1]
        )
        return found

    def manage(self, *arguments: str) -> str:
        """Run a management command on its database and return what it prints."""
        return self._said("manage.py", *arguments)

    def _said(self, *command: str) -> str:
        """Run a command beside the server, forked from one that has loaded the product."""
        if self._forks is None:
            environment = self._environment | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
            self._forks = ForkServer(environment, _LOADED, _ERRORS)
        code, text = said(self._forks, command, _ERRORS)
        assert code == 0, text
        return text

    def end(self) -> None:
        """Leave nothing running."""
        self.process.kill()
        if self._forks is not None:
            self._forks.end()

    def ticket_of(self, token: str) -> str:
        """Take a socket ticket by a personal token, as a script does."""
        ask = Request(
            f"http://127.0.0.1:{self.port}/api/v1/ws-ticket",
            method="POST",
            headers={"Authorization": f"Bearer {token}"},
        )
        with urlopen(ask) as answer:
            return str(json.load(answer)["ticket"])

    def start(self) -> None:
        """Start, if it does not run, and wait until it listens."""
        if not self._answers():
            self.process.start(self._answers)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def connect(
        self, person: Mapping[str, Any] | None = None, *, query: str = "", **options: Any
    ) -> connect:
        """Return a connection as a browser with a session makes it, or as nobody."""
        headers = dict(options.pop("additional_headers", {}))
        if person is not None:
            headers["Cookie"] = f"sessionid={person['session']}"
        options.setdefault("origin", f"http://127.0.0.1:{self.port}")
        return connect(
            f"ws://127.0.0.1:{self.port}/ws/v1/stream{query}",
            additional_headers=headers,
            compression=None,
            **options,
        )


async def say(connection: ClientConnection, action: str, *topics: str) -> None:
    """Send a client's message."""
    body: dict[str, Any] = {"action": action}
    if topics:
        body["topics"] = list(topics)
    await connection.send(json.dumps(body))


async def receive(connection: ClientConnection, seconds: float = 10.0) -> dict[str, Any]:
    """Return the next frame."""
    found: dict[str, Any] = json.loads(await asyncio.wait_for(connection.recv(), seconds))
    return found


async def receive_close(
    connection: ClientConnection, seconds: float = 15.0
) -> tuple[int | None, list[dict[str, Any]]]:
    """Read to the end; return the close code and the frames before it."""
    frames = []
    async with asyncio.timeout(seconds):
        try:
            while True:
                frames.append(json.loads(await connection.recv()))
        except ConnectionClosed as closed:
            return (closed.rcvd.code if closed.rcvd else None), frames
