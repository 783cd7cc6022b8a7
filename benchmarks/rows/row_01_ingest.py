"""Row 1: durable, idempotent ingest of ticks (key venue, symbol, trade id).

Durable means that a commit is on the disk: PostgreSQL with `fsync`, SQLite with `synchronous=FULL`,
for both sides. SQLite is measured a second time as the product runs it (`NORMAL`, without a wait
for the disk): there the peer has no wait to lose, and the ratio is that of the work alone.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.harness import AnswersDifferError, Measured, Row
from tests.servers.postgres import PostgresServer

LIMIT_ROWS = 1_000
ROUNDS = 5
_SQLITE = {
    "FULL": "the disk's wait, which the peer has at each tick and ours at each thousandth",
    "NORMAL": "the core and the system's calls: nobody waits for the disk",
}
_POSTGRESQL = f"{_SQLITE['FULL']}; cores, for the server is another process"


class Child:
    """A process that ingests into one database; see `benchmarks.ingest_child`."""

    def __init__(self, database_url: str, folder: Path, synchronous: str) -> None:
        environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "SIGHTLINE_DATA_DIR": str(folder),
        }
        self._process = subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, "-m", "benchmarks.ingest_child", synchronous],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self._line()

    def ask(self, side: str) -> Measured:
        """Let it write one portion."""
        if self._process.stdin is None:
            raise RuntimeError("the child has no input")
        self._process.stdin.write(f"{side}\n")
        self._process.stdin.flush()
        answer = json.loads(self._line())
        return Measured(answer["seconds"], answer["units"], answer["stored"])

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=30)

    def _line(self) -> str:
        if self._process.stdout is None or not (line := self._process.stdout.readline()):
            raise RuntimeError("the ingesting process ended; its messages are above")
        return line


@contextmanager
def _child(database_url: str, folder: Path, synchronous: str = "") -> Iterator[Child]:
    child = Child(database_url, folder, synchronous)
    try:
        yield child
    finally:
        child.close()


def _agree(ours: object, peer: object) -> str:
    if ours != peer:
        raise AnswersDifferError(f"stored {ours} and {peer}")
    return "the same rows are stored"


def _append(path: Path) -> None:
    """Append and sync a thousand rows of 64 bytes: what no durable store can beat."""
    with path.open("ab") as file:
        file.write(b"x" * 64 * LIMIT_ROWS)
        file.flush()
        os.fdatasync(file.fileno())


def _row(name: str, child: Child, folder: Path, goal: float, peer_name: str, depends: str) -> Row:
    return Row(
        "1",
        name,
        "ticks stored durably, 1,000 a transaction",
        ours=lambda: child.ask("ours"),
        peer=lambda: child.ask("peer"),
        goal=goal,
        agree=_agree,
        peer_name=peer_name,
        depends=depends,
        limit=lambda: _append(folder / "limit.log"),
        limit_name="append + fdatasync",
        unit="tick",
        limit_units=LIMIT_ROWS,
        rounds=ROUNDS,
    )


def rows() -> Iterator[Row]:
    """Compare the store's bulk writers with one INSERT and one commit a tick, on each database."""
    with tempfile.TemporaryDirectory(prefix="sl-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL runs as another user when we are root
        for row, synchronous in (("ingest-sqlite", "FULL"), ("ingest-sqlite-normal", "NORMAL")):
            url = f"sqlite:///{folder}/{synchronous}.sqlite3"
            with _child(url, folder, synchronous) as child:
                peer = f"SQLite, INSERT per tick, synchronous={synchronous}"
                yield _row(row, child, folder, 30.0, peer, _SQLITE[synchronous])
        server = PostgresServer(folder, durable=True).start()
        try:
            with _child(str(server.url), folder) as child:
                peer = "psycopg, INSERT per tick"
                yield _row("ingest-postgresql", child, folder, 25.0, peer, _POSTGRESQL)
        finally:
            server.kill()
