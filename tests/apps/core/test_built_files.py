"""The front end is built anew while the server runs, and a build is served whole or not at all."""

import shutil
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from apps.core import built_files, views

COMPRESSED = {"Accept-Encoding": "br"}


def _content(answer) -> bytes:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return content


def _build(dist: Path, name: str) -> None:
    """Put a build in the place of the one before, as the front end's script does."""
    made = dist.with_name("made")
    (made / "assets").mkdir(parents=True)
    (made / "index.html").write_text(f'<div id="root">{name}</div>')
    for ending, text in (("", name * 2000), (".br", f"br of {name}")):
        (made / "assets" / f"{name}.js{ending}").write_text(text)
    shutil.rmtree(dist, ignore_errors=True)
    made.rename(dist)


@pytest.fixture
def dist(settings, tmp_path: Path) -> Path:
    settings.FRONTEND_DIST = tmp_path / "dist"
    views._page.cache_clear()
    return tmp_path / "dist"


@pytest.fixture
def client(db: None, dist: Path) -> Client:
    """A client of one process: its middleware is made once, before the second build."""
    _build(dist, "old")
    client = Client()
    assert _content(client.get("/assets/old.js", headers=COMPRESSED)) == b"br of old"
    assert b"old" in client.get("/").content
    return client


def test_a_new_build_takes_the_place_of_the_one_before(client: Client, dist: Path) -> None:
    _build(dist, "new")
    for address in ("/assets/old.js", "/assets/old.js.br"):
        assert client.get(address, headers=COMPRESSED).status_code == 404
    assert _content(client.get("/assets/new.js", headers=COMPRESSED)) == b"br of new"
    assert _content(client.get("/assets/new.js")) == b"new" * 2000
    assert b"new" in client.get("/").content
    assert b"new" in _content(client.get("/index.html"))


def test_a_removed_build_leaves_no_file_and_says_so(client: Client, dist: Path) -> None:
    shutil.rmtree(dist)
    assert client.get("/assets/old.js", headers=COMPRESSED).status_code == 404
    assert client.get("/").status_code == 503


def test_files_that_are_served_from_elsewhere_stay(
    client: Client, dist: Path, settings: Settings
) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    address = "/static/rest_framework/css/default.css"
    before = _content(client.get(address))
    _build(dist, "new")
    assert _content(client.get(address)) == before != b""


def test_a_file_taken_between_the_look_and_the_opening_is_missing(
    client: Client, dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = built_files.build_mark(dist)
    monkeypatch.setattr(built_files, "build_mark", lambda _: mark)
    (dist / "assets" / "old.js.br").unlink()
    answer = client.get("/assets/old.js", headers=COMPRESSED)
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_file")


def test_an_unchanged_build_is_listed_once(client: Client, monkeypatch) -> None:
    def fails(*_: object) -> None:
        raise AssertionError("The files were listed again.")

    monkeypatch.setattr(built_files.BuiltFilesMiddleware, "add_files", fails)
    for address in ("/assets/old.js", "/", "/health/live"):
        assert _content(client.get(address))
