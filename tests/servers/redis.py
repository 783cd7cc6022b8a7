"""A real Redis on a unix socket, as the launcher starts it."""

import socket
from pathlib import Path

from launcher.layout import ROOT, Layout
from launcher.running.redis_server import find_server, server_command
from tests.servers.process import ServerProcess


class RedisServer:
    """Start, stop, kill, start again; `url` stays the same."""

    def __init__(self, folder: Path) -> None:
        program = find_server(Layout(data=folder, root=ROOT))
        if program is None:
            raise RuntimeError("no Redis server: run ./sightline test, which installs one")
        self.socket = folder / "redis.sock"
        self._process = ServerProcess(server_command(program, self.socket), folder)

    @property
    def url(self) -> str:
        """For REDIS_URL."""
        return f"unix://{self.socket}"

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def start(self) -> "RedisServer":
        """Start and wait until it answers; what it held before is gone."""
        self._process.start(self._answers)
        return self

    def stop(self) -> None:
        """Stop in order."""
        self._process.stop()

    def kill(self) -> None:
        """``kill -9``."""
        self._process.kill()

    def send(self, number: int) -> None:
        """Send any signal."""
        self._process.send(number)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1.0)
            try:
                probe.connect(str(self.socket))
                probe.sendall(b"PING\r\n")
                return probe.recv(16).startswith(b"+PONG")
            except OSError:
                return False
