"""A database that survives kills, of the kind that the suite runs on, and a crew of workers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.crew import Crew
from tests.servers.fixtures import postgres_server, redis_server, server_folder
from tests.servers.redis import RedisServer

__all__ = ["postgres_server", "redis_server", "server_folder"]


@pytest.fixture
def database_url(request: pytest.FixtureRequest, server_folder: Path) -> str:
    if connection.vendor == "postgresql":
        return str(request.getfixturevalue("postgres_server").url)
    return f"sqlite:///{server_folder}/faults.sqlite3"


@pytest.fixture
def crew(server_folder: Path, database_url: str, redis_server: RedisServer) -> Iterator[Crew]:
    """Workers that are not started yet, over a prepared database."""
    found = Crew(server_folder, database_url, redis_server.url)
    try:
        assert found.ask("prepare") == "ready"
        yield found
    finally:
        found.kill()
