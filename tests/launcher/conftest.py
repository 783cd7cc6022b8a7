"""The launcher's tests need the real servers' fixtures."""

from tests.servers.fixtures import postgres_server, redis_server, server_folder

__all__ = ["postgres_server", "redis_server", "server_folder"]
