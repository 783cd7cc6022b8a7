"""Doctor's judgement of the settings that are addresses, with real servers behind them."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest

from launcher import addresses
from launcher.checks import diagnoses
from launcher.checks.doctor import CHECKS
from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.running.redis_server import find_server, server_command
from launcher.testing.ports import reserved_port
from tests.servers.postgres import PostgresServer
from tests.servers.process import ServerProcess
from tests.servers.redis import RedisServer

PASSWORD = "only/for:tests"
JUDGES: dict[str, Callable[[], str]] = {
    "REDIS_URL": addresses.judge_redis,
    "DATABASE_URL": addresses.judge_database,
    "SIGHTLINE_SPARK_MASTER": addresses.judge_spark,
    "SIGHTLINE_SPARK_DRIVER_HOST": addresses.judge_spark,
    **{name: partial(addresses.judge_provider, name) for name in addresses.PROVIDERS},
}


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in JUDGES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def redis_port(server_folder: Path) -> Iterator[int]:
    """Port of a Redis with a password."""
    program = find_server(Layout(data=server_folder))
    assert program is not None
    port = reserved_port()
    words = server_command(program, server_folder / "tcp.sock")
    server = ServerProcess((*words, "--port", str(port), "--requirepass", PASSWORD), server_folder)
    server.start(lambda: _takes_connections(port))
    yield port
    server.kill()


def _takes_connections(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def refusal(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> str:
    """The one sentence that doctor says of a setting; it must not repeat a password."""
    monkeypatch.setenv(name, text)
    with pytest.raises(LauncherError) as caught:
        JUDGES[name]()
    sentence = caught.value.sentence
    assert "hunter2" not in sentence
    assert name in sentence
    assert sentence.count(". ") == 0
    return sentence


@contextmanager
def web_server() -> Iterator[int]:
    """An HTTP server that knows no path."""
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def silent_server() -> Iterator[int]:
    """A server that takes connections and says nothing, as a Spark master does to strangers."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("REDIS_URL", "postgres://me:hunter2@db/name", "belongs in DATABASE_URL"),
        ("REDIS_URL", "spark://host:7077", "belongs in SIGHTLINE_SPARK_MASTER"),
        ("REDIS_URL", "host:6379", "it must start with one of: redis://, rediss://, unix://"),
        ("REDIS_URL", "redis://:hunter2@/0", "names no host"),
        ("REDIS_URL", "redis://:hunter2@host:port/0", "malformed host or port"),
        ("DATABASE_URL", "redis://:hunter2@host", "belongs in REDIS_URL"),
        ("DATABASE_URL", "mysql://me:hunter2@host/name", "starts with 'mysql'"),
        ("DATABASE_URL", "postgres:///name", "names no host"),
        ("SIGHTLINE_SPARK_MASTER", "http://host:8080", "write the master itself"),
        ("SIGHTLINE_SPARK_MASTER", "redis://:hunter2@host", "belongs in REDIS_URL"),
        ("SIGHTLINE_SPARK_MASTER", "host:7077", "it must start with one of: spark://"),
        ("SIGHTLINE_SPARK_MASTER", "spark://", "names no host"),
        ("SIGHTLINE_SPARK_MASTER", "spark://one:7077,two:x", "malformed host or port"),
        ("SIGHTLINE_SPARK_MASTER", "local[many]", "local[*] for all cores"),
        ("SIGHTLINE_SPARK_MASTER", "local[0]", "local[*] for all cores"),
        ("SIGHTLINE_SPARK_DRIVER_HOST", "http://host:1", "no address of this machine"),
        ("SIGHTLINE_SPARK_DRIVER_HOST", "192.0.2.7", "no address of this machine"),
        ("SIGHTLINE_BINANCE_WS_URL", "https://host", "starts with 'https'"),
        ("SIGHTLINE_BINANCE_REST_URL", "wss://host", "starts with 'wss'"),
        ("SIGHTLINE_YAHOO_URL", "postgres://me:hunter2@db/x", "belongs in DATABASE_URL"),
        ("SIGHTLINE_EMAIL_URL", "mail.example", "must start with one of: smtps://"),
    ],
)
def test_a_wrong_form_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, words: str
) -> None:
    assert words in refusal(monkeypatch, name, text)


