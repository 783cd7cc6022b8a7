"""The log says when a password or a token changed, of whom and from where, and never its secret."""

import logging
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.sign_in.reset_mail import all_sent

OLD, NEW = "alice-long-password", "another-long-one-7"
BASE = "/_allauth/app/v1"


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="apps.accounts")
    return caplog


def _events(logged: pytest.LogCaptureFixture, *names: str) -> list[dict[str, Any]]:
    messages: list[Any] = [one.msg for one in logged.records if one.name.startswith("apps.")]
    return [one for one in messages if isinstance(one, dict) and one["event"] in names]


def _post(path: str, token: str = "", **body: str) -> Any:
    headers = {"X-Session-Token": token} if token else {}
    return Client().post(f"{BASE}/{path}", body, content_type="application/json", headers=headers)


def test_a_changed_password(alice: User, logged: pytest.LogCaptureFixture) -> None:
    entered = _post("auth/login", username="alice", password=OLD).json()
    token = entered["meta"]["session_token"]
    change = {"current_password": OLD, "new_password": NEW}
    assert _post("account/password/change", token, **change).status_code == 200
    (event,) = _events(logged, "password_changed")
    assert (event["user"], event["address"]) == (alice.pk, "127.0.0.1")
    assert NEW not in logged.text


def test_a_password_that_was_not_changed(alice: User, logged: pytest.LogCaptureFixture) -> None:
    token = _post("auth/login", username="alice", password=OLD).json()["meta"]["session_token"]
    change = {"current_password": "wrong", "new_password": NEW}
    assert _post("account/password/change", token, **change).status_code == 400
    assert _events(logged, "password_changed") == []


def test_a_reset_password(alice: User, logged: pytest.LogCaptureFixture) -> None:
    _post("auth/password/request", email="alice@example.org")
    all_sent()
    key = mail.outbox[0].body.split("reset_key=")[1].split()[0]
    _post("auth/password/reset", key=key, password=NEW)
    (event,) = _events(logged, "password_reset")
    assert (event["user"], event["address"]) == (alice.pk, "127.0.0.1")
    assert key not in logged.text
    assert NEW not in logged.text


def test_a_token_made_and_revoked(
    alice: User, alice_api: APIClient, logged: pytest.LogCaptureFixture
) -> None:
    made = alice_api.post(
        "/api/v1/tokens", {"name": "script", "scope": "write"}, format="json"
    ).json()
    alice_api.delete(f"/api/v1/tokens/{made['id']}")
    alice_api.delete(f"/api/v1/tokens/{made['id']}")
    events = _events(logged, "token_made", "token_revoked")
    assert [(one["event"], one["user"], one["token"]) for one in events] == [
        ("token_made", alice.pk, made["id"]),
        ("token_revoked", alice.pk, made["id"]),
    ]
    assert made["token"] not in logged.text
