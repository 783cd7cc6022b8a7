"""Fixtures for the real servers."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.postgres import PostgresServer
from tests.servers.redis import RedisServer


@pytest.fixture
def server_folder() -> Iterator[Path]:
    """A folder with a short path (unix sockets) that a server of another user can reach."""
    with tempfile.TemporaryDirectory(prefix="sl-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def redis_server(server_folder: Path) -> Iterator[RedisServer]:
    """A Redis of this test alone."""
    server = RedisServer(server_folder).start()
    yield server
    server.kill()


@pytest.fixture
def postgres_server(server_folder: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL of this test alone."""
    server = PostgresServer(server_folder).start()
    yield server
    server.kill()
