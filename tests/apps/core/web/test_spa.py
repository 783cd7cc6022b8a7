"""The front end's page: one for every screen, with a fresh nonce and a CSRF cookie."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from apps.core import views

PAGE = '<meta name="csp-nonce" content="__CSP_NONCE__"><div id="root"></div>'


@pytest.fixture(autouse=True)
def built(settings, tmp_path: Path) -> Iterator[None]:
    (tmp_path / "index.html").write_text(PAGE)
    settings.FRONTEND_DIST = tmp_path
    views._page.cache_clear()
    yield
    views._page.cache_clear()


@pytest.mark.parametrize(
    "path", ["/", "/symbols/AAPL", "/symbols/BRK.B", "/sign-in", "/data-health"]
)
def test_every_screen_has_the_page_and_its_own_nonce(db: None, path: str) -> None:
    answers = [Client().get(path) for _ in range(2)]
    nonces = [re.findall(r'content="([^"]+)"', a.content.decode())[0] for a in answers]
    assert len(set(nonces)) == 2
    for answer, nonce in zip(answers, nonces, strict=True):
        assert f"'nonce-{nonce}'" in answer["Content-Security-Policy"]
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "no-store"


def test_it_sets_the_csrf_cookie_that_sign_in_needs(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in")
    token = client.cookies["csrftoken"].value
    answer = client.post(
        "/_allauth/browser/v1/auth/login",
        {"username": "nobody", "password": "wrong"},
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    assert answer.status_code == 400


@pytest.fixture
def marked(settings, tmp_path: Path) -> None:
    """A page with the place where the server says whether there is a session."""
    (tmp_path / "index.html").write_text('<meta name="session" content="__SESSION__">')


def test_it_says_whether_there_is_a_session_to_ask_about(marked, alice) -> None:
    client = Client()
    assert b'content="none"' in client.get("/sign-in").content
    client.force_login(alice)
    assert b'content="known"' in client.get("/").content
    client.logout()
    assert b'content="none"' in client.get("/").content


def test_the_page_says_that_a_cookie_of_an_ended_session_is_none(marked, alice) -> None:
    client = Client()
    client.force_login(alice)
    client.session.flush()  # ended on the server; the browser still holds its cookie
    assert client.cookies["sessionid"].value
    assert b'content="none"' in client.get("/risk").content


def test_the_page_says_that_a_session_from_before_a_new_password_is_none(marked, alice) -> None:
    client = Client()
    client.force_login(alice)
    alice.set_password("another-long-word-7")
    alice.save()
    assert b'content="none"' in client.get("/").content


def test_an_unbuilt_front_end_says_what_to_do(db: None, settings, tmp_path: Path) -> None:
    settings.FRONTEND_DIST = tmp_path / "nothing"
    answer = Client().get("/")
    assert answer.status_code == 503
    assert b"./sightline up" in answer.content


@pytest.mark.parametrize(
    "path",
    ["/sw.js", "/service-worker.js", "/assets.js.map", "/favicon.ico", "/.well-known/acme",
     "/a/b.js",
     "/.well-known/change-password", "/.git/config", "/.env", "/manifest.json", "/wp-login.php",
     "/index.html.map", "/symbols/../x.js", "/apple-touch-icon.png", "/.well-known/"],
)  # fmt: skip
def test_an_unknown_file_is_not_the_page(db: None, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_file")


@pytest.mark.parametrize("method", ["post", "put", "delete", "trace"])
def test_the_page_is_only_read(db: None, method: str) -> None:
    assert getattr(Client(), method)("/").status_code == 405