@pytest.mark.parametrize(
    "pattern",
    ["redis://:hunter2@{}", "postgres://me:hunter2@{}/name", "spark://{}", "ws://{}", "http://{}",
     "smtp://me:hunter2@{}"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["closed", "unknown"])
def test_an_address_without_anyone_names_the_setting_and_the_cause(
    monkeypatch: pytest.MonkeyPatch, pattern: str, place: str
) -> None:
    where = f"127.0.0.1:{reserved_port()}" if place == "closed" else "no-such-host.invalid:1"
    cause = (
        "cannot be reached (Connection refused)" if place == "closed" else "no name server knows"
    )
    scheme = pattern.partition(":")[0]
    name = {
        "redis": "REDIS_URL", "postgres": "DATABASE_URL", "spark": "SIGHTLINE_SPARK_MASTER",
        "ws": "SIGHTLINE_POLYGON_WS_URL", "http": "SIGHTLINE_ALPHAVANTAGE_URL",
        "smtp": "SIGHTLINE_EMAIL_URL",
    }[scheme]  # fmt: skip
    assert cause in refusal(monkeypatch, name, pattern.format(where))


def test_a_missing_socket_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sentence = refusal(monkeypatch, "REDIS_URL", f"unix://{tmp_path}/redis.sock")
    assert f"{tmp_path}/redis.sock, which cannot be reached" in sentence


def test_redis_answers_or_refuses_its_password(
    monkeypatch: pytest.MonkeyPatch, redis_server: RedisServer, redis_port: int
) -> None:
    right = f"redis://:{quote(PASSWORD, safe='')}@127.0.0.1:{redis_port}/0"
    for text in (redis_server.url, right):
        monkeypatch.setenv("REDIS_URL", text)
        assert JUDGES["REDIS_URL"]().endswith("by REDIS_URL")
    for login in ("", ":hunter2@", "me:hunter2@"):
        wrong = f"redis://{login}127.0.0.1:{redis_port}/0"
        assert "does not take its password" in refusal(monkeypatch, "REDIS_URL", wrong)


def test_a_host_in_the_wrong_setting_is_recognised_by_its_answer(
    monkeypatch: pytest.MonkeyPatch, redis_port: int, postgres_server: PostgresServer
) -> None:
    redis, postgres = redis_port, postgres_server.port
    for name, text, home in (
        ("REDIS_URL", f"redis://:hunter2@127.0.0.1:{postgres}", "DATABASE_URL"),
        ("DATABASE_URL", f"postgres://me:hunter2@127.0.0.1:{redis}/x", "REDIS_URL"),
        ("SIGHTLINE_SPARK_MASTER", f"spark://127.0.0.1:{redis}", "REDIS_URL"),
        ("SIGHTLINE_SPARK_MASTER", f"spark://127.0.0.1:{postgres}", "DATABASE_URL"),
        ("SIGHTLINE_BINANCE_WS_URL", f"ws://127.0.0.1:{redis}", "REDIS_URL"),
    ):
        assert f"that address belongs in {home}" in refusal(monkeypatch, name, text)
    monkeypatch.setenv("DATABASE_URL", postgres_server.url)
    assert JUDGES["DATABASE_URL"]().endswith("by DATABASE_URL")


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("REDIS_URL", "redis://127.0.0.1:{}"),
        ("DATABASE_URL", "postgres://127.0.0.1:{}/x"),
        ("SIGHTLINE_SPARK_MASTER", "spark://127.0.0.1:{}"),
    ],
)
def test_a_web_server_is_none_of_them(
    monkeypatch: pytest.MonkeyPatch, name: str, pattern: str
) -> None:
    with web_server() as port:
        sentence = refusal(monkeypatch, name, pattern.format(port))
    assert "where a web server answers" in sentence


def test_a_server_that_says_nothing_may_be_spark_but_no_redis(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with silent_server() as port:
        monkeypatch.setenv("SIGHTLINE_SPARK_MASTER", f"spark://127.0.0.1:{port}")
        assert JUDGES["SIGHTLINE_SPARK_MASTER"]() == "at 127.0.0.1"
        text = f"redis://127.0.0.1:{port}"
        assert "something else answers" in refusal(monkeypatch, "REDIS_URL", text)


def test_tls_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch, redis_port: int) -> None:
    text = f"rediss://:hunter2@127.0.0.1:{redis_port}"
    assert "encrypted connection and gets none" in refusal(monkeypatch, "REDIS_URL", text)
    with web_server() as port:
        text = f"https://127.0.0.1:{port}"
        assert "gets none" in refusal(monkeypatch, "SIGHTLINE_YAHOO_URL", text)


def test_executors_elsewhere_cannot_call_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "identify", lambda place: "")
    sentence = refusal(monkeypatch, "SIGHTLINE_SPARK_MASTER", "spark://cluster.example:7077")
    assert "set SIGHTLINE_SPARK_DRIVER_HOST" in sentence


@pytest.mark.parametrize("text", ["local", "local[*]", "local[4]", "local[*,2]", "yarn"])
def test_spark_without_a_host_is_left_to_spark(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SIGHTLINE_SPARK_MASTER", text)
    assert text in JUDGES["SIGHTLINE_SPARK_MASTER"]()


def test_doctor_looks_at_every_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert {"Redis", "Database", "Spark", "Other addresses"} <= set(CHECKS)
    layout = Layout(data=tmp_path)
    assert diagnoses.other_addresses(layout) == "none is set"
    monkeypatch.setenv("REDIS_URL", f"redis://127.0.0.1:{reserved_port()}")
    monkeypatch.setenv("DATABASE_URL", f"postgres://127.0.0.1:{reserved_port()}/x")
    monkeypatch.setenv("SIGHTLINE_YAHOO_URL", f"http://127.0.0.1:{reserved_port()}")
    for check in (diagnoses.redis, diagnoses.database, diagnoses.other_addresses):
        with pytest.raises(LauncherError, match="cannot be reached"):
            check(layout)
