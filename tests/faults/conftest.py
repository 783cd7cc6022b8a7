"""A database that survives kills, of the kind that the suite runs on, and a crew of workers."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.crew import Crew
from tests.servers.fixtures import redis_server, server_folder
from tests.servers.postgres import PostgresServer
from tests.servers.redis import RedisServer

__all__ = ["redis_server", "server_folder"]
NOWHERE = "redis://127.0.0.1:1/0"


def prepare(folder: Path, database_url: str) -> None:
    """Make the tables."""
    crew = Crew(folder, database_url, NOWHERE)
    try:
        assert crew.ask("prepare") == "ready"
    finally:
        crew.kill()


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with all tables, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("prepared")
    file = folder / "faults.sqlite3"
    prepare(folder, f"sqlite:///{file}")
    # The last one to close the database brings all of it into the one file.
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not (folder / "faults.sqlite3-wal").exists()
    return file


@pytest.fixture(scope="session")
def prepared_postgres() -> Iterator[PostgresServer]:
    """A stopped server whose database has all tables, made once and copied for each test."""
    with tempfile.TemporaryDirectory(prefix="sl-") as folder:
        Path(folder).chmod(0o711)
        server = PostgresServer(Path(folder)).start()
        prepare(Path(folder), server.url)
        server.stop()
        yield server


@pytest.fixture
def postgres_server(
    server_folder: Path, prepared_postgres: PostgresServer
) -> Iterator[PostgresServer]:
    """A PostgreSQL of this test alone, with all tables."""
    server = PostgresServer(server_folder, like=prepared_postgres).start()
    yield server
    server.kill()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, server_folder: Path) -> str:
    """Return the address of a database of this test alone, with all tables."""
    if connection.vendor == "postgresql":
        return str(request.getfixturevalue("postgres_server").url)
    file = server_folder / "faults.sqlite3"
    shutil.copy(request.getfixturevalue("prepared_sqlite"), file)
    return f"sqlite:///{file}"


@pytest.fixture
def crew(server_folder: Path, database_url: str, redis_server: RedisServer) -> Iterator[Crew]:
    """Workers that are not started yet."""
    found = Crew(server_folder, database_url, redis_server.url)
    try:
        yield found
    finally:
        found.kill()
