"""The real servers that other tests rely on: they answer, die by kill -9, and come back."""

import psycopg
import pytest
import redis

from tests.servers.postgres import PostgresServer
from tests.servers.redis import RedisServer


def test_redis_answers_forgets_when_killed_and_comes_back(redis_server: RedisServer) -> None:
    client = redis.Redis.from_url(redis_server.url)
    client.set("key", "value")
    assert client.get("key") == b"value"
    redis_server.kill()
    redis_server.start()
    assert client.get("key") is None


def test_postgres_keeps_committed_rows_through_a_kill(postgres_server: PostgresServer) -> None:
    with psycopg.connect(postgres_server.url) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    postgres_server.kill()
    postgres_server.start()
    with psycopg.connect(postgres_server.url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchall() == [(7,)]


def test_postgres_asks_for_the_password(postgres_server: PostgresServer) -> None:
    url = postgres_server.url.replace("sightline:", "sightline:wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url)
