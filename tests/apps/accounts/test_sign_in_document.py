"""What the document says of signing in is what django-allauth really answers."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # has none

from apps.accounts.models import User
from apps.accounts.schema.sign_in import OPERATIONS, add_sign_in
from apps.accounts.sign_in.reset_mail import all_sent
from tests.one_time_codes import code_to_type

pytestmark = pytest.mark.django_db
DOCUMENT = add_sign_in({"paths": {}}, None, None, None)
PASSWORD = "alice-long-password"


class App:
    """A program whose every answer is compared with the document."""

    def __init__(self) -> None:
        self.token = ""
        self.seen: set[tuple[str, str, int]] = set()

    def ask(self, method: str, route: str, body: Any = None, **headers: str) -> Any:
        path = f"/_allauth/app/v1/{route}"
        sent = {"x-session-token": self.token} if self.token else {}
        data = b"" if body is None else json.dumps(body)
        kind: dict[str, Any] = {} if body is None else {"content_type": "application/json"}
        answer = Client().generic(method.upper(), path, data, headers=sent | headers, **kind)
        self.compare(path, method, answer)
        self.seen.add((route, method, answer.status_code))
        found = json.loads(answer.content)
        self.token = found.get("meta", {}).get("session_token", self.token)
        return found

    def compare(self, path: str, method: str, answer: Any) -> None:
        responses = DOCUMENT["paths"][path][method]["responses"]
        assert str(answer.status_code) in responses, (path, method, answer.content)
        content = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
        schema = content | {"components": DOCUMENT["components"]}
        Draft202012Validator(schema).validate(json.loads(answer.content))


@pytest.fixture
def app(alice: User) -> Iterator[App]:
    cache.clear()  # signing in is throttled
    yield App()
    cache.clear()


def _sign_in(app: App, password: str = PASSWORD) -> Any:
    app.token = ""
    return app.ask("post", "auth/login", {"username": "alice", "password": password})


def test_signing_in_and_out(app: App) -> None:
    app.ask("get", "config")
    assert app.ask("get", "auth/session")["status"] == 401
    assert _sign_in(app, "wrong")["status"] == 400
    assert _sign_in(app)["data"]["user"]["username"] == "alice"
    assert app.ask("get", "auth/session")["status"] == 200
    assert app.ask("post", "auth/reauthenticate", {"password": PASSWORD})["status"] == 200
    sessions = app.ask("get", "auth/sessions")["data"]
    assert [one["is_current"] for one in sessions] == [True]
    changed = {"current_password": PASSWORD, "new_password": "another-long-password"}
    app.ask("post", "account/password/change", changed)
    _sign_in(app, "another-long-password")
    assert app.ask("delete", "auth/session")["meta"]["is_authenticated"] is False


def test_a_password_is_reset_by_mail(app: App) -> None:
    assert app.ask("post", "auth/password/request", {"email": "alice@example.org"})["status"] == 200
    all_sent()
    key = str(mail.outbox[0].body).partition("reset_key=")[2].split()[0]
    found = app.ask("get", "auth/password/reset", **{"x-password-reset-key": key})
    assert found["data"]["user"]["username"] == "alice"
    assert app.ask("get", "auth/password/reset", **{"x-password-reset-key": "no"})["status"] == 400
    app.ask("post", "auth/password/reset", {"key": key, "password": "another-long-password"})
    assert _sign_in(app, "another-long-password")["status"] == 200


def test_a_second_factor(app: App) -> None:
    _sign_in(app)
    app.ask("get", "account/authenticators/totp")
    app.ask("post", "auth/reauthenticate", {"password": PASSWORD})
    setup = app.ask("get", "account/authenticators/totp")
    secret = setup["meta"]["secret"]
    app.ask("post", "account/authenticators/totp", {"code": "000000"})
    app.ask("post", "account/authenticators/totp", {"code": code_to_type(secret)})
    app.ask("get", "account/authenticators/totp")
    listed = app.ask("get", "account/authenticators")["data"]
    assert {one["type"] for one in listed} == {"totp", "recovery_codes"}
    codes = app.ask("get", "account/authenticators/recovery-codes")["data"]["unused_codes"]
    pending = _sign_in(app)
    assert pending["status"] == 401
    assert "mfa_authenticate" in {
        flow["id"] for flow in pending["data"]["flows"] if flow.get("is_pending")
    }
    assert app.ask("post", "auth/2fa/authenticate", {"code": codes[0]})["status"] == 200
    app.ask("post", "account/authenticators/recovery-codes")
    app.ask("delete", "account/authenticators/totp")


def test_every_operation_is_one_of_allauths_routes() -> None:
    for one in OPERATIONS:
        answer = Client().generic(one.method.upper(), f"/_allauth/app/v1/{one.route}")
        assert answer.status_code not in {404, 405}, one
