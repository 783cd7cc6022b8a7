"""Sign-in through allauth headless, by browser and by app, and the demo person's limits."""

import logging
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.services import demo_user_ensure

LOGIN_BROWSER = "/_allauth/browser/v1/auth/login"
LOGIN_APP = "/_allauth/app/v1/auth/login"
SIGNUP = "/_allauth/browser/v1/auth/signup"


def _login(client: Client, url: str, name: str, password: str, **extra: Any) -> Any:
    body = {"username": name, "password": password}
    return client.post(url, body, content_type="application/json", **extra)


def test_it_signs_in_a_browser_and_answers_who(alice: User) -> None:
    client = Client()
    assert _login(client, LOGIN_BROWSER, "alice", "alice-long-password").status_code == 200
    assert client.get("/api/v1/me").json()["username"] == "alice"


def test_it_refuses_a_wrong_password(alice: User) -> None:
    assert _login(Client(), LOGIN_BROWSER, "alice", "wrong").status_code == 400


def test_the_log_says_who_came_went_and_was_refused(
    alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="apps.accounts.audit")
    client = Client()
    _login(client, LOGIN_BROWSER, "alice", "a password in clear")
    _login(client, LOGIN_BROWSER, "alice", "alice-long-password")
    client.delete("/_allauth/browser/v1/auth/session")
    logged: list[Any] = [r.msg for r in caplog.records if r.name == "apps.accounts.audit"]
    assert [(event["event"], event.get("user")) for event in logged] == [
        ("sign_in_refused", None),
        ("signed_in", alice.pk),
        ("signed_out", alice.pk),
    ]
    assert {event["address"] for event in logged} == {"127.0.0.1"}
    assert "clear" not in caplog.text


def test_it_needs_a_csrf_token_on_writes(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    answer = client.post("/api/v1/ws-ticket")
    assert answer.status_code == 403
    assert answer.json()["code"] == "permission_denied"


def test_it_gives_an_app_a_session_token(alice: User) -> None:
    token = _login(Client(), LOGIN_APP, "alice", "alice-long-password").json()["meta"][
        "session_token"
    ]
    answer = APIClient().get("/api/v1/me", headers={"X-Session-Token": token})
    assert answer.json()["username"] == "alice"


def test_it_lets_the_demo_person_in_from_this_machine(db: None) -> None:
    demo_user_ensure()
    assert _login(Client(), LOGIN_BROWSER, "demo", "demo").status_code == 200


def test_it_keeps_the_demo_person_out_from_elsewhere(db: None) -> None:
    demo_user_ensure()
    answer = _login(Client(), LOGIN_BROWSER, "demo", "demo", REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 400


def test_a_demo_session_shown_from_elsewhere_is_not_signed_in(db: None) -> None:
    client = Client()
    client.force_login(demo_user_ensure())
    assert client.get("/api/v1/me").status_code == 200
    assert client.get("/api/v1/me", REMOTE_ADDR="192.0.2.7").status_code == 401


def test_demo_mode_has_no_sign_up(db: None) -> None:
    body = {"username": "eve", "email": "eve@example.org", "password": "a-long-password-9"}
    assert Client().post(SIGNUP, body, content_type="application/json").status_code == 403


def test_live_mode_signs_up_the_owner_once(db: None, settings) -> None:
    settings.SIGHTLINE_MODE = "live"
    body = {"username": "owner", "email": "o@example.org", "password": "a-long-password-9"}
    assert Client().get("/api/v1/meta").json()["signup_open"] is True
    assert Client().post(SIGNUP, body, content_type="application/json").status_code == 200
    assert Client().get("/api/v1/meta").json()["signup_open"] is False
    second = body | {"username": "second", "email": "s@example.org"}
    assert Client().post(SIGNUP, second, content_type="application/json").status_code == 403


def test_an_expired_session_answers_401_as_a_problem(anonymous_api: APIClient) -> None:
    answer = anonymous_api.get("/api/v1/me")
    assert answer.status_code == 401
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["code"] == "not_authenticated"
